import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  BLOCK, COMMUNITY, COUNTY, DAY, GRID, INNER_GRID, OTHER_COMMUNITY, OTHER_GRID, POINT, POINT_IN_BOTH, REGION, startWhistleCounty, TOWN, type Person,
  type WhistleCounty,
} from '../../factories/whistle-county.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
  await county.app.kernel.db.sql`update areas set duty_phone = '0914-0000001' where code = ${COMMUNITY}`
})
afterAll(() => county.close())

const get = (path: string) => county.app.request('GET', `/api/v1${path}`)
const codes = async (query: string): Promise<string[]> => (await get(`/areas?${query}`)).body.items.map((item: { code: string }) => item.code)

describe('areas', () => {
  test('begin with the county and go down by parent', async () => {
    expect(await codes('')).toEqual([COUNTY])
    expect(await codes(`parent=${COUNTY}`)).toEqual([TOWN])
    expect(await codes(`parent=${TOWN}`)).toEqual([COMMUNITY, OTHER_COMMUNITY])
    expect(await codes(`parent=${COMMUNITY}`)).toEqual([REGION])
    expect(await codes(`parent=${BLOCK}`)).toEqual([GRID, INNER_GRID])
  })

  test('of a kind below any node, through regions and blocks', async () => {
    expect(await codes(`parent=${COMMUNITY}&kind=grid`)).toEqual([GRID, INNER_GRID])
    expect(await codes(`parent=${REGION}&kind=grid`)).toEqual([GRID, INNER_GRID])
    expect(await codes(`parent=${COUNTY}&kind=grid`)).toEqual([GRID, INNER_GRID, OTHER_GRID])
  })

  test('by a part of the name, and by place, the smallest first', async () => {
    expect(await codes(`name=${encodeURIComponent('西街')}`)).toEqual([OTHER_COMMUNITY])
    expect(await codes(`name=${encodeURIComponent('网格')}&parent=${OTHER_COMMUNITY}`)).toEqual([OTHER_GRID])
    expect(await codes(`name=${encodeURIComponent('%')}`)).toEqual([])
    expect(await codes(`at=${POINT_IN_BOTH.lng},${POINT_IN_BOTH.lat}`)).toEqual([INNER_GRID, GRID])
    expect(await codes(`at=${POINT.lng},${POINT.lat}`)).toEqual([GRID])
  })

  test('page by code without losing or repeating one', async () => {
    const first = (await get('/areas?kind=grid&limit=2')).body
    const second = (await get(`/areas?kind=grid&limit=2&cursor=${first.nextCursor}`)).body
    expect([...first.items, ...second.items].map(({ code }: { code: string }) => code)).toEqual([GRID, INNER_GRID, OTHER_GRID])
    expect(second.nextCursor).toBeNull()
  })

  test('carry shapes only where they are asked for', async () => {
    const [plain, shaped] = [(await get(`/areas?parent=${BLOCK}`)).body, (await get(`/areas?parent=${BLOCK}&shapes=true`)).body]
    expect(plain.items[0].polygon).toBeNull()
    expect(shaped.items[0].polygon).toHaveLength(4)
  })

  test('one grid has its path, centroid and ring', async () => {
    const { status, body } = await get(`/areas/${GRID}`)
    expect(status).toBe(200)
    expect(body.path.map(({ code }: { code: string }) => code)).toEqual([COUNTY, TOWN, COMMUNITY, REGION, BLOCK])
    expect(body.centroid).toEqual({ lng: 110.95, lat: 33.55 })
    expect(body.polygon).toEqual([{ lng: 110.9, lat: 33.5 }, { lng: 111, lat: 33.5 }, { lng: 111, lat: 33.6 }, { lng: 110.9, lat: 33.6 }])
  })

  test('warn where a grid or a community is too large', async () => {
    const { sql } = county.app.kernel.db
    await sql`update areas set household_count = 51 where code = ${GRID}`
    await sql`update areas set population = 10001 where code = ${COMMUNITY}`
    expect((await get(`/areas/${GRID}`)).body.warning).toContain('51 户')
    expect((await get(`/areas/${COMMUNITY}`)).body.warning).toContain('10001 人')
    expect((await get(`/areas/${OTHER_GRID}`)).body.warning).toBeNull()
  })
})

describe('duty', () => {
  const duty = async (code: string) => (await get(`/areas/${code}/duty`)).body
  let a: Person

  test('is the community desk where a grid has no leader, with its number', async () => {
    expect(await duty(GRID)).toEqual({
      kind: 'community', name: '东岗社区', post: '社区值班', communityCode: COMMUNITY, communityName: '东岗社区', phone: '0914-0000001',
    })
  })

  test('is the A post, masked as staff, and the B post while A is away', async () => {
    a = await county.appoint('gridLeader', GRID, { post: 'A' })
    await county.appoint('gridLeader', GRID, { post: 'B' })
    expect(await duty(GRID)).toMatchObject({ kind: 'person', name: '刘*平', post: '片长 A岗', phone: '0914-0000001' })
    const now = county.app.kernel.clock.now()
    await county.absent(a, new Date(now.getTime() - DAY), new Date(now.getTime() + DAY))
    expect(await duty(GRID)).toMatchObject({ post: '片长 B岗' })
    await county.advance(2 * DAY)
    expect(await duty(GRID)).toMatchObject({ post: '片长 A岗' })
  })

  test('of a community is its desk, of a town the town', async () => {
    expect(await duty(COMMUNITY)).toMatchObject({ kind: 'community', name: '东岗社区', phone: '0914-0000001' })
    expect(await duty(TOWN)).toMatchObject({ kind: 'town', name: '城关街道', phone: null })
  })
})

describe('refusals', () => {
  test('404 for a code that is none of ours, 400 for what is no code or point', async () => {
    const answers = await Promise.all([get('/areas/611023999'), get('/areas/611023999/duty'), get('/areas/abc'), get('/areas?at=1'), get('/areas?at=999,1'), get('/areas?kind=street')])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 400, 400, 400, 400])
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
