import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../../../server/src/kernel/jobs.ts'
import { wishSubscribers } from '../../../server/src/modules/wish/subscribers.ts'
import { COMMUNITY, DAY_MS, MONDAY, setTime, TOWN, wishCounty, type Person, type WishCounty } from './wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
beforeEach(async () => {
  await county.sql`update clocks set state = 'stopped', ended_at = started_at, paused_at = null where state in ('running', 'paused')`
  setTime(county.app, MONDAY)
})
afterAll(() => county.app.close())

const codeOf = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) => {
  const { status, body } = await answer
  return [status, body.error?.code]
}
const fulfilled = async () => {
  const wish = await county.claimed()
  await county.fulfil(wish.helper, wish.id)
  return wish
}
const disputed = async () => {
  const wish = await fulfilled()
  await county.ok(wish.author, 'dispute', wish.id, { missing: '灯不亮' })
  await county.fulfil(wish.helper, wish.id)
  await county.ok(wish.author, 'dispute', wish.id, { missing: '还是不亮' })
  return wish
}
const daysLeft = async (id: string, kind: string) =>
  ((await county.clocksOf(id))[kind]!.dueAt.getTime() - county.app.kernel.clock.now().getTime()) / DAY_MS
const claimState = async (id: string) => (await county.sql`select state from wish_claims where wish_id = ${id} order by claimed_at desc limit 1`)[0]!.state

