import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { COMMUNITY, DAY_MS, GRID, HOUR_MS, NEXT_GRID, OTHER_COMMUNITY, setTime, TOWN, wishCounty, type Person, type WishCounty } from '../server/wish/wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
afterAll(() => county.app.close())

/** What somebody's inbox says of a wish, oldest first; events are delivered before. */
async function inboxOf(who: Person, id: string): Promise<string[]> {
  await county.app.drain()
  const { body } = await county.app.request('GET', '/api/v1/inbox?limit=50', { token: who.token })
  return body.items.filter((item: { subjectId: string }) => item.subjectId === id).map((item: { title: string }) => item.title).reverse()
}

const ASKED = '附近有一个心愿，请您看看能不能帮'

test('a wish nobody takes goes through all four rings, is assigned, fulfilled, thanked for and counted', async () => {
  // Members of four rings; twelve live in the wish's own grid, two more than one wave asks.
  const inGrid = await Promise.all(Array.from({ length: 12 }, () => county.member({ grid: GRID, organizationId: county.committeeId })))
  const nearby = await county.member({ grid: NEXT_GRID, organizationId: county.committeeId })
  const [unitId, unitBranchId] = [uuidv7(), uuidv7()]
  await county.sql`insert into units (id, code, kind, name, area_code) values (${unitId}, 'post', 'stationed', '邮政局', ${COMMUNITY})`
  await county.sql`insert into party_organizations (id, level, name, path, area_code, unit_id) values (${unitBranchId}, 'unitBranch', '邮政局支部', ${[unitBranchId]}, ${TOWN}, ${unitId})`
  const stationed = await county.member({ grid: `${OTHER_COMMUNITY}001`, organizationId: unitBranchId })
  const inTown = await county.member({ grid: `${OTHER_COMMUNITY}001`, organizationId: county.committeeId })
  const elsewhere = await county.member({ grid: '611023101001001', organizationId: county.farBranchId })
  const [secretary, street] = [await county.secretary(), await county.street()]
  const askedIn = async (id: string) => {
    const rows = await county.sql<{ ring: number; count: number }[]>`select ring, count(*)::int as count from wish_asks where wish_id = ${id} group by ring order by ring`
    return Object.fromEntries(rows.map(({ ring, count }) => [ring, count]))
  }

  // Published on a Monday evening after the hours in which people are asked.
  setTime(county.app, '2027-03-01T22:30:00+08:00')
  const { author, id } = await county.published()
  await county.drain()
  expect(await askedIn(id)).toEqual({})
  await county.advance(8.5 * HOUR_MS)
  expect(await askedIn(id)).toEqual({ 1: 10 })
  await county.advance(2 * HOUR_MS)
  expect(await askedIn(id)).toEqual({ 1: 12 })
  expect(await inboxOf(nearby, id)).toEqual([])
  expect(await inboxOf(inGrid[0]!, id)).toEqual([ASKED])

  // Each ring for 24 hours from its first message at seven.
  await county.advance(22 * HOUR_MS)
  expect([(await county.rowOf(id)).ring, await askedIn(id)]).toEqual([2, { 1: 12, 2: 1 }])
  await county.advance(DAY_MS)
  expect([(await county.rowOf(id)).ring, await askedIn(id)]).toEqual([3, { 1: 12, 2: 1, 3: 1 }])
  expect(await inboxOf(stationed, id)).toEqual([ASKED])
  const [told] = await county.sql<{ body: string }[]>`select body from inbox_messages where account_id = ${stationed.id} and subject_id = ${id}`
  expect(told!.body).toMatch(/^心愿 .+。您所在的单位.+，您手上还能接 3 个，还没有请过您。$/)
  await county.advance(DAY_MS)
  expect([(await county.rowOf(id)).ring, await askedIn(id)]).toEqual([4, { 1: 12, 2: 1, 3: 1, 4: 1 }])
  expect(await inboxOf(elsewhere, id)).toEqual([])
  const routing = await county.app.request('GET', `/api/v1/wishes/${id}/routing`, { token: secretary.token })
  expect(routing.body.runs.map((run: { ring: number; isReproduced: boolean }) => [run.ring, run.isReproduced])).toEqual([[1, true], [2, true], [3, true], [4, true]])

  // Nobody came: branch and community have a working day, Monday until 18:00; then the street hears of it.
  await county.advance(DAY_MS)
  expect(await inboxOf(secretary, id)).toContain('一个心愿还没有人认领，请安排一位党员')
  expect((await county.clocksOf(id)).assign!.dueAt).toEqual(new Date('2027-03-08T18:00:00+08:00'))
  await county.advance(3 * DAY_MS)
  expect(await inboxOf(street, id)).toContain('还没有安排人，已提醒街道')
  expect(await county.ok(secretary, 'assign', id, { memberId: inTown.id })).toMatchObject({ state: 'claimed' })
  expect(await inboxOf(inTown, id)).toEqual([ASKED, '安排了党员来帮'])

  await county.advance(DAY_MS)
  await county.ok(inTown, 'progress', id, { note: '灯买好了' })
  await county.fulfil(inTown, id)
  await county.advance(3 * DAY_MS)
  expect(await inboxOf(author, id)).toEqual(['审核通过，请党员来认领', '安排了党员来帮', '记了进展', '办好了，请居民确认', '心愿办好了吗？请您确认'])
  await county.ok(author, 'confirm', id, { rating: 5, thanks: '灯很亮，谢谢' })
  await county.ok(inTown, 'show-thanks', id, { isAgreed: true })
  expect((await county.list(undefined, 'view=wall')).items).toMatchObject([{ id, thanks: '灯很亮，谢谢' }])

  await county.app.drain()
  const { body } = await county.app.request('GET', `/api/v1/statistics/wishes?by=member&from=2027-03&to=2027-03`, { token: inTown.token })
  expect(body.items).toMatchObject([{ id: inTown.id, rank: 1, claimed: 1, claimedWithinDay: 0, fulfilled: 1, rating: 5 }])
  expect(county.app.faults).toEqual([])
})
