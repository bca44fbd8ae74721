import { readdirSync, readFileSync } from 'node:fs'
import type { Edge, Machine } from '@huying/shared/kernel/machine'
import { ROLES } from '@huying/shared/kernel/role'
import { describeMachines, machines } from '@huying/shared/machines'
import { describe, expect, it } from 'vitest'

/** What may still happen to a thing that is over: it was the wrong answer, or it was called back. */
const WAYS_BACK: Record<string, readonly string[]> = {
  wish: ['rejected: appeal'],
  complaint: [
    'declined: appeal',
    'closed: reopen', 'closed: request_reopen', 'closed: grant_reopen', 'closed: refuse_reopen', 'closed: reopen_overdue',
  ],
  demand: ['closed: bring_back'],
  booking: ['no_show: appeal', 'no_show: excuse', 'no_show: uphold'],
  session: ['closed: reopen'],
}

const CHINESE = /\p{Script=Han}/u
const WORD = /^[a-z]+(_[a-z]+)*$/
const CAMEL = /^[a-z]+([A-Z][a-z]+)*$/

const startsOf = (edge: Edge): readonly string[] => edge.from ?? []
const endsOf = (edge: Edge): readonly string[] => (edge.to === 'same' ? startsOf(edge) : (edge.to ?? []))
const isFinal = (machine: Machine, state: string) => machine.states[state]?.isFinal === true
const repeated = (words: readonly string[]) => words.filter((word, index) => words.indexOf(word) !== index)

/** Every state one can come to from nothing. */
function reachable(machine: Machine, isUsable: (edge: Edge) => boolean = () => true): Set<string> {
  const found = new Set<string>()
  const edges = machine.edges.filter(isUsable)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const edge of edges) {
      if (edge.from === null) for (const state of endsOf(edge)) found.add(state)
      else if (edge.to === 'same' || !edge.from.some((state) => found.has(state))) continue
      else for (const state of endsOf(edge)) found.add(state)
    }
  }
  return found
}

it('has no two machines of one name', () => {
  expect(repeated(machines.map((machine) => machine.name))).toEqual([])
})

