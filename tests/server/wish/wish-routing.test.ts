import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rankMembers, type RoutingInput } from '@huying/shared/wish/routing.ts'
import { createHash } from 'node:crypto'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, DAY_MS, GRID, HOUR_MS, MONDAY, NEXT_GRID, OTHER_COMMUNITY, posted, setTime, TOWN, wishCounty, type Person, type WishCounty } from './wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
beforeEach(async () => {
  await county.sql`update clocks set state = 'stopped', ended_at = started_at, paused_at = null where state in ('running', 'paused')`
  // Only the members a test makes are there to be asked.
  await county.sql`delete from wish_asks`
  await county.sql`update accounts set state = 'closed' where id in (select account_id from party_members)`
  setTime(county.app, MONDAY)
})
afterAll(() => county.app.close())

const askedFor = async (id: string): Promise<{ member_id: string; ring: number; rank: number; asked_at: Date; why: string }[]> =>
  [...(await county.sql<{ member_id: string; ring: number; rank: number; asked_at: Date; why: string }[]>`select member_id, ring, rank, asked_at, why from wish_asks where wish_id = ${id} order by asked_at, rank`)]
const idsOf = (people: readonly Person[]) => people.map((who) => who.id)
const askedIds = async (id: string) => (await askedFor(id)).map((ask) => ask.member_id)
const members = (count: number, options?: Parameters<WishCounty['member']>[0]) => Promise.all(Array.from({ length: count }, () => county.member(options)))

async function unitMember(kind: 'stationed' | 'department', areaCode: string, pairedWith?: string): Promise<Person> {
  const [unitId, organizationId] = [uuidv7(), uuidv7()]
  await county.sql`insert into units (id, code, kind, name, area_code) values (${unitId}, ${unitId}, ${kind}, '单位', ${areaCode})`
  await county.sql`insert into party_organizations (id, level, name, path, area_code, unit_id) values (${organizationId}, 'unitBranch', '单位支部', ${[organizationId]}, ${TOWN}, ${unitId})`
  if (pairedWith) await county.sql`insert into compounds (id, name, community_code, is_unmanaged, paired_unit_id) values (${uuidv7()}, '小区', ${pairedWith}, true, ${unitId})`
  return county.member({ grid: `${OTHER_COMMUNITY}001`, organizationId })
}

/** A member whose organization does not pull them into a nearer ring. */
async function townMember(grid: string): Promise<Person> {
  return county.member({ grid, organizationId: county.committeeId })
}

describe('rings', () => {
  test('grid, then compound or community, then paired and stationed units, then town; nobody from elsewhere; each once', async () => {
    const inGrid = await townMember(GRID)
    const nearby = await townMember(NEXT_GRID)
    const stationed = await unitMember('stationed', COMMUNITY)
    const paired = await unitMember('department', TOWN, COMMUNITY)
    const inTown = await townMember(`${OTHER_COMMUNITY}001`)
    const elsewhere = await county.member({ grid: '611023101001001', organizationId: county.farBranchId })
    const { id } = await county.published()
    await county.drain()
    expect(await askedIds(id)).toEqual([inGrid.id])
    await county.advance(DAY_MS)
    expect(await askedIds(id)).toEqual([inGrid.id, nearby.id])
    await county.advance(DAY_MS)
    expect(new Set(await askedIds(id))).toEqual(new Set(idsOf([inGrid, nearby, stationed, paired])))
    await county.advance(DAY_MS)
    const all = await askedFor(id)
    expect(new Set(all.map((ask) => ask.member_id))).toEqual(new Set(idsOf([inGrid, nearby, stationed, paired, inTown])))
    expect(all.map((ask) => ask.ring)).toEqual([1, 2, 3, 3, 4])
    expect(all.some((ask) => ask.member_id === elsewhere.id)).toBe(false)
  })

  test('report-in communities and the same compound are near; who is asked reads why', async () => {
    const reporting = await townMember(`${OTHER_COMMUNITY}001`)
    await county.sql`update party_members set report_in_codes = ${[COMMUNITY]} where account_id = ${reporting.id}`
    const { id } = await county.published()
    await county.advance(DAY_MS)
    const [ask] = await askedFor(id)
    expect([ask!.member_id, ask!.why]).toEqual([reporting.id, '您和心愿在同一个小区或社区，您手上还能接 3 个，还没有请过您。'])
    const [line] = (await county.list(reporting, 'view=asked')).items
    expect(line).toMatchObject({ id, why: ask!.why })
    expect((await county.see(reporting, id)).why).toBe(ask!.why)
    for (const who of [undefined, await county.member(), await county.worker()]) expect((await county.see(who, id)).why).toBeNull()
    expect(line.abilities.claim).toBe(true)
    const [event] = await county.eventsOf(id, 'wish.asked')
    expect(event!.data).toMatchObject({ asked: [{ memberId: reporting.id, ring: 2, rank: 1, why: ask!.why }] })
  })
})

