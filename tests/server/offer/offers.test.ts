import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, GRID, OTHER_COMMUNITY, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let member: Person
beforeAll(async () => {
  county = await startWhistleCounty()
  member = await county.person(GRID)
  const organization = uuidv7()
  const { sql } = county.app.kernel.db
  await sql`insert into party_organizations (id, level, name, path, area_code) values (${organization}, 'gridGroup', '一网格党小组', ${[organization]}, ${GRID})`
  await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${member.id}, ${organization}, ${GRID})`
})
afterAll(() => county.close())

const put = ({ token }: Person, body: object) => county.app.request('PUT', '/api/v1/me/offers', { token, body })

test('a member says what, when and where, each once, and reads it back in their order', async () => {
  expect((await county.get(member, '/me/offers')).body).toEqual({ skills: [], times: [], isAway: false, reportIn: [] })
  const { status, body } = await put(member, {
    skills: ['haircut', 'law', 'haircut'], times: ['weekend'], isAway: true, reportInCodes: [OTHER_COMMUNITY, COMMUNITY, OTHER_COMMUNITY],
  })
  expect([status, body.skills, body.times, body.isAway]).toEqual([200, ['haircut', 'law'], ['weekend'], true])
  expect(body.reportIn).toEqual([{ code: OTHER_COMMUNITY, name: '西街社区' }, { code: COMMUNITY, name: '东岗社区' }])
  expect((await county.get(member, '/me/offers')).body).toEqual(body)
})

test('somebody who is no member, a grid as community, four communities and an unknown skill are refused', async () => {
  const resident = await county.person(GRID)
  const nothing = { skills: [], times: [], reportInCodes: [] }
  const answers = [
    await county.get(resident, '/me/offers'),
    await put(resident, nothing),
    await put(member, { ...nothing, reportInCodes: [GRID] }),
    await put(member, { ...nothing, reportInCodes: [COMMUNITY, COMMUNITY, COMMUNITY, COMMUNITY] }),
    await put(member, { ...nothing, skills: ['flying'] }),
  ]
  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([
    [403, 'NOT_A_MEMBER'], [403, 'NOT_A_MEMBER'], [422, 'NOT_A_COMMUNITY'], [400, 'MALFORMED'], [400, 'MALFORMED'],
  ])
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
