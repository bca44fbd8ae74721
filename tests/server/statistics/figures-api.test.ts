import { afterAll, beforeAll, expect, describe, test } from 'vitest'
import { figuresCommand } from '../../../server/src/figures-command.ts'
import { rebuildFigures } from '../../../server/src/modules/statistics/public.ts'
import { testSchema } from '../../support/cluster.ts'
import { COMMUNITY, DAY_MS, FAR_TOWN, GRID, HOUR_MS, OTHER_COMMUNITY, setTime, TOWN, wishCounty, type Person, type WishCounty } from '../wish/wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
afterAll(() => county.app.close())

const get = (path: string, who?: Person) => county.app.request('GET', `/api/v1/statistics/${path}`, who ? { token: who.token } : {})
const ranking = async (query: string, who?: Person) => {
  const { status, body } = await get(`wishes?${query}`, who)
  expect(status).toBe(200)
  return body.items as { id: string; rank: number; name: string; place: string; fulfilled: number; claimed: number }[]
}
const check = async (...args: string[]) => {
  const lines: string[] = []
  const code = await figuresCommand(county.app.databaseUrl, { schema: testSchema }, args, (line) => lines.push(line))
  return { code, lines }
}

/** A wish of March, posted on a Monday at nine and confirmed the day after. */
async function fulfilled(helper: Person, { author, rating = 5, claimAfterMs = HOUR_MS, by }: { author?: Person; rating?: number; claimAfterMs?: number; by?: Person } = {}) {
  const wish = await county.published(author)
  county.app.kernel.clock.offsetMs += claimAfterMs
  await county.ok(helper, 'claim', wish.id)
  county.app.kernel.clock.offsetMs += 2 * HOUR_MS
  await county.fulfil(helper, wish.id)
  await county.ok(by ?? wish.author, 'confirm', wish.id, { rating })
  return wish
}

describe('a month', () => {
  test('is counted as it happens: posted, taken within a day, fulfilled, how long, how good', async () => {
    setTime(county.app, '2027-03-01T09:00:00+08:00')
    const [quick, slow] = [await county.member(), await county.member()]
    await fulfilled(quick, { rating: 5 })
    setTime(county.app, '2027-03-08T09:00:00+08:00')
    await fulfilled(slow, { rating: 4, claimAfterMs: 30 * HOUR_MS })
    await county.submitted()
    await county.app.drain()
    const { body } = await get(`overview?from=2027-03&to=2027-03&areaCode=${COMMUNITY}`, quick)
    expect(body).toMatchObject({
      areaCode: COMMUNITY, areaName: '东岗社区', from: '2027-03', to: '2027-03',
      wishes: { posted: 3, published: 2, claimed: 2, claimedWithinDay: 1, fulfilled: 2, notCounted: 0, medianHours: 3, rated: 2, rating: 4.5 },
      mine: { posted: null, claimed: 1, claimedWithinDay: 1, fulfilled: 1, medianHours: 2, rating: 5 },
    })
    for (const areaCode of [TOWN, '611023']) expect((await get(`overview?from=2027-03&areaCode=${areaCode}&to=2027-03`)).body.wishes).toEqual(body.wishes)
    expect((await get(`overview?from=2027-03&to=2027-03&areaCode=${OTHER_COMMUNITY}`)).body.wishes).toMatchObject({ posted: 0, fulfilled: 0, medianHours: null, rating: null })
    expect((await get('overview?from=2027-02&to=2027-02')).body.wishes.posted).toBe(0)
  })

  test('an event that comes twice, or late, counts once', async () => {
    const before = (await get('overview?from=2027-03&to=2027-03')).body
    await county.sql`delete from event_deliveries where subscriber = 'statistics.countWish'`
    await county.sql`update outbox set relayed_at = null where kind in ('wish.confirmed', 'wish.submitted', 'wish.claimed')`
    await county.app.drain()
    expect((await get('overview?from=2027-03&to=2027-03')).body).toEqual(before)
    expect((await check()).code).toBe(0)
  })
})