describe('waves', () => {
  test('ten every two hours between 07:00 and 22:00, in the order of the ranking; all of them if the ring lasts', async () => {
    const everybody = await members(35)
    setTime(county.app, '2027-03-01T17:00:00+08:00')
    const { id } = await county.published()
    await county.drain()
    await county.advance(16 * HOUR_MS)
    const asked = await askedFor(id)
    const times = asked.map((ask) => new Date(ask.asked_at.getTime() + 8 * HOUR_MS).toISOString().slice(0, 16))
    expect([...new Set(times)].map((at) => [at, times.filter((other) => other === at).length])).toEqual([
      ['2027-03-01T17:00', 10], ['2027-03-01T19:00', 10], ['2027-03-01T21:00', 10], ['2027-03-02T07:00', 5],
    ])
    expect(asked.map((ask) => ask.rank)).toEqual(asked.map((_, i) => i + 1))
    expect(new Set(await askedIds(id))).toEqual(new Set(idsOf(everybody)))
  })

  test('one that is late, because nothing ran for hours, waits for the morning', async () => {
    await members(1)
    const { id } = await county.published()
    setTime(county.app, '2027-03-02T03:00:00+08:00')
    await county.drain()
    expect(await askedIds(id)).toEqual([])
    expect((await county.clocksOf(id)).wave!.dueAt).toEqual(new Date('2027-03-02T07:00:00+08:00'))
  })

  test('a claim ends them; a release begins them again, without whoever had it', async () => {
    const everybody = await members(12)
    const { id } = await county.published()
    await county.drain()
    expect(await askedIds(id)).toHaveLength(10)
    const first = await askedIds(id)
    const helper = everybody.find((who) => !first.includes(who.id))!
    await county.ok(helper, 'claim', id)
    await county.advance(4 * HOUR_MS)
    expect(await askedIds(id)).toEqual(first)
    await county.ok(helper, 'release', id, { reason: '出差' })
    await county.drain()
    expect(new Set(await askedIds(id))).toEqual(new Set(idsOf(everybody.filter((who) => who !== helper))))
  })
})

