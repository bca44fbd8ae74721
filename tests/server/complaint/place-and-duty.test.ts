import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onDuty } from '../../../server/src/modules/area/public.ts'
import {
  BLOCK, COMMUNITY, DAY, GRID, HOUR, INNER_GRID, OTHER_COMMUNITY, OTHER_GRID, POINT, POINT_IN_BOTH, POINT_NOWHERE, REGION, ROAD, startWhistleCounty,
  type Person, type WhistleCounty,
} from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let postA: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(OTHER_GRID)
  postA = await county.appoint('gridLeader', GRID, { post: 'A' })
})
afterAll(() => county.close())

const file = (body: object) => county.post(reporter, '/complaints', { ...ROAD, point: undefined, ...body })

describe('place → first line', () => {
  test('a point in two grids goes to the smaller one, and says so', async () => {
    const { body } = await file({ point: POINT_IN_BOTH })
    expect(body.gridCode).toBe(INNER_GRID)
    expect(body.firstLine[0].reason).toBe('地图点同在几个网格里，取面积最小的2网格')
  })

  test('a point outside every grid falls back to the area given, to its community desk', async () => {
    const { body } = await file({ point: POINT_NOWHERE, areaCode: COMMUNITY })
    expect(body).toMatchObject({ gridCode: null, communityCode: COMMUNITY, desk: 'community' })
    expect(body.firstLine.map((step: { step: string; isDecisive: boolean }) => [step.step, step.isDecisive])).toEqual([
      ['point', false], ['area', true], ['community', true],
    ])
  })

  test('without a point or area it is the grid where the reporter lives', async () => {
    const { body } = await file({})
    expect(body).toMatchObject({ gridCode: OTHER_GRID, communityCode: OTHER_COMMUNITY, desk: 'community' })
    expect(body.firstLine[0]).toMatchObject({ step: 'residence', areaCode: OTHER_GRID, isDecisive: true })
  })

  test('what concerns a grid leader goes to the town desk, out of the first line\'s sight', async () => {
    const worker = await county.appoint('communityWorker', COMMUNITY)
    const { body } = await file({ point: POINT, about: { role: 'gridLeader', areaCode: GRID } })
    expect(body).toMatchObject({ desk: 'town', gridCode: GRID, about: { role: 'gridLeader', areaCode: GRID } })
    for (const kept of [postA, worker]) expect((await county.get(kept, `/complaints/${body.id}`)).status).toBe(404)
  })

  test.each([
    ['a point outside every grid and nothing else: where they live', { point: POINT_NOWHERE }, 201, undefined],
    ['an area that does not exist', { areaCode: '611023001999' }, 422, 'PLACE_UNKNOWN'],
    ['the whole county', { areaCode: '611023' }, 422, 'PLACE_NEEDED'],
    ['an unknown category', { category: 'ghosts' }, 422, 'CATEGORY_UNKNOWN'],
    ['a unit that does not exist', { about: { unitId: '00000000-0000-7000-8000-000000000000' } }, 422, 'UNIT_UNKNOWN'],
    ['joining another complaint', { joinComplaintId: '00000000-0000-7000-8000-000000000000' }, 422, 'TARGET_UNKNOWN'],
    ['somebody else without being their grid leader', { onBehalfOf: { name: '李四', authority: '口头委托' } }, 422, 'PLACE_NEEDED'],
  ])('%s → %s', async (_, body, status, code) => {
    const answer = await file(body)
    expect([answer.status, answer.body.error?.code]).toEqual([status, code])
  })
})

describe('exactly one is on duty at every instant', () => {
  const at = (ms = 0) => new Date(Date.now() + ms)
  const who = async (now: Date) => {
    const duty = await onDuty(county.app.kernel.db, GRID, now)
    return duty?.kind === 'person' ? duty.accountId : duty?.communityCode
  }

  test('A, else B, else the block leader, else the region leader, else the community desk; A again when back', async () => {
    expect(await who(at())).toBe(postA.id)
    await county.absent(postA, at(), at(10 * HOUR))
    expect(await who(at(HOUR))).toBe(COMMUNITY)
    const region = await county.appoint('regionLeader', REGION)
    expect(await who(at(HOUR))).toBe(region.id)
    const block = await county.appoint('blockLeader', BLOCK)
    expect(await who(at(HOUR))).toBe(block.id)
    const postB = await county.appoint('gridLeader', GRID, { post: 'B' })
    expect(await who(at(HOUR))).toBe(postB.id)
    await county.absent(postB, at(2 * HOUR), at(3 * HOUR))
    expect(await who(at(2.5 * HOUR))).toBe(block.id)
    expect(await who(at(4 * HOUR))).toBe(postB.id)
    expect(await who(at(11 * HOUR))).toBe(postA.id)
  })

  test('an absence ends at its very end, and an appointment that is over counts no more', async () => {
    const from = at(20 * DAY)
    await county.absent(postA, from, new Date(from.getTime() + HOUR))
    expect(await who(new Date(from.getTime() - 1))).toBe(postA.id)
    expect(await who(from)).not.toBe(postA.id)
    expect(await who(new Date(from.getTime() + HOUR))).toBe(postA.id)
    expect(await onDuty(county.app.kernel.db, 'nowhere', at())).toBeNull()
  })

  test('the case is the post\'s: whoever is on duty acts, whoever is not is told why', async () => {
    const { body } = await file({ point: POINT })
    expect(body.desk).toBe('grid')
    const refused = await county.post(postA, `/complaints/${body.id}/accept`)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'NOT_ON_DUTY'])
    expect((await county.get(postA, '/complaints?queue=desk')).body.items).toEqual([])
  })
})
