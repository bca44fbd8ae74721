import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERSONA_KINDS } from '../../../server/dev/county/persona-kinds.ts'
import { createPersonas } from '../../../server/dev/county/personas.ts'
import type { Persona } from '../../../server/dev/stand-in/host.ts'
import { machines } from '../../../shared/src/machines.ts'
import { startDemo, type RunningDemo } from '../../support/demo.ts'

let demo: RunningDemo
let personas: Persona[]
const persona = (key: string) => personas.find((one) => one.key === key)!

beforeAll(async () => {
  demo = await startDemo()
  personas = (await demo.request('GET', '/stand-in/personas')).body.items
}, 180_000)
afterAll(() => demo.close())

describe('personas', () => {
  it('are all there, each with a name, a sentence and the scopes it acts in', () => {
    expect(personas.map(({ key }) => key)).toEqual(Object.keys(PERSONA_KINDS))
    for (const { key, name, mayDo, scopes } of personas) {
      expect(name, key).toMatch(/^[\u4e00-\u9fff]{2,3}$/)
      expect(mayDo, key).toMatch(/。$/)
      for (const { label, scopeId } of scopes) expect(label, key).not.toBe(scopeId)
    }
  })

  it('work, the first of each, in the same grid, community and town', async () => {
    const [{ code: grid }] = await demo.server.kernel.db.sql<[{ code: string }]>`
      select code from areas where kind = 'grid' and polygon @> point(${persona('resident').samplePoint.lng}, ${persona('resident').samplePoint.lat})`
    const scopeOf = (key: string, role: string) => persona(key).scopes.find((scope) => scope.role === role)?.scopeId
    expect(scopeOf('grid-leader-a', 'gridLeader')).toBe(grid)
    expect(scopeOf('grid-leader-b', 'gridLeader')).toBe(grid)
    expect(scopeOf('community-worker', 'communityWorker')).toBe(grid.slice(0, 12))
    expect(scopeOf('second-community-worker', 'communityWorker')).toBe(grid.slice(0, 12))
    expect(scopeOf('other-community-worker', 'communityWorker')).not.toBe(grid.slice(0, 12))
    expect(scopeOf('other-community-worker', 'communityWorker')).toMatch(new RegExp(`^${grid.slice(0, 9)}`))
    for (const key of ['street-officer', 'second-street-officer']) expect(scopeOf(key, 'streetOfficer')).toBe(grid.slice(0, 9))
    expect(scopeOf('call-back', 'callBackOfficer')).toBe(grid.slice(0, 9))
    expect(scopeOf('secretary', 'secretary')).toBe(scopeOf('member', 'member'))
    expect(scopeOf('second-secretary', 'secretary')).toBe(scopeOf('member', 'member'))
    expect(scopeOf('member-same-grid', 'member')).toBe(scopeOf('member', 'member'))
    expect(scopeOf('past-chair', 'chair')).toBeUndefined()
    expect(scopeOf('other-chair', 'chair')).not.toBe(scopeOf('chair', 'chair'))
    expect(scopeOf('other-handler', 'unitHandler')).not.toBe(scopeOf('handler', 'unitHandler'))
    for (const key of ['resident', 'neighbour', 'elder', 'guardian', 'member', 'member-same-grid'])
      expect((await demo.request('GET', '/api/v1/me', { token: await demo.logInAs(key) })).body.gridCode, key).toBe(grid)
  })

  it('can read every sample they are given', async () => {
    const paths: Record<string, string> = { wish: 'wishes', complaint: 'complaints', demand: 'demands', dispatch: 'dispatches', booking: 'bookings' }
    for (const { key, sampleIds } of personas) {
      expect(Object.keys(sampleIds)).toEqual(machines.map(({ name }) => name))
      const token = await demo.logInAs(key)
      const samples = Object.entries(paths).flatMap(([machine, path]) => Object.entries(sampleIds[machine]!).map(([state, id]) => ({ state, path: `${path}/${id}` })))
      const answers = await Promise.all(samples.map(async ({ path }) => {
        const { status, body } = await demo.request('GET', `/api/v1/${path}`, { token })
        return { path, status, state: body.state }
      }))
      expect(answers, key).toEqual(samples.map((sample) => ({ ...sample, status: 200 })))
    }
  }, 120_000)

  it('have numbers that cannot be dialled, one each', async () => {
    const [counts] = await demo.server.kernel.db.sql<[{ known: number; different: number }]>`
      select count(*)::int as known, count(distinct phone_index)::int as different from accounts where phone_index is not null`
    expect(counts.different).toBe(counts.known)
    const source = createPersonas(demo.server.kernel)
    for (const key of Object.keys(PERSONA_KINDS)) expect(await source.phoneFor((await source.openidFor(key, 0))!), key).toMatch(/^116\d{8}$/)
  })

  it('come in numbers, without a gap', async () => {
    const source = createPersonas(demo.server.kernel)
    const openids = await Promise.all(Array.from({ length: 100 }, (_, nth) => source.openidFor('resident', nth * 40)))
    expect(new Set(openids).size).toBe(100)
    expect(openids).not.toContain(null)
    expect(await source.openidFor('chair', 1)).toBeNull()
    expect(await source.openidFor('mayor', 0)).toBeNull()
  })
})
