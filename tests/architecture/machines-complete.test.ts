import type { Edge, Machine } from '@huying/shared/kernel/machine'
import { machines } from '@huying/shared/machines'
import { describe, expect, it } from 'vitest'

/**
 * The product's rules once more, written down independently of the tables: one line an edge,
 * `states | action | targets | who`. `-` is nothing, `=` the state it was in. People are named as the rules name them.
 */
const RULES: Record<string, string> = {
  wish: `
    - | submit | submitted | resident, grid leader
    submitted | return | returned | CW
    returned | resubmit | submitted | resident, grid leader
    returned | lapse | withdrawn | clock
    submitted | reject | rejected | CW
    rejected | appeal | submitted | resident
    submitted | review_overdue | submitted | clock
    submitted | publish | open | CW
    open | widen | open | clock
    open | assign_overdue | open | clock
    open | claim | claimed | member
    open | assign | claimed | secretary, CW
    claimed | progress | claimed | member
    claimed | extend | claimed | resident
    claimed | acknowledge | claimed | secretary
    claimed | share_contact | claimed | resident
    claimed | replace_contact | claimed | secretary
    claimed | release | open | member
    claimed | auto_release | open | clock, system
    claimed | fulfil | fulfilled | member
    fulfilled | confirm | confirmed | resident, call-back
    fulfilled | auto_confirm | confirmed | clock
    fulfilled | dispute | claimed disputed | resident
    disputed | settle_done | confirmed | CW, street
    disputed | settle_again | claimed | CW, street
    disputed | settle_release | open | CW, street
    disputed | settle_overdue | disputed | clock
    submitted returned open claimed | withdraw | withdrawn | resident
    open claimed fulfilled | take_down | returned | CW, system
    open | close_unmet | unmet | secretary, CW
    open | expire_unmet | unmet | clock
    submitted returned open claimed | account_closed | withdrawn | system
    fulfilled disputed | account_closed | confirmed | system`,
  complaint: `
    - | submit | submitted merged | resident, grid leader
    submitted | accept | accepted | desk
    submitted | accept_overdue | submitted | clock
    submitted accepted | hand_up | = | desk
    submitted accepted | reassign | = | CW, street
    accepted awaiting_resident raised merged | contact | = | desk
    accepted | ask | awaiting_resident | desk
    awaiting_resident | answer | accepted | resident, desk
    awaiting_resident | take_back | accepted | desk
    awaiting_resident | answer_timeout | accepted | clock
    submitted accepted | decline | declined | CW, street
    declined | appeal | submitted | resident
    accepted | resolve | resolved | desk
    accepted | request_raise | accepted | resident
    accepted | refuse_raise | accepted | CW, street
    accepted | raise_overdue | accepted | clock
    accepted | raise | raised | CW, street
    raised | send_back | accepted | system
    raised | resolve_by_demand | resolved | system
    submitted accepted awaiting_resident | withdraw | withdrawn | resident
    raised merged | withdraw | withdrawn | resident
    submitted accepted | merge | merged | CW
    merged | unmerge | submitted accepted | CW, resident
    merged | resolve_with_target | resolved | system
    merged | target_gone | submitted accepted raised merged | system
    raised | repoint | raised | system
    resolved | confirm | closed | resident, call-back
    resolved | auto_close | closed | clock
    resolved closed | reopen | raised accepted | resident
    resolved closed | request_reopen | = | resident
    resolved closed | grant_reopen | raised accepted | street, county
    resolved closed | refuse_reopen | = | street, county
    resolved closed | reopen_overdue | raised accepted | clock
    submitted accepted awaiting_resident | account_closed | withdrawn | system
    raised merged | account_closed | = | system
    resolved | account_closed | closed | system`,
  demand: `
    - | open | pending | CW, street
    pending | assign_overdue | pending | clock
    pending | dispatch | dispatched | owner
    dispatched replied | add_assist | dispatched | owner
    dispatched | lead_lost | pending | system
    dispatched | all_replied | replied | system
    replied | reply_recalled | dispatched | system
    replied | verify | verified | CW, street
    replied | redo | dispatched | CW, street
    replied | verify_overdue | replied | clock
    pending dispatched replied | propose_hold | = | owner
    pending dispatched replied | hold_overdue | = | clock
    pending dispatched replied | refuse_hold | = | street, county
    pending dispatched replied | approve_hold | on_hold | street, county
    on_hold | join | on_hold | CW
    on_hold | renew_hold | on_hold | street, county
    on_hold | release_hold | pending dispatched replied | owner
    on_hold | review_overdue | pending dispatched replied | clock
    pending dispatched | dismiss | dismissed | owner, CW
    verified | close | closed | system
    verified closed | bring_back | pending | system
    pending dispatched replied on_hold | bring_back | = | system
    pending dispatched replied on_hold | escalate | = | system
    pending dispatched replied on_hold | take_over | = | street, county
    pending dispatched replied on_hold | hand_back | = | street, county
    pending dispatched replied on_hold | set_date | = | street, county`,
  dispatch: `
    - | send | sent | owner
    sent | accept | accepted | handler
    sent | accept_by_silence | accepted | clock
    sent accepted | request_return | return_requested | handler
    return_requested | withdraw_return | accepted | handler
    return_requested | approve_return | returned | owner
    return_requested | refuse_return | accepted | owner
    return_requested | decide_overdue | return_requested | clock
    accepted | contact | accepted | handler
    sent accepted | hand_over | = | handler
    accepted | progress | accepted | handler
    accepted | milestone | accepted | handler
    accepted | request_extension | accepted | handler
    accepted | grant_extension | accepted | owner
    accepted | refuse_extension | accepted | owner
    accepted | extension_overdue | accepted | clock
    accepted | reply | replied | handler
    replied | recall_reply | accepted | handler
    replied | redo | accepted | system
    replied | verify | verified | system
    sent accepted return_requested replied | cancel | cancelled | owner
    sent accepted return_requested replied | pause | = | system
    sent accepted return_requested replied | resume | = | system`,
  booking: `
    - | book | booked pending | resident, staff, grid leader
    - | walk_in | checked_in | staff
    pending | approve | booked | staff
    pending | decline | declined | staff
    pending | expire | expired | clock
    pending booked | cancel | cancelled | resident, staff
    pending booked | session_closed | cancelled | system
    booked | move | booked | resident
    booked | check_in | checked_in | resident, staff
    checked_in | undo_check_in | booked | staff
    checked_in | complete | completed | clock, staff
    booked | mark_no_show | no_show | clock
    booked | presume | completed | clock
    no_show | appeal | no_show | resident
    no_show | excuse | cancelled | staff, clock
    no_show | uphold | no_show | staff
    pending booked | account_closed | cancelled | system`,
  session: `
    - | generate | open | system
    open | drop | - | system
    open | mark_off_rule | open | system
    open | keep | open | CW, clock
    open | change_seats | open | staff
    open | close | closed | staff
    closed | reopen | open | staff
    open | start | running | clock
    running | close | closed | staff
    running | end | ended | clock`,
  waitlist: `
    - | join | waiting | resident, staff, grid leader
    waiting | offer | offered | system
    offered | take | taken | resident
    offered | lapse | lapsed | clock
    offered | refuse | left | resident
    waiting | leave | left | resident
    waiting offered | session_gone | lapsed | system
    waiting offered | account_closed | left | system`,
  chairTerm: `
    - | appoint | planned | administrator, street
    planned | cancel | cancelled | administrator, street
    planned | begin | running cancelled | clock
    running | end | ended | clock
    running | resign | revoked | chair
    running | revoke | revoked | street, administrator
    running | lose_office | revoked | system`,
}

