import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, OTHER_COMMUNITY, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let administrator: Person
let street: Person
let resident: Person
let secretary: Person
let otherSecretary: Person
let chair: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  administrator = await county.appoint('administrator', COUNTY)
  street = await county.appoint('streetOfficer', TOWN)
  resident = await county.person(GRID)
  secretary = await county.person(GRID)
  otherSecretary = await county.person(GRID)
  const now = Date.now()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 30 * DAY) })
  await county.app.kernel.db.sql`insert into association_members (association_id, unit_id, secretary_id) values
    (${county.associationId}, ${county.units.stationed}, ${secretary.id}), (${county.associationId}, ${county.units.idle}, ${otherSecretary.id}),
    (${county.associationId}, ${county.units.housing}, null)`
})
afterAll(() => county.close())

const associations = async (person: Person, query = '') => (await county.get(person, `/associations${query}`)).body.items
const candidates = (person: Person, id = county.associationId) => county.get(person, `/associations/${id}/candidates`)
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]

test('200: each association with whoever chairs it now and until when it is taken; only the two offices may appoint', async () => {
  const [one, other] = await associations(street)
  expect([one, other].map(({ communityCode }) => communityCode).toSorted()).toEqual([COMMUNITY, OTHER_COMMUNITY])
  const [chaired] = await associations(street, `?communityCode=${COMMUNITY}`)
  expect(chaired).toMatchObject({ id: county.associationId, communityName: '东岗社区', chair: { name: '刘*平', unitName: '单位stationed-1' }, abilities: { appoint: true } })
  expect(chaired.takenUntil).toBe(chaired.chair.to)
  expect((await associations(street, `?communityCode=${OTHER_COMMUNITY}`))[0]).toMatchObject({ chair: null, takenUntil: null })
  expect((await associations(administrator, `?communityCode=${COMMUNITY}`))[0].abilities).toEqual({ appoint: true })
  for (const person of [resident, chair]) expect((await associations(person, `?communityCode=${COMMUNITY}`))[0].abilities.appoint).toMatchObject({ code: 'FORBIDDEN' })
})

test('200: secretaries of member units, the one whose unit has just had its turn marked; whoever is offered can be proposed', async () => {
  const { body } = await candidates(street)
  expect(body.items).toEqual([
    { accountId: otherSecretary.id, name: '刘*平', unitId: county.units.idle, unitName: '单位idle', isLast: false },
    { accountId: secretary.id, name: '刘*平', unitId: county.units.stationed, unitName: '单位stationed-1', isLast: true },
  ])
  const [{ takenUntil: from }] = await associations(street, `?communityCode=${COMMUNITY}`)
  const to = new Date(Date.parse(from) + 60 * DAY).toISOString()
  const propose = (accountId: string) => county.post(street, '/chair-terms', { associationId: county.associationId, accountId, from, to })
  expect(codeOf(await propose(secretary.id))).toEqual([422, 'SAME_UNIT_TWICE'])
  const { status, body: proposed } = await propose(otherSecretary.id)
  expect(status).toBe(202)
  expect((await county.post(administrator, `/approvals/${proposed.approval.id}/approve`)).status).toBe(200)
  expect((await associations(street, `?communityCode=${COMMUNITY}`))[0]).toMatchObject({ takenUntil: to, chair: { unitName: '单位stationed-1' } })
})

test('a term that ends leaves no chair until the next begins', async () => {
  const { body } = await county.get(chair, `/chair-terms?associationId=${county.associationId}&state=running`)
  await county.post(chair, `/chair-terms/${body.items[0].id}/resign`, { reason: '调走了' })
  expect((await associations(street, `?communityCode=${COMMUNITY}`))[0]).toMatchObject({ chair: null })
  await county.advance(31 * DAY)
  expect((await associations(street, `?communityCode=${COMMUNITY}`))[0].chair).toMatchObject({ unitName: '单位idle' })
})

test('400, 401, 403, 404', async () => {
  expect(codeOf(await county.get(street, '/associations?communityCode=东岗'))).toEqual([400, 'MALFORMED'])
  expect((await county.app.request('GET', '/api/v1/associations')).status).toBe(401)
  expect((await county.app.request('GET', `/api/v1/associations/${county.associationId}/candidates`)).status).toBe(401)
  for (const person of [resident, secretary]) expect(codeOf(await candidates(person))).toEqual([403, 'FORBIDDEN'])
  expect(codeOf(await candidates(street, '0192f0c4-0000-7000-8000-000000000001'))).toEqual([404, 'NOT_FOUND'])
})