describe('dispute', () => {
  test('the first time the same member works on, with what was left of the thirty days', async () => {
    const { id, author, helper } = await fulfilled()
    const answer = await county.ok(author, 'dispute', id, { missing: '灯不亮' })
    expect(answer).toMatchObject({ state: 'claimed', disputeCount: 1 })
    expect(answer.notes.at(-1)).toMatchObject({ kind: 'dispute', note: '灯不亮' })
    expect(await claimState(id)).toBe('running')
    expect(await daysLeft(id, 'total')).toBeGreaterThan(29)
    expect((await county.clocksOf(id)).confirm!.state).toBe('stopped')
    await county.fulfil(helper, id)
    expect(await claimState(id)).toBe('fulfilled')
  })

  test('with little left there are seven days', async () => {
    const { id, author, helper } = await county.claimed()
    for (let i = 0; i < 14; i++) {
      await county.advance(2 * DAY_MS)
      await county.ok(helper, 'progress', id, { note: '还在办' })
    }
    await county.fulfil(helper, id)
    await county.ok(author, 'dispute', id, { missing: '灯不亮' })
    expect(await daysLeft(id, 'total')).toBeGreaterThan(7)
    expect(await daysLeft(id, 'total')).toBeLessThan(8)
  })

  test('only the resident, and not the member or the desk', async () => {
    const { id, helper, desk } = await fulfilled()
    expect(await codeOf(county.call(helper, 'dispute', id, { missing: '没有' }))).toEqual([403, 'FORBIDDEN'])
    expect(await codeOf(county.call(desk, 'dispute', id, { missing: '没有' }))).toEqual([403, 'FORBIDDEN'])
  })

  test('confirm and dispute at once: one of them', async () => {
    const { id, author } = await fulfilled()
    const answers = await Promise.all([county.call(author, 'confirm', id), county.call(author, 'dispute', id, { missing: '灯不亮' })])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})

describe('settle', () => {
  test('by a worker who did not publish it; done gives no rating and says that the resident disagrees', async () => {
    const { id, desk } = await disputed()
    expect(await codeOf(county.call(desk, 'settle', id, { decision: 'done', reason: '看过' }))).toEqual([403, 'SAME_PUBLISHER'])
    const other = await county.worker()
    expect((await county.list(other, 'view=desk')).items.find((item: { id: string }) => item.id === id).abilities.settle).toBe(true)
    expect(await county.ok(other, 'settle', id, { decision: 'done', reason: '现场看过' })).toMatchObject({ state: 'confirmed', confirmedBy: 'community', rating: null, clocks: [] })
  })

  test('once more, once; a third dispute leaves done or release to the street', async () => {
    const { id, author, helper } = await disputed()
    await county.ok(await county.worker(), 'settle', id, { decision: 'again', reason: '再办一次' })
    expect(await claimState(id)).toBe('running')
    expect(await daysLeft(id, 'total')).toBeLessThan(8)
    await county.fulfil(helper, id)
    await county.ok(author, 'dispute', id, { missing: '第三次了' })
    expect(await codeOf(county.call(await county.worker(), 'settle', id, { decision: 'release', reason: '换人' }))).toEqual([403, 'STREET_DECIDES'])
    const street = await county.street()
    expect(await codeOf(county.call(street, 'settle', id, { decision: 'again', reason: '再来' }))).toEqual([422, 'ONLY_ONCE'])
    expect(await county.ok(street, 'settle', id, { decision: 'release', reason: '换人' })).toMatchObject({ state: 'open', claimedBy: null })
    expect(await claimState(id)).toBe('ended')
    expect((await county.clocksOf(id)).ring!.state).toBe('running')
  })

  test('two workers at once: one decides', async () => {
    const { id } = await disputed()
    const [one, other] = [await county.worker(), await county.worker()]
    const answers = await Promise.all([
      county.call(one, 'settle', id, { decision: 'done', reason: '好了' }), county.call(other, 'settle', id, { decision: 'release', reason: '换人' }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})

describe('take-down', () => {
  test('by the desk with a reason; the claim ends without a mark, and it can be handed in again', async () => {
    const { id, helper, author, desk } = await county.claimed()
    expect((await county.call(desk, 'take-down', id, {})).status).toBe(400)
    expect(await county.ok(desk, 'take-down', id, { reason: '照片里有别人' })).toMatchObject({ state: 'returned', claimedBy: null })
    expect(await claimState(id)).toBe('ended')
    expect((await county.call(helper, 'progress', id, { note: '在办' })).status).toBe(404)
    expect((await county.see(undefined, id)).error.code).toBe('NOT_FOUND')
    await county.ok(author, 'resubmit', id, {})
  })

  test('by a late "risky" verdict on a picture it shows, once', async () => {
    const author = await county.resident()
    const photo = await county.photoOf(author.id, 'wish')
    const { id } = await county.published(author, { category: 'repair', title: '换灯', story: '灯坏了', publicationConsent: true, uploadIds: [photo] })
    const event = (seq: number, verdict: string) => ({
      id: String(900_000 + seq), at: new Date(), kind: 'upload.judged', subjectKind: 'upload', subjectId: photo, seq, actorId: null, data: { uploadId: photo, verdict },
    })
    await deliver(county.app.kernel, wishSubscribers[0]!, event(1, 'pass'))
    expect((await county.rowOf(id)).state).toBe('open')
    await deliver(county.app.kernel, wishSubscribers[0]!, event(2, 'risky'))
    await deliver(county.app.kernel, wishSubscribers[0]!, event(3, 'risky'))
    expect((await county.rowOf(id)).state).toBe('returned')
    const taken = (await county.historyOf(id)).filter((entry) => entry.action === 'take_down')
    expect(taken.map((entry) => [entry.role, entry.facts.uploadId])).toEqual([['system', photo]])
  })
})

test('when a membership ends, what the person had is free again without a mark; another membership keeps it', async () => {
  const { id, helper } = await county.claimed()
  const ended = (seq: number) => ({
    id: String(910_000 + seq), at: new Date(), kind: 'appointment.ended', subjectKind: 'appointment', subjectId: helper.id, seq, actorId: null,
    data: { accountId: helper.id, role: 'member', scopeKind: 'partyOrganization', scopeId: county.branchId },
  })
  const formerMember = wishSubscribers.find((subscriber) => subscriber.name === 'wish.releaseFormerMember')!
  await county.appointed('member', 'partyOrganization', county.committeeId, null, helper)
  await deliver(county.app.kernel, formerMember, ended(1))
  expect((await county.rowOf(id)).state).toBe('claimed')
  await county.sql`update appointments set to_at = '2027-02-01' where account_id = ${helper.id}`
  await deliver(county.app.kernel, formerMember, ended(2))
  expect(await county.rowOf(id)).toMatchObject({ state: 'open', claimer_id: null })
  expect([await claimState(id), (await county.historyOf(id)).at(-1)!.role]).toEqual(['ended', 'system'])
  expect((await county.sql`select barred_until from party_members where account_id = ${helper.id}`)[0]!.barred_until).toBeNull()
  const next = await county.published()
  expect(await codeOf(county.call(helper, 'claim', next.id))).toEqual([403, 'FORBIDDEN'])
  expect(await codeOf(county.call(await county.member(), 'claim', next.id))).toEqual([200, undefined])
})

test('whoever claimed or made a wish does not settle the dispute over it, whatever desk they hold', async () => {
  const { author, id, helper } = await county.claimed()
  await county.fulfil(helper, id)
  await county.ok(author, 'dispute', id, { missing: '灯没亮' })
  await county.fulfil(helper, id)
  await county.ok(author, 'dispute', id, { missing: '还是没亮' })
  await county.appointed('communityWorker', 'area', COMMUNITY, null, helper)
  await county.appointed('streetOfficer', 'area', TOWN, null, author)
  expect(await codeOf(county.call(helper, 'settle', id, { decision: 'done', reason: '办好了' }))).toEqual([403, 'OWN_CLAIM'])
  expect(await codeOf(county.call(author, 'settle', id, { decision: 'release', reason: '没办好' }))).toEqual([403, 'OWN_WISH'])
})

describe('assign', () => {
  test('not before the rings are through; then by secretary or worker, to a member in reach, one over the cap', async () => {
    const { id } = await county.published()
    const second = await county.published()
    const secretary = await county.secretary()
    const helper = await county.member()
    expect(await codeOf(county.call(secretary, 'assign', id, { memberId: helper.id }))).toEqual([422, 'TOO_EARLY'])
    await county.advance(4.1 * DAY_MS)
    expect((await county.list(secretary, 'view=branch')).items.find((item: { id: string }) => item.id === id).abilities.assign).toBe(true)
    const stranger = await county.member({ grid: '611023101001001', organizationId: county.farBranchId })
    expect(await codeOf(county.call(secretary, 'assign', id, { memberId: stranger.id }))).toEqual([422, 'HELPER_NOT_VALID'])
    for (let i = 0; i < 3; i++) await county.ok(helper, 'claim', (await county.published()).id)
    expect(await county.ok(secretary, 'assign', id, { memberId: helper.id, reason: '就近' })).toMatchObject({ state: 'claimed' })
    expect(await codeOf(county.call(await county.worker(), 'assign', second.id, { memberId: helper.id }))).toEqual([422, 'TOO_MANY_CLAIMS'])
  })

  test('not to whoever published it, and not by a secretary of another town', async () => {
    const { id, desk } = await county.published()
    await county.sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${desk.id}, ${county.branchId}, '611023001001001')`
    await county.advance(4.1 * DAY_MS)
    expect(await codeOf(county.call(await county.worker(), 'assign', id, { memberId: desk.id }))).toEqual([422, 'HELPER_NOT_VALID'])
    expect(await codeOf(county.call(await county.secretary(county.farBranchId), 'assign', id, { memberId: desk.id }))).toEqual([403, 'FORBIDDEN'])
  })

  test('assigned and claimed at once: one helper', async () => {
    const { id } = await county.published()
    await county.advance(4.1 * DAY_MS)
    const [secretary, assigned, volunteer] = [await county.secretary(), await county.member(), await county.member()]
    const answers = await Promise.all([county.call(secretary, 'assign', id, { memberId: assigned.id }), county.call(volunteer, 'claim', id)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(await county.sql`select 1 from wish_claims where wish_id = ${id} and state = 'running'`).toHaveLength(1)
  })
})

describe('close-unmet', () => {
  const decide = (who: Person, approvalId: string, verb: 'approve' | 'refuse') =>
    county.app.request('POST', `/api/v1/approvals/${approvalId}/${verb}`, { token: who.token, body: verb === 'refuse' ? { reason: '再找找' } : {} })

  test('the secretary proposes, a worker agrees; nobody agrees with themselves, nor another secretary', async () => {
    const { id } = await county.published()
    const secretary = await county.secretary()
    expect(await codeOf(county.call(secretary, 'close-unmet', id, { reason: '找不到人' }))).toEqual([422, 'TOO_EARLY'])
    await county.advance(15 * DAY_MS)
    const proposed = await county.call(secretary, 'close-unmet', id, { reason: '找不到人' })
    expect([proposed.status, (await county.rowOf(id)).state]).toEqual([202, 'open'])
    expect((await decide(secretary, proposed.body.approval.id, 'approve')).status).toBeGreaterThanOrEqual(403)
    expect((await decide(await county.secretary(), proposed.body.approval.id, 'approve')).status).toBeGreaterThanOrEqual(403)
    expect((await decide(await county.worker(), proposed.body.approval.id, 'approve')).status).toBe(200)
    expect((await county.rowOf(id)).state).toBe('unmet')
    const closed = (await county.historyOf(id)).at(-1)!
    expect([closed.action, closed.facts.proposedBy, closed.facts.agreedAs]).toEqual(['close_unmet', secretary.id, 'communityWorker'])
  })

  test('the worker proposes, a secretary of the branch agrees; claimed in between, it stays with the claimer', async () => {
    const { id } = await county.published()
    await county.advance(15 * DAY_MS)
    const proposed = await county.call(await county.worker(), 'close-unmet', id, { reason: '找不到人' })
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    expect((await decide(await county.secretary(), proposed.body.approval.id, 'approve')).status).toBe(409)
    expect((await county.rowOf(id)).state).toBe('claimed')
  })
})

describe('a team', () => {
  const team = (contact: Person, members: Person[], organizationId = county.branchId) => ({
    team: { organizationId, contactId: contact.id, members: members.map((who, i) => ({ memberId: who.id, share: `第 ${i + 1} 份` })) },
  })

  test('claims by its contact, each with a share; all of them see the story, only the contact acts', async () => {
    const { id } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    const answer = await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    expect(answer.claim).toMatchObject({ organization: '东岗社区党总支', team: [{ share: expect.any(String) }, { share: expect.any(String) }] })
    expect((await county.see(other, id)).story).toBe('灯坏了三天，够不着')
    expect((await county.list(other, 'view=claims')).items.map((item: { id: string }) => item.id)).toEqual([id])
    expect(await codeOf(county.call(other, 'progress', id, { note: '在办' }))).toEqual([403, 'FORBIDDEN'])
  })

  test('not by somebody else, not with members of another organization, not with the resident’s family', async () => {
    const { id, author } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    expect(await codeOf(county.call(other, 'claim', id, team(contact, [other])))).toEqual([422, 'TEAM_NOT_VALID'])
    const stranger = await county.member({ organizationId: county.farBranchId })
    expect(await codeOf(county.call(contact, 'claim', id, team(contact, [stranger])))).toEqual([422, 'TEAM_NOT_VALID'])
    expect(await codeOf(county.call(contact, 'claim', id, team(contact, [other, other])))).toEqual([422, 'TEAM_NOT_VALID'])
    await county.sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${author.id}, ${county.branchId}, '611023001001001')`
    expect(await codeOf(county.call(contact, 'claim', id, team(contact, [author])))).toEqual([422, 'TEAM_NOT_VALID'])
    expect((await county.rowOf(id)).state).toBe('open')
  })

  test('its secretary replaces the contact, who loses the resident’s contact at once', async () => {
    const { id, author } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    await county.ok(author, 'share-contact', id)
    await county.ok(contact, 'contact-reveal', id, { reason: '约时间' })
    const secretary = await county.secretary()
    await county.ok(secretary, 'replace-contact', id, { contactId: other.id })
    expect(await codeOf(county.call(contact, 'contact-reveal', id, { reason: '再看' }))).toEqual([403, 'FORBIDDEN'])
    expect(await codeOf(county.call(other, 'contact-reveal', id, { reason: '约时间' }))).toEqual([403, 'CONTACT_NOT_OPEN'])
    await county.ok(other, 'progress', id, { note: '接着办' })
  })

  test('is read by the secretary who may change its contact, by name and organization; not by another branch', async () => {
    const { id } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    const { claim, story, abilities } = await county.see(await county.secretary(), id)
    expect(claim).toMatchObject({ organizationId: county.branchId, organization: '东岗社区党总支' })
    expect(claim.team.map((one: { memberId: string }) => one.memberId).sort()).toEqual([contact.id, other.id].sort())
    expect([story, abilities['replace-contact']]).toEqual([null, true])
    const elsewhere = await county.see(await county.secretary(county.farBranchId), id)
    expect([elsewhere.claim, elsewhere.abilities['replace-contact'].code]).toEqual([null, 'FORBIDDEN'])
  })

  test('of many teams and single members at once one claims, and only its team is written', async () => {
    const { id } = await county.published()
    const contacts = await Promise.all(Array.from({ length: 6 }, () => county.member()))
    const other = await county.member()
    const answers = await Promise.all(contacts.map((contact, i) => county.call(contact, 'claim', id, i % 2 === 0 ? team(contact, [contact, other]) : {})))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    const winner = contacts[answers.findIndex(({ status }) => status === 200)]!
    const { claim } = await county.see(winner, id)
    expect((await county.rowOf(id)).claimer_id).toBe(winner.id)
    expect(claim.team).toHaveLength(contacts.indexOf(winner) % 2 === 0 ? 2 : 0)
    expect(await county.sql`select 1 from wish_claim_members m join wish_claims c on c.id = m.claim_id where c.wish_id = ${id}`).toHaveLength(claim.team.length)
  })

  test('keeps one contact when it is replaced and given back at once, and a contact over their limit is not taken', async () => {
    const [contact, other] = [await county.member(), await county.member()]
    const { id } = await county.published()
    await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    const secretary = await county.secretary()
    const [replaced, released] = await Promise.all([
      county.call(secretary, 'replace-contact', id, { contactId: other.id }), county.call(contact, 'release', id, { reason: '出差' }),
    ])
    expect([replaced.status, released.status]).toSatisfy(([one, two]: number[]) => (one === 200 && two === 403) || (one === 409 && two === 200))
    const row = await county.rowOf(id)
    const running = await county.sql`select member_id from wish_claims where wish_id = ${id} and state = 'running'`
    expect(running.map(({ member_id }) => member_id)).toEqual(row.state === 'claimed' ? [other.id] : [])

    const busy = await county.member()
    for (let i = 0; i < 3; i++) await county.ok(busy, 'claim', (await county.published()).id)
    const next = await county.published()
    await county.ok(contact, 'claim', next.id, team(contact, [contact, busy]))
    expect(await codeOf(county.call(secretary, 'replace-contact', next.id, { contactId: busy.id }))).toEqual([422, 'TOO_MANY_CLAIMS'])
    expect(await codeOf(county.call(secretary, 'replace-contact', next.id, { contactId: contact.id }))).toEqual([422, 'TEAM_NOT_VALID'])
    expect(await codeOf(county.call(await county.secretary(county.farBranchId), 'replace-contact', next.id, { contactId: other.id }))).toEqual([403, 'FORBIDDEN'])
    expect(await codeOf(county.call(contact, 'replace-contact', next.id, { contactId: other.id }))).toEqual([403, 'FORBIDDEN'])
    const alone = await county.claimed()
    expect(await codeOf(county.call(secretary, 'replace-contact', alone.id, { contactId: other.id }))).toEqual([422, 'NO_TEAM'])
  })

  test('without former members, neither at first nor as the new contact', async () => {
    const { id } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    const former = await county.member()
    await county.sql`insert into appointments (id, account_id, role, scope_kind, scope_id, from_at, to_at, appointed_by, created_at)
      values (gen_random_uuid(), ${former.id}, 'member', 'partyOrganization', ${county.branchId}, '2020-01-01', '2020-02-01', ${contact.id}, '2020-01-01')`
    expect(await codeOf(county.call(contact, 'claim', id, team(contact, [former])))).toEqual([422, 'TEAM_NOT_VALID'])
    await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    expect(await codeOf(county.call(await county.secretary(), 'replace-contact', id, { contactId: former.id }))).toEqual([422, 'TEAM_NOT_VALID'])
  })

  test('is asked about by somebody who is not in it, and settled by such a person too', async () => {
    const { id, author } = await county.published()
    const [contact, other] = [await county.member(), await county.member()]
    await county.ok(contact, 'claim', id, team(contact, [contact, other]))
    await county.fulfil(contact, id)
    await county.appointed('callBackOfficer', 'area', TOWN, null, other)
    expect(await codeOf(county.call(other, 'confirm', id, { rating: 5 }))).toEqual([403, 'OWN_CLAIM'])
    expect((await county.see(other, id)).abilities.confirm).toMatchObject({ code: 'OWN_CLAIM' })
    await county.ok(author, 'dispute', id, { missing: '灯不亮' })
    await county.fulfil(contact, id)
    await county.ok(author, 'dispute', id, { missing: '还是不亮' })
    await county.appointed('communityWorker', 'area', COMMUNITY, null, other)
    expect(await codeOf(county.call(other, 'settle', id, { decision: 'done', reason: '看过' }))).toEqual([403, 'OWN_CLAIM'])
    await county.ok(await county.worker(), 'settle', id, { decision: 'again', reason: '再去看看' })
    await county.fulfil(contact, id)
    await county.ok(await county.appointed('callBackOfficer', 'area', TOWN), 'confirm', id, { rating: 3 })
  })

  test('one person’s claim has no contact to replace', async () => {
    const { id } = await county.claimed()
    expect(await codeOf(county.call(await county.secretary(), 'replace-contact', id, { contactId: (await county.member()).id }))).toEqual([422, 'NO_TEAM'])
  })
})

test('the timeline says who did what; words and looks at a contact only to those concerned', async () => {
  const { id, author, helper } = await county.claimed()
  await county.ok(author, 'share-contact', id)
  await county.ok(helper, 'contact-reveal', id, { reason: '约时间' })
  await county.ok(helper, 'release', id, { reason: '出差了' })
  const read = async (who?: Person) =>
    (await county.app.request('GET', `/api/v1/history/wish/${id}`, who ? { token: who.token } : {})).body.items as { action: string; note: string | null; label: string }[]
  expect((await read(author)).map((entry) => [entry.action, entry.note])).toEqual([
    ['wish.release', '出差了'], ['wish.contact_reveal', '约时间'], ['wish.share_contact', null], ['wish.claim', null], ['wish.publish', null], ['wish.submit', null],
  ])
  const outside = await read(await county.member())
  expect(outside.map((entry) => [entry.action, entry.note])).toEqual([['wish.release', null], ['wish.claim', null], ['wish.publish', null], ['wish.submit', null]])
  expect(outside.every((entry) => /\p{Script=Han}/u.test(entry.label))).toBe(true)
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