const ACTORS: Record<string, readonly string[]> = {
  resident: ['resident'],
  member: ['member'],
  secretary: ['secretary'],
  'grid leader': ['gridLeader'],
  CW: ['communityWorker'],
  staff: ['serviceStaff'],
  'call-back': ['callBackOfficer'],
  chair: ['chair'],
  handler: ['unitHandler'],
  street: ['streetOfficer'],
  county: ['countyOfficer'],
  administrator: ['administrator'],
  owner: ['chair', 'streetOfficer', 'countyOfficer'],
  desk: ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer'],
  clock: ['clock'],
  system: ['system'],
}

const words = (cell: string, separator: string) => cell.split(separator).map((word) => word.trim()).filter((word) => word !== '')
const line = (states: readonly string[], action: string, targets: readonly string[], who: readonly string[]) =>
  `${states.toSorted().join(' ')} | ${action} | ${targets.toSorted().join(' ')} | ${who.toSorted().join(' ')}`

function ruleLine(rule: string): string {
  const [states = '', action = '', targets = '', who = ''] = rule.split('|').map((cell) => cell.trim())
  const actors = words(who, ',').flatMap((name) => {
    const roles = ACTORS[name]
    if (!roles) throw new Error(`${rule.trim()}: nobody is called "${name}"`)
    return roles
  })
  return line(words(states, ' '), action, words(targets, ' '), actors)
}

const edgeLine = ({ from, action, to, who }: Edge) => line(from ?? ['-'], action, to === 'same' ? ['='] : (to ?? ['-']), who)
const machineCalled = (name: string): Machine | undefined => machines.find((machine) => machine.name === name)

it('knows exactly the machines of the rules', () => {
  expect(machines.map((machine) => machine.name).toSorted()).toEqual(Object.keys(RULES).toSorted())
})

describe.each(Object.entries(RULES))('machine %s', (name, rules) => {
  const expected = rules.trim().split('\n').map(ruleLine)
  const declared = (machineCalled(name)?.edges ?? []).map(edgeLine)

  it('declares every edge of the rules', () => {
    expect(expected.filter((edge) => !declared.includes(edge))).toEqual([])
  })

  it('declares no edge besides', () => {
    expect(declared.filter((edge) => !expected.includes(edge))).toEqual([])
    expect(declared).toHaveLength(expected.length)
  })
})

/** [edges, pairs of state and action]. */
it.each([
  ['wish', 33, 42],
  ['complaint', 36, 54],
  ['demand', 26, 52],
  ['dispatch', 23, 34],
  ['booking', 17, 20],
  ['session', 10, 10],
  ['waitlist', 8, 10],
  ['chairTerm', 7, 7],
])('counts the edges of machine %s', (name, edges, pairs) => {
  const declared = machineCalled(name)?.edges ?? []
  expect(declared).toHaveLength(edges)
  expect(declared.reduce((sum, edge) => sum + (edge.from?.length ?? 1), 0)).toBe(pairs)
})