describe.each(machines.map((machine) => [machine.name, machine] as const))('machine %s', (name, machine) => {
  const states = Object.keys(machine.states)
  const actions = [...new Set(machine.edges.map((edge) => edge.action))]

  it('names in its edges only its own states', () => {
    expect(machine.edges.flatMap((edge) => [...startsOf(edge), ...endsOf(edge)]).filter((state) => !states.includes(state))).toEqual([])
  })

  it('writes states and actions in snake_case, events in camelCase', () => {
    expect([...states, ...actions].filter((word) => !WORD.test(word))).toEqual([])
    expect(machine.edges.map((edge) => edge.event).filter((event) => !CAMEL.test(event))).toEqual([])
  })

  it('can be created, and every state is reached from there', () => {
    expect(machine.edges.filter((edge) => edge.from === null).length).toBeGreaterThan(0)
    expect(states.filter((state) => !reachable(machine).has(state))).toEqual([])
  })

  it('lets every thing that is not over go on to another state', () => {
    const stuck = states.filter(
      (state) =>
        !isFinal(machine, state) &&
        !machine.edges.some((edge) => startsOf(edge).includes(state) && edge.to !== 'same' && endsOf(edge).some((end) => end !== state)),
    )
    expect(stuck).toEqual([])
  })

  it('leaves a final state only by the listed ways back', () => {
    const exits = machine.edges.flatMap((edge) =>
      startsOf(edge).filter((state) => isFinal(machine, state)).map((state) => `${state}: ${edge.action}`),
    )
    expect(exits.toSorted()).toEqual([...(WAYS_BACK[name] ?? [])].toSorted())
  })

  it('has one edge at most for a state and action', () => {
    const keys = machine.edges.flatMap((edge) => (edge.from ?? ['nothing']).map((state) => `${state}: ${edge.action}`))
    expect(repeated(keys)).toEqual([])
  })

  it('keeps the state of what exists only, and deletes into nothing only what exists', () => {
    expect(machine.edges.filter((edge) => edge.from === null && (edge.to === 'same' || edge.to === null))).toEqual([])
    expect(machine.edges.filter((edge) => edge.from?.length === 0 || (Array.isArray(edge.to) && edge.to.length === 0))).toEqual([])
    expect(machine.edges.flatMap((edge) => [...repeated(startsOf(edge)), ...(edge.to === 'same' ? [] : repeated(endsOf(edge)))])).toEqual([])
  })

  it('names for every edge who may walk it, and nobody twice', () => {
    const known: readonly string[] = [...ROLES, 'clock', 'system']
    for (const edge of machine.edges) {
      expect(edge.who, edge.action).not.toEqual([])
      expect(repeated(edge.who), edge.action).toEqual([])
      expect(edge.who.filter((actor) => !known.includes(actor)), edge.action).toEqual([])
    }
  })

  it('has an event of its own for every action', () => {
    const eventsOf = (action: string) => new Set(machine.edges.filter((edge) => edge.action === action).map((edge) => edge.event))
    expect(actions.filter((action) => eventsOf(action).size !== 1)).toEqual([])
    expect(repeated(actions.flatMap((action) => [...eventsOf(action)]))).toEqual([])
  })

  it('tells people in Chinese what happened, in words of its own for every action', () => {
    expect(machine.edges.filter((edge) => !CHINESE.test(edge.label)).map((edge) => edge.action)).toEqual([])
    const labels = new Map(machine.edges.map((edge) => [`${edge.action}: ${edge.label}`, edge.label]))
    expect(repeated([...labels.values()])).toEqual([])
  })

  it('has a Chinese word of its own for itself and for every state, short enough for a chip', () => {
    const labels = states.map((state) => machine.states[state]?.label ?? '')
    expect([machine.label, ...labels].filter((label) => !CHINESE.test(label))).toEqual([])
    expect(repeated(labels)).toEqual([])
    expect(labels.filter((label) => [...label].length > 10)).toEqual([])
  })

  it('says guards and clocks in English without a full stop', () => {
    const sentences = machine.edges.flatMap((edge) => [edge.guard, edge.clocks])
    expect(sentences.filter((words) => CHINESE.test(words) || words !== words.trim() || words.endsWith('.'))).toEqual([])
  })

  it('opens nothing that cannot be reached: a built edge starts in a state that built edges lead to', () => {
    const isOpen = (edge: Edge) => edge.isBuilt !== false
    const open = reachable(machine, isOpen)
    const orphans = machine.edges.filter((edge) => isOpen(edge) && edge.from !== null && !edge.from.some((state) => open.has(state)))
    expect(orphans.map((edge) => edge.action)).toEqual([])
  })

  it('has the same states in the check of its table', () => {
    expect(stateChecks()).toContain(states.toSorted().join(', '))
  })
})

/** The states of every constraint `<table>_state` in the migrations, sorted and joined; a later migration may have replaced an earlier one. */
function stateChecks(): string[] {
  const folder = new URL('../../migrations/', import.meta.url)
  const checks = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted()) {
    const sql = readFileSync(new URL(file, folder), 'utf8')
    for (const [, constraint = '', list = ''] of sql.matchAll(/constraint\s+(\w+_state)\s+check\s*\(\s*state\s+in\s*\(([^)]*)\)/gi))
      checks.set(constraint, [...list.matchAll(/'(\w+)'/g)].map(([, state = '']) => state).toSorted().join(', '))
  }
  return [...checks.values()]
}

describe('describeMachines', () => {
  const described = describeMachines().machines
  const edgesOf = (name: string, action: string) =>
    described.find((machine) => machine.name === name)?.edges.filter((edge) => edge.action === action).map(({ from, to }) => ({ from, to }))

  it('lists every machine with all its states', () => {
    expect(described.map(({ name, states }) => [name, states])).toEqual(machines.map(({ name, states }) => [name, Object.keys(states)]))
  })

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(described))).toEqual(described)
  })

  it('shows a creation from nothing and a deletion to nothing', () => {
    expect(edgesOf('wish', 'submit')).toEqual([{ from: [], to: ['submitted'] }])
    expect(edgesOf('session', 'drop')).toEqual([{ from: ['open'], to: [] }])
  })

  it('shows an edge that keeps the state once for each state', () => {
    expect(edgesOf('complaint', 'hand_up')).toEqual([
      { from: ['submitted'], to: ['submitted'] },
      { from: ['accepted'], to: ['accepted'] },
    ])
  })

  it('shows every target the guard may choose', () => {
    expect(edgesOf('demand', 'review_overdue')).toEqual([{ from: ['on_hold'], to: ['pending', 'dispatched', 'replied'] }])
  })
})
