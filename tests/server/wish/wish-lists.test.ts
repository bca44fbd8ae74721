import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, GRID, OTHER_COMMUNITY, posted, TOWN, wishCounty, type Person, type WishCounty } from './wish-county.ts'

let county: WishCounty
let statements = 0
beforeAll(async () => {
  county = await wishCounty()
  county.app.kernel.db.onStatement(() => statements++)
})
afterAll(() => county.app.close())

const idsOf = async (who: Person | undefined, query: string) => (await county.list(who, query)).items.map((item: { id: string }) => item.id)
const counted = async (act: () => Promise<unknown>) => {
  statements = 0
  await act()
  return statements
}

describe('the board', () => {
  test('finds by category, state, place and two Chinese characters of the title', async () => {
    const { id } = await county.published(undefined, { ...posted, category: 'digital' })
    const other = await county.published(undefined, { ...posted, category: 'culture' })
    await county.sql`update wishes set bigrams = array['想学', '学视', '视频'] where id = ${id}`
    const helper = await county.member()
    await county.ok(helper, 'claim', other.id)
    expect(await idsOf(undefined, 'category=digital')).toEqual([id])
    expect(await idsOf(undefined, 'category=culture&state=claimed')).toEqual([other.id])
    expect(await idsOf(undefined, 'category=culture&state=open')).toEqual([])
    expect(await idsOf(undefined, `category=digital&areaCode=${COMMUNITY}`)).toEqual([id])
    expect(await idsOf(undefined, `category=digital&areaCode=${GRID}`)).toEqual([id])
    expect(await idsOf(undefined, `category=digital&areaCode=${OTHER_COMMUNITY}`)).toEqual([])
    expect(await idsOf(undefined, `q=${encodeURIComponent('视频')}`)).toEqual([id])
    expect(await idsOf(undefined, `q=${encodeURIComponent('火星')}`)).toEqual([])
    expect((await county.app.request('GET', '/api/v1/wishes?state=flying')).status).toBe(400)
  })

  test('a sensitive wish is found and shown by its town only, with its day and no name', async () => {
    const { id } = await county.published(undefined, { ...posted, category: 'health' })
    const [line] = (await county.list(undefined, 'category=health')).items
    expect(line).toMatchObject({ id, who: '一位居民', communityCode: null, place: '城关街道', publishedAt: '2027-03-01T00:00:00.000+08:00', createdAt: '2027-03-01T00:00:00.000+08:00' })
    expect(await idsOf(undefined, `category=health&areaCode=${TOWN}`)).toEqual([id])
    expect(await idsOf(undefined, `category=health&areaCode=${COMMUNITY}`)).toEqual([])
    expect(await idsOf(undefined, `category=health&areaCode=${GRID}`)).toEqual([])
  })

  test('nor does its history, a message or the list of whom one was asked by say more; of any wish the grid stays out', async () => {
    const whoActed = async (id: string, who?: Person) =>
      (await county.app.request('GET', `/api/v1/history/wish/${id}`, who ? { token: who.token } : {})).body.items.map((entry: { who: string }) => entry.who)
    const sensitive = await county.published(undefined, { ...posted, category: 'health' })
    expect(await whoActed(sensitive.id)).toEqual(['社区干部', '一位居民'])
    expect((await whoActed(sensitive.id, sensitive.desk))[0]).toContain('东岗社区')
    const helper = await county.member()
    await county.drain()
    const [line] = (await county.list(helper, 'view=asked&category=health')).items
    expect(line).toMatchObject({ id: sensitive.id, communityCode: null, why: expect.stringContaining('您在这个镇（街道）') })
    expect(await idsOf(helper, `view=asked&category=health&areaCode=${GRID}`)).toEqual([])
    const leader = await county.appointed('gridLeader', 'area', GRID, 'A')
    const filed = await county.published(leader, { ...posted, areaCode: GRID, onBehalfOf: { name: '陈秀英', authority: '本人口头委托' } })
    for (const office of await whoActed(filed.id)) expect(office).not.toMatch(/网格|社区(?!干部)/)
  })

  test('without consent it is for members and secretaries only, in the list as by itself', async () => {
    const { id } = await county.published(undefined, { ...posted, category: 'farming', publicationConsent: false })
    for (const [who, sees] of [[undefined, false], [await county.resident(), false], [await county.member(), true], [await county.secretary(), true]] as const) {
      expect(await idsOf(who, 'category=farming')).toEqual(sees ? [id] : [])
      expect((await county.app.request('GET', `/api/v1/wishes/${id}`, who ? { token: who.token } : {})).status).toBe(sees ? 200 : 404)
    }
  })
})

describe('whose list', () => {
  test('one’s own with what was filed, one’s claims, and desks with their abilities; guests have none', async () => {
    const { author, id, desk } = await county.published()
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    expect(await idsOf(author, 'view=mine')).toEqual([id])
    expect(await idsOf(helper, 'view=claims')).toEqual([id])
    const waiting = await county.submitted()
    const queue = (await county.list(desk, 'view=desk')).items
    expect(queue.find((item: { id: string }) => item.id === waiting.id)).toMatchObject({ state: 'submitted', dueAt: expect.any(String), abilities: { publish: true, claim: { code: 'FORBIDDEN' } } })
    expect(await idsOf(await county.worker(OTHER_COMMUNITY), 'view=desk')).toEqual([])
    for (const view of ['mine', 'asked', 'claims', 'desk', 'street', 'branch'])
      expect([view, (await county.app.request('GET', `/api/v1/wishes?view=${view}`)).status]).toEqual([view, 401])
  })

  test('the desk’s queue is oldest first and pages without gap or repeat', async () => {
    const desk = await county.worker()
    for (let i = 0; i < 5; i++) await county.submitted()
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await county.list(desk, `view=desk&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map((item: { id: string }) => item.id))
      cursor = page.nextCursor ?? ''
    } while (cursor)
    const all = await county.sql`select id from wishes where state in ('submitted', 'disputed') and community_code = ${COMMUNITY} order by created_at, id`
    expect(seen).toEqual(all.map((row) => row.id))
  })
})

describe('statements', () => {
  test('a list or one wish takes two with the session, a claim no more than ten with all that belongs to it', async () => {
    const { id } = await county.published()
    const helper = await county.member()
    expect(await counted(() => county.list(helper, 'limit=20'))).toBe(2)
    expect(await counted(() => county.list(helper, 'view=claims'))).toBe(2)
    expect(await counted(() => county.see(helper, id))).toBe(2)
    const claim = await counted(() => county.call(helper, 'claim', id, {}, { 'idempotency-key': `claim-${id}` }))
    expect(claim).toBeLessThanOrEqual(10)
    expect(claim).toBeGreaterThan(5)
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