describe('a ranking', () => {
  test('goes by what residents confirmed, not by how much somebody takes; equal counts share a rank', async () => {
    setTime(county.app, '2027-05-03T09:00:00+08:00')
    const [keen, steady, other] = [await county.member(), await county.member(), await county.member()]
    for (let i = 0; i < 3; i++) {
      const { id } = await county.published()
      await county.ok(keen, 'claim', id)
    }
    await fulfilled(steady)
    await fulfilled(other)
    await county.app.drain()
    const rows = await ranking('by=member&from=2027-05&to=2027-05', keen)
    expect(rows.map(({ id, rank, fulfilled: count, claimed }) => [id, rank, count, claimed])).toEqual([
      ...[steady.id, other.id].sort().map((id) => [id, 1, 1, 1]), [keen.id, 3, 0, 3],
    ])
    expect(rows[0]).toMatchObject({ name: '居民', place: '东岗社区党总支' })
  })

  test('nobody gains by the same resident more than twice in 90 days, nor by the clock', async () => {
    setTime(county.app, '2027-06-01T09:00:00+08:00')
    const helper = await county.member()
    const author = await county.resident()
    for (let i = 0; i < 3; i++) await fulfilled(helper, { author })
    const silent = await county.published()
    await county.ok(helper, 'claim', silent.id)
    await county.fulfil(helper, silent.id)
    await county.advance(8 * DAY_MS)
    expect((await county.rowOf(silent.id)).confirmed_by).toBe('clock')
    await county.app.drain()
    const [first] = await ranking('by=member&from=2027-06&to=2027-06', helper)
    expect(first).toMatchObject({ id: helper.id, fulfilled: 2, notCounted: 2, claimed: 4, rated: 2 })
    const [branch] = await ranking('by=organization&from=2027-06&to=2027-06')
    expect(branch).toMatchObject({ id: county.branchId, fulfilled: 2, notCounted: 2, place: '城关街道' })
  })

  test('of communities has all of an area, also those with nothing, page by page', async () => {
    const all = await ranking('from=2027-06&to=2027-06')
    expect(all.map(({ id, fulfilled: count }) => [id, count])).toEqual([[COMMUNITY, 2], [OTHER_COMMUNITY, 0]])
    expect(all[0]).toMatchObject({ name: '东岗社区', place: '城关街道' })
    expect(await ranking(`from=2027-06&to=2027-06&areaCode=${FAR_TOWN}`)).toEqual([])
    const first = (await get('wishes?from=2027-06&to=2027-06&limit=1')).body
    const second = (await get(`wishes?from=2027-06&to=2027-06&limit=1&cursor=${first.nextCursor}`)).body
    expect([...first.items, ...second.items]).toEqual(all)
    expect(second.nextCursor).toBeNull()
    expect((await get('wishes?cursor=bm90aGluZw')).status).toBe(400)
  })

  test('of a team credits each who helped, of its organization once', async () => {
    setTime(county.app, '2027-10-04T09:00:00+08:00')
    const [contact, mate] = [await county.member(), await county.member()]
    const { id, author } = await county.published()
    await county.ok(contact, 'claim', id, { team: { organizationId: county.branchId, contactId: contact.id, members: [{ memberId: contact.id, share: '买灯' }, { memberId: mate.id, share: '换灯' }] } })
    await county.fulfil(contact, id)
    await county.ok(author, 'confirm', id)
    await county.app.drain()
    expect((await ranking('by=member&from=2027-10&to=2027-10', contact)).map((row) => [row.id, row.fulfilled]).sort()).toEqual([[contact.id, 1], [mate.id, 1]].sort())
    expect((await ranking('by=organization&from=2027-10&to=2027-10'))[0]).toMatchObject({ fulfilled: 1, claimed: 1 })
  })
})

describe('who reads it', () => {
  test('everybody communities and organizations; members only members, secretaries and the offices over the place', async () => {
    for (const by of ['community', 'organization']) expect((await get(`wishes?by=${by}`)).status).toBe(200)
    expect((await get('wishes?by=member')).status).toBe(401)
    expect((await get('wishes?by=member', await county.resident())).status).toBe(403)
    const worker = await county.worker()
    expect((await get('wishes?by=member', worker)).status).toBe(403)
    expect((await get(`wishes?by=member&areaCode=${COMMUNITY}`, worker)).status).toBe(200)
    expect((await get('wishes?by=member', await county.secretary())).status).toBe(200)
    expect((await get('overview', await county.resident())).body.mine).toBeNull()
  })

  test('a period has a beginning before its end, at most three years; only counted areas', async () => {
    const codeOf = async (path: string) => {
      const { status, body } = await get(path)
      return [status, body.error.code]
    }
    expect(await codeOf('overview?from=2027-03&to=2027-02')).toEqual([422, 'PERIOD_NOT_VALID'])
    expect(await codeOf('wishes?from=2024-01&to=2027-01')).toEqual([422, 'PERIOD_NOT_VALID'])
    expect(await codeOf('overview?from=2027-13')).toEqual([400, 'MALFORMED'])
    expect(await codeOf(`overview?areaCode=${GRID}`)).toEqual([422, 'AREA_NOT_COUNTED'])
    expect(await codeOf('overview?areaCode=611023999')).toEqual([404, 'NOT_FOUND'])
  })
})