describe('who is not asked', () => {
  test('the poster, the publisher, the household, the barred, the full and the away', async () => {
    const author = await county.resident()
    const houseId = uuidv7()
    await county.sql`insert into houses (id, code, grid_code, address) values (${houseId}, ${houseId}, ${GRID}, '\\x00')`
    await county.sql`update accounts set house_id = ${houseId} where id = ${author.id}`
    const [family, barred, full, away, fit] = await members(5)
    await county.sql`update accounts set house_id = ${houseId} where id = ${family!.id}`
    await county.sql`update party_members set barred_until = '2027-03-20' where account_id = ${barred!.id}`
    await county.sql`update party_members set availability = '{"away": true}' where account_id = ${away!.id}`
    for (let i = 0; i < 3; i++) await county.ok(full!, 'claim', (await county.published()).id)
    await county.sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${author.id}, ${county.branchId}, ${GRID})`
    await county.sql`delete from wish_asks`
    const { id, desk } = await county.published(author)
    await county.drain()
    expect(await askedIds(id)).toEqual([fit!.id])
    const { body } = await county.app.request('GET', `/api/v1/wishes/${id}/routing`, { token: desk.token })
    const reasons = Object.fromEntries(body.runs[0].leftOut.map((one: { memberId: string; reason: string }) => [one.memberId, one.reason]))
    expect([author, family!, barred!, full!, away!].map((who) => reasons[who.id])).toEqual([
      '是心愿人本人、家里人或经手的人', '是心愿人本人、家里人或经手的人', '暂时不能认领', '手上的心愿已经满了', '说了近期没有空',
    ])
  })

  test('nobody more than five times from Monday to Sunday, however many wishes are published at once', async () => {
    const [one] = await members(1)
    await Promise.all(Array.from({ length: 8 }, () => county.published()))
    await county.drain()
    const asks = await county.sql`select asked_at from wish_asks where member_id = ${one!.id}`
    expect(asks).toHaveLength(5)
    // The ring of those not asked for goes on; in the next week there is room again.
    await county.advance(7 * DAY_MS)
    const later = await county.published()
    await county.drain()
    expect(await askedIds(later.id)).toEqual([one!.id])
  })
})

describe('GET wishes/:id/routing', () => {
  test('gives each ranking with its reasons; anybody allowed can make it again from the stored inputs, byte for byte', async () => {
    const [skilled, plain] = [await county.member({ skills: ['plumbing'] }), await county.member()]
    const { id, desk } = await county.published()
    await county.drain()
    const { status, body } = await county.app.request('GET', `/api/v1/wishes/${id}/routing?withInputs=true`, { token: desk.token })
    expect(status).toBe(200)
    const [run] = body.runs
    expect(run.candidates.map((one: { memberId: string; hasSkill: boolean }) => [one.memberId, one.hasSkill])).toEqual([[skilled.id, true], [plain.id, false]])
    expect(run.candidates[0]).toMatchObject({ rank: 1, ring: 1, freeSlots: 3, weeksSinceAsked: null, distanceSteps: 0, askedAt: expect.any(String) })
    const again = JSON.stringify(rankMembers(JSON.parse(run.inputs) as RoutingInput))
    const sha = (text: string) => createHash('sha256').update(text).digest('hex')
    expect([run.isReproduced, sha(run.inputs), sha(again)]).toEqual([true, run.inputHash, run.resultHash])
  })

  test('says so when somebody changed what was stored', async () => {
    await county.member()
    const { id, desk } = await county.published()
    await county.drain()
    const [other] = await county.sql`select result, result_hash from wish_routing_runs where wish_id <> ${id} limit 1`
    await county.sql`update wish_routing_runs set result = ${other!.result} where wish_id = ${id}`
    const { body } = await county.app.request('GET', `/api/v1/wishes/${id}/routing`, { token: desk.token })
    expect(body.runs[0].isReproduced).toBe(false)
  })

  test('is for desks, secretaries of the branch and auditors; a member is refused, a stranger finds nothing', async () => {
    const { id } = await county.published(undefined, { ...posted, publicationConsent: false })
    const get = async (who: Person) => (await county.app.request('GET', `/api/v1/wishes/${id}/routing`, { token: who.token })).status
    expect(await get(await county.secretary())).toBe(200)
    expect(await get(await county.appointed('auditor', 'area', TOWN))).toBe(200)
    expect(await get(await county.member())).toBe(403)
    expect(await get(await county.secretary(county.farBranchId))).toBe(403)
    expect(await get(await county.resident())).toBe(404)
  })
})

test('two sweeps at once ask nobody twice and pass no cap', async () => {
  const everybody = await members(3)
  const wishes = await Promise.all(Array.from({ length: 6 }, () => county.published()))
  await Promise.all([county.drain(), county.drain(), county.drain()])
  const asks = await county.sql`select wish_id, member_id from wish_asks`
  expect(asks).toHaveLength(15)
  for (const who of everybody) expect(asks.filter((ask) => ask.member_id === who.id)).toHaveLength(5)
  const events = await county.sql<{ data: { asked: unknown[] } }[]>`select data from outbox where kind = 'wish.asked' and subject_id = any(${wishes.map((wish) => wish.id)}::uuid[])`
  expect(events.flatMap(({ data }) => data.asked)).toHaveLength(15)
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
