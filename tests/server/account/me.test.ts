import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, GRID, REGION, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let serial = 0
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

const put = ({ token }: Person, path: string, body: object) => county.app.request('PUT', `/api/v1${path}`, { token, body })
const get = (person: Person, path: string) => county.get(person, path)

interface Visitor extends Person {
  openid: string
}
async function visitor(): Promise<Visitor> {
  const openid = `openid-me-${serial++}`
  const token = await county.app.logIn(openid)
  return { openid, token, id: (await county.app.request('GET', '/api/v1/me', { token })).body.account.id }
}
async function phoneCode({ openid }: Visitor, number: string): Promise<string> {
  county.app.phones.set(openid, number)
  return (await county.app.standIn('/stand-in/phone-codes', { persona: openid })).code
}

describe('where one lives and what one is called', () => {
  test('a new resident chooses community, then grid, and reads it in words', async () => {
    const me = await visitor()
    expect((await get(me, '/me')).body).toMatchObject({ gridCode: null, areaName: null, phone: null, isMember: false })
    expect((await put(me, '/me', { gridCode: COMMUNITY })).body).toMatchObject({ gridCode: COMMUNITY, areaName: '城关街道 东岗社区' })
    const { status, body } = await put(me, '/me', { gridCode: GRID, name: '欧阳小春' })
    expect([status, body.areaName, body.account.displayName, body.account.gridCode]).toEqual([200, '城关街道 东岗社区 1网格', '欧*', GRID])
  })

  test.each([[TOWN], [REGION], ['611023001001999']])('%s is no home', async (gridCode) => {
    const answered = await put(await visitor(), '/me', { gridCode })
    expect([answered.status, answered.body.error.code]).toEqual([422, 'NOT_A_HOME'])
  })

  test('the name is kept sealed, and is not changed by people in office', async () => {
    const me = await visitor()
    await put(me, '/me', { name: '王小春' })
    const [row] = await county.app.kernel.db.sql`select name from accounts where id = ${me.id}`
    expect(county.app.kernel.cipher.open({ table: 'accounts', column: 'name', row: me.id }, row!.name)).toBe('王小春')
    await county.appoint('communityWorker', COMMUNITY, { person: me })
    expect((await put(me, '/me', { name: '李大明' })).body.error.code).toBe('NAME_IS_FIXED')
  })
})

test('each appointment says in words where it counts, a grid with its community', async () => {
  const me = await visitor()
  const organizationId = uuidv7()
  await county.app.kernel.db.sql`insert into party_organizations (id, level, name, path) values (${organizationId}, 'generalBranch', '东岗社区党总支', ${[organizationId]})`
  const at = async (role: string, scopeId: string, scopeKind = 'area') => county.appoint(role, scopeId, { scopeKind, person: me })
  await county.appoint('gridLeader', GRID, { post: 'A', person: me })
  await at('communityWorker', COMMUNITY)
  await at('unitHandler', county.units.housing, 'unit')
  await at('secretary', organizationId, 'partyOrganization')
  await county.app.kernel.db.sql`insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
    values (${uuidv7()}, 'running', '2020-01-01', '2020-01-01', ${county.associationId}, ${me.id}, ${county.units.stationed}, '2020-01-01', '2099-01-01')`
  const { appointments } = (await get(me, '/me')).body
  expect(Object.fromEntries(appointments.map(({ role, scopeName }: { role: string; scopeName: string }) => [role, scopeName]))).toEqual({
    gridLeader: '东岗社区 1网格', communityWorker: '东岗社区', unitHandler: '单位housing', secretary: '东岗社区党总支', chair: '党建联合会',
  })
})

describe('phone', () => {
  test('is the one WeChat holds, sealed, searchable and masked', async () => {
    const me = await visitor()
    const { status, body } = await county.post(me, '/me/phone', { code: await phoneCode(me, '13900000017') })
    expect([status, body.phone]).toEqual([200, '139******17'])
    expect((await get(me, '/me')).body.phone).toBe('139******17')
    const { cipher, db } = county.app.kernel
    const [row] = await db.sql`select phone, phone_index from accounts where id = ${me.id}`
    expect(cipher.open({ table: 'accounts', column: 'phone', row: me.id }, row!.phone)).toBe('13900000017')
    expect(cipher.blindIndexes('accounts', 'phone', '13900000017').some((index) => index.equals(row!.phone_index))).toBe(true)
  })

  test("a used code, somebody else's code and a foreign number are refused", async () => {
    const [me, other] = [await visitor(), await visitor()]
    const used = await phoneCode(me, '13900000018')
    await county.post(me, '/me/phone', { code: used })
    const answers = [
      await county.post(me, '/me/phone', { code: used }),
      await county.post(other, '/me/phone', { code: await phoneCode(me, '13900000018') }),
      await county.post(me, '/me/phone', { code: await phoneCode(me, '61234567') }),
    ]
    expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([
      [422, 'PHONE_CODE_REFUSED'], [422, 'PHONE_CODE_REFUSED'], [422, 'PHONE_NOT_MAINLAND'],
    ])
  })

  test('a busy WeChat is not their fault', async () => {
    const me = await visitor()
    const code = await phoneCode(me, '13900000019')
    await county.app.standIn('/stand-in/failures', { api: '/wxa/business/getuserphonenumber', errcode: -1, times: 1 })
    const busy = await county.post(me, '/me/phone', { code })
    expect([busy.status, busy.body.error.code]).toEqual([503, 'WECHAT_BUSY'])
  })
})

