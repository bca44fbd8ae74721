import { afterAll, beforeAll, expect, test } from 'vitest'
import { ASKERS, OFFICES, STANDINGS, type Asker, type Standing } from '../../authorization/roles.ts'
import { AUTHORIZATION, expected } from '../../authorization/table.ts'
import { startAuthorizationWorld, type AuthorizationWorld } from '../../authorization/world.ts'

let world: AuthorizationWorld
beforeAll(async () => {
  world = await startAuthorizationWorld()
}, 120_000)
afterAll(() => world.close())

test('the table has a row for every endpoint, and none besides', () => {
  const names = world.endpoints.map(({ name }) => name)
  expect(names.filter((name) => !(name in AUTHORIZATION)), 'write its row in tests/authorization/table.ts, then npx tsx tests/authorization/document.ts').toEqual([])
  expect(Object.keys(AUTHORIZATION).filter((name) => !names.includes(name))).toEqual([])
})

test('who need not be signed in is said by the contract', () => {
  const wrong = world.endpoints.filter(({ name, who }) => AUTHORIZATION[name] && (AUTHORIZATION[name].guest === '401') !== (who === 'account'))
  expect(wrong.map(({ name }) => name)).toEqual([])
})

/** Where an office changes nothing in scope, one that is over cannot take anything away. */
function askersOf(name: string, standing: Standing): readonly Asker[] {
  const row = AUTHORIZATION[name]!
  if (standing === 'inScope') return ASKERS
  return standing === 'outOfScope' ? OFFICES : OFFICES.filter((office) => expected(row, office, 'inScope') !== row.rest)
}

test.each(STANDINGS)('every endpoint answers every role as the table says: %s', async (standing) => {
  const wrong: string[] = []
  for (const endpoint of world.endpoints.filter(({ name }) => name in AUTHORIZATION)) {
    const row = AUTHORIZATION[endpoint.name]!
    await Promise.all(askersOf(endpoint.name, standing).map(async (asker) => {
      const outcome = await world.ask(endpoint, asker, standing)
      if (outcome !== expected(row, asker, standing)) wrong.push(`${endpoint.name}: ${asker} gets ${outcome}, not ${expected(row, asker, standing)}`)
    }))
  }
  expect(wrong).toEqual([])
}, 600_000)

test('another county has nothing here: neither its sessions, nor an office over it', async () => {
  const { app } = world.county
  for (const path of ['/me', '/settings', '/appointments']) expect((await app.request('GET', `/api/v1${path}`, { token: 'b'.repeat(43) })).status).toBe(401)
  const { id } = (await app.request('GET', '/api/v1/me', { token: world.tokenOf('resident', 'inScope')! })).body.account
  for (const role of ['countyOfficer', 'auditor', 'administrator']) {
    const { status, body } = await app.request('POST', '/api/v1/appointments', { token: world.tokenOf('administrator', 'inScope')!, body: { accountId: id, role, scopeId: '611024' } })
    expect([role, status, body.error.code]).toEqual([role, 422, 'SCOPE_UNKNOWN'])
  }
})