describe('counted anew', () => {
  test('the figures are the same; a changed one is named and put right', async () => {
    expect(await check()).toEqual({ code: 0, lines: ['心愿和三率的统计和逐件重算的一样。'] })
    await county.sql`update wish_figures set fulfilled = fulfilled + 3 where scope_kind = 'community' and month = '2027-06-01'`
    await county.sql`delete from wish_figure_times where scope_kind = 'member'`
    const found = await check()
    expect(found.code).toBe(1)
    expect(found.lines).toContain(`  community/${COMMUNITY}/2027-06-01 fulfilled 多了 3`)
    expect(found.lines.some((line) => /member\/.* hours:\d+ 少了 1/.test(line))).toBe(true)
    expect((await check('repair')).code).toBe(0)
    expect((await check()).code).toBe(0)
    expect((await check('everything')).code).toBe(2)
  })

  test('what was there before the figures is counted by itself, and its events add nothing more', async () => {
    await county.sql`delete from wish_counted`
    await county.sql`delete from wish_figures`
    await county.sql`delete from wish_figure_times`
    const { id } = await county.published()
    await county.sql`update clocks set state = 'running', ended_at = null, claimed_until = null where subject_kind = 'wishFigures'`
    await county.app.advance(1)
    await county.app.drain()
    expect((await check()).code).toBe(0)
    expect(await county.sql`select 1 from wish_counted where wish_id = ${id}`).toHaveLength(1)
  })
})

test('with twenty thousand wishes a period reads the figures alone', async () => {
  setTime(county.app, '2027-12-01T09:00:00+08:00')
  const author = await county.resident()
  const helper = await county.member()
  await county.sql`insert into wishes (id, state, version, history_length, history_head, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive, title, story,
      has_publication_consent, grid_code, community_code, town_code, check_verdict, published_at, ring, claim_id, claimer_id, claimed_at, fulfilled_at, confirmed_at, confirmed_by, rating, bigrams, dispute_count)
    select gen_random_uuid(), 'confirmed', 1, 1, '\\x00', at, at, 'F' || n, ${author.id}, ${author.id}, 'repair', false, '灯', '灯', true, ${GRID}, ${COMMUNITY}, ${TOWN}, 'pass', at, 1,
      gen_random_uuid(), ${helper.id}, at + interval '1 hour', at + interval '5 hours', at + interval '1 day', 'beneficiary', 5, '{}', 0
    from generate_series(1, 20000) n, lateral (select timestamptz '2026-12-01' + n * interval '25 minutes' as at) t`
  await county.sql`insert into wish_claims (id, wish_id, member_id, organization_id, state, claimed_at, ended_at)
    select claim_id, id, claimer_id, ${county.branchId}, 'fulfilled', claimed_at, fulfilled_at from wishes where number like 'F%'`
  await county.sql`analyze wishes`
  await county.app.kernel.db.transaction(rebuildFigures)
  const seen: string[] = []
  county.app.kernel.db.onStatement((text) => void seen.push(text))
  const { body } = await get('overview?from=2027-01&to=2027-12')
  expect(body.wishes.posted).toBeGreaterThan(18_000)
  for (const by of ['community', 'organization', 'member']) await ranking(`by=${by}&from=2027-01&to=2027-12`, helper)
  county.app.kernel.db.onStatement(() => undefined)
  expect(seen.filter((text) => /(from|join) (wishes|wish_claims|history|wish_counted)\b/.test(text))).toEqual([])
  expect(seen.some((text) => text.includes('wish_figures'))).toBe(true)
  const [rows] = await county.sql`select count(*)::int as count from wish_figures`
  expect(rows!.count).toBeLessThan(200)
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