describe('consents', () => {
  const said = (body: { items: { document: string }[] }, document: string) => body.items.find((item) => item.document === document) as Record<string, any>

  test('each is given by itself, in the wording shown, and taken back; the records stay', async () => {
    const me = await visitor()
    expect((await get(me, '/me/consents')).body.items.every((item: { isGiven: boolean; given: unknown }) => !item.isGiven && item.given === null)).toBe(true)
    const { body: given } = await put(me, '/me/consents', { document: 'sensitive', version: '2026-1', isGiven: true })
    expect(said(given, 'sensitive')).toMatchObject({ isGiven: true, given: { version: '2026-1', withdrawnAt: null } })
    expect(said(given, 'privacy').isGiven).toBe(false)
    const { body: withdrawn } = await put(me, '/me/consents', { document: 'sensitive', version: '2026-1', isGiven: false })
    expect(said(withdrawn, 'sensitive')).toMatchObject({ isGiven: false, given: { withdrawnAt: expect.any(String) } })
    await put(me, '/me/consents', { document: 'sensitive', version: '2026-1', isGiven: true })
    expect(await county.app.kernel.db.sql`select 1 from consents where account_id = ${me.id}`).toHaveLength(2)
  })

  test('twenty taps at once are one record', async () => {
    const me = await visitor()
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(me, '/me/consents', { document: 'phone', version: '2026-1', isGiven: true })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await county.app.kernel.db.sql`select 1 from consents where account_id = ${me.id}`).toHaveLength(1)
  })

  test('an old wording is not agreed to any more, and does not count', async () => {
    const me = await visitor()
    expect((await put(me, '/me/consents', { document: 'privacy', version: '2025-9', isGiven: true })).body.error.code).toBe('CONSENT_IS_OLD')
    await county.app.kernel.db.sql`insert into consents (id, account_id, document, version, given_at) values (${uuidv7()}, ${me.id}, 'privacy', '2025-9', '2025-09-01')`
    expect(said((await get(me, '/me/consents')).body, 'privacy')).toMatchObject({ isGiven: false, given: { version: '2025-9' } })
    expect((await put(me, '/me/consents', { document: 'everything', version: '1', isGiven: true })).status).toBe(400)
  })
})

describe('dependents', () => {
  const elder = { kind: 'elder', name: '王桂兰', relation: '母亲', consent: '母亲当面同意我替她办' }

  test('are added with the consent that was given, shown masked, and removed', async () => {
    const me = await visitor()
    const { status, body } = await county.post(me, '/me/dependents', elder)
    expect([status, body.name, body.relation, body.consent]).toEqual([201, '王*', '母亲', '母亲当面同意我替她办'])
    expect((await get(me, '/me/dependents')).body.items).toEqual([body])
    const [row] = await county.app.kernel.db.sql`select name from dependents where id = ${body.id}`
    expect(county.app.kernel.cipher.open({ table: 'dependents', column: 'name', row: body.id }, row!.name)).toBe('王桂兰')
    expect((await county.post(me, `/me/dependents/${body.id}/remove`)).status).toBe(200)
    expect((await get(me, '/me/dependents')).body.items).toEqual([])
    expect((await county.post(me, `/me/dependents/${body.id}/remove`)).status).toBe(404)
  })

  test("nobody sees or removes another's", async () => {
    const [me, other] = [await visitor(), await visitor()]
    const { id } = (await county.post(me, '/me/dependents', elder)).body
    expect((await get(other, '/me/dependents')).body.items).toEqual([])
    expect((await county.post(other, `/me/dependents/${id}/remove`)).status).toBe(404)
    expect((await get(me, '/me/dependents')).body.items).toHaveLength(1)
  })

  test('without a word of consent, or beyond ten, also when many are added at once', async () => {
    const me = await visitor()
    expect((await county.post(me, '/me/dependents', { ...elder, consent: '' })).status).toBe(400)
    const answers = await Promise.all(Array.from({ length: 14 }, () => county.post(me, '/me/dependents', elder)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    expect(answers.filter(({ body }) => body.error?.code === 'TOO_MANY_DEPENDENTS')).toHaveLength(4)
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
