import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFuzzWorld, type FuzzWorld } from '../../support/bad-input.ts'

/** Enough to meet every kind of bad input at every endpoint over a few runs; `npm run test:deep` tries far more. */
const RUNS_AN_ENDPOINT = 6
let world: FuzzWorld

beforeAll(async () => {
  world = await startFuzzWorld()
})
afterAll(() => world.close())

test('whatever is sent to whichever endpoint by whomever: refused with every fault named or taken, never a 500, nothing written when refused', async () => {
  const complaints: string[] = []
  for (const endpoint of world.endpoints) {
    for (const request of fc.sample(world.badRequests(endpoint), RUNS_AN_ENDPOINT)) {
      const complaint = await world.complaintAbout(request)
      if (complaint) complaints.push(`${endpoint.name}, ${request.what}, ${request.who}: ${request.method} ${request.path.slice(0, 200)} ${request.body?.slice(0, 300) ?? ''}\n  ${complaint}`)
    }
  }
  expect(complaints.join('\n')).toBe('')
}, 120_000)

test('the judge sees what it should: an answer where a refusal is due, a wrong status, a fault that is not named', async () => {
  const good = { what: 'junk', who: 'guest', method: 'GET', path: '/api/v1/machines', headers: {}, mayPass: true, named: [] } as const
  expect(await world.complaintAbout(good)).toBeUndefined()
  expect(await world.complaintAbout({ ...good, mayPass: false })).toContain('where it should refuse')
  const bad = { ...good, path: '/api/v1/calendars/explain?limit=x' }
  expect(await world.complaintAbout({ ...bad, statuses: [404] })).toContain('400 instead of 404')
  expect(await world.complaintAbout({ ...bad, named: ['from', 'limit'] })).toBeUndefined()
  expect(await world.complaintAbout({ ...bad, named: ['from', 'to'] })).toContain('to not named')
})
