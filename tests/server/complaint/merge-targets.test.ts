import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, GRID, OTHER_COMMUNITY, OTHER_GRID, POINT, ROAD, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let worker: Person
let leader: Person
let target: string

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  worker = await county.appoint('communityWorker', COMMUNITY)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  target = await file()
})
afterAll(() => county.close())

async function file(changes: object = {}, who = reporter): Promise<string> {
  const { status, body } = await county.post(who, '/complaints', { ...ROAD, ...changes })
  expect(status).toBe(201)
  return body.id
}
const targets = (id: string, who = worker) => county.get(who, `/complaints/${id}/merge-targets`)
const offered = async (id: string): Promise<string[]> => (await targets(id)).body.items.map((one: { id: string }) => one.id)
const away = (metres: number) => ({ point: { lng: POINT.lng, lat: POINT.lat + metres / 111_195 } })

describe('200', () => {
  test('the likest first, told how far; then the rest of the category, the latest first', async () => {
    const near = await file({ ...away(60), text: '路上有个大坑，骑车摔了' })
    const far = await file({ ...away(900) })
    const other = await file({ text: '沥青起皮' })
    const { body } = await targets(target)
    expect(body.items.map((one: { id: string; isLike: boolean; distance: number }) => [one.id, one.isLike, one.distance])).toEqual([
      [near, true, 100], [other, false, 50], [far, false, 900],
    ])
    expect(body.items[0]).toMatchObject({ reporter: '王*', state: 'submitted', text: '路上有个大坑，骑车摔了' })
  })

  test('what is sealed says nobody’s name; what has no point has no distance', async () => {
    const sealed = await file({ isConfidential: true, point: undefined, areaCode: GRID })
    expect((await targets(target)).body.items.find((one: { id: string }) => one.id === sealed)).toMatchObject({ reporter: '一位居民', distance: null, isLike: false })
  })

  test('never itself, another category, another community, what follows another or is over, or what is said of the first line', async () => {
    const neighbour = await county.person(OTHER_GRID)
    const follower = await file()
    await county.post(worker, `/complaints/${follower}/merge`, { complaintId: target })
    const withdrawn = await file()
    await county.post(reporter, `/complaints/${withdrawn}/withdraw`)
    const elsewhere = await file({ point: undefined, areaCode: OTHER_COMMUNITY }, neighbour)
    const light = await file({ category: 'road-light' })
    const about = await file({ about: { role: 'gridLeader', areaCode: GRID } })
    const ids = await offered(target)
    for (const id of [target, follower, withdrawn, elsewhere, light, about]) expect(ids).not.toContain(id)
  })

  test('each one that is offered can be merged into', async () => {
    const [first] = await offered(target)
    const own = await file()
    expect((await county.post(worker, `/complaints/${own}/merge`, { complaintId: first })).body).toMatchObject({ state: 'merged', mergedIntoId: first })
  })
})

test('401, 403, 404: only for the community workers who merge; who may not read it learns nothing', async () => {
  expect((await county.app.request('GET', `/api/v1/complaints/${target}/merge-targets`)).status).toBe(401)
  for (const person of [leader, reporter]) {
    const refused = await targets(target, person)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'FORBIDDEN'])
  }
  expect((await targets(target, await county.person(GRID))).status).toBe(404)
  expect((await targets('0192f0c4-0000-7000-8000-000000000001')).status).toBe(404)
})
