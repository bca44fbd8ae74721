import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFuzzWorld, type FuzzWorld } from '../support/bad-input.ts'

const RUNS_AN_ENDPOINT = 300
let world: FuzzWorld

beforeAll(async () => {
  world = await startFuzzWorld()
})
afterAll(() => world.close())

test('bad input of every kind, at length, shrunk to the smallest that goes wrong', async () => {
  for (const endpoint of world.endpoints) {
    const property = fc.asyncProperty(world.badRequests(endpoint), async (request) => {
      expect(await world.complaintAbout(request)).toBeUndefined()
    })
    await fc.assert(property, { numRuns: RUNS_AN_ENDPOINT })
  }
})
