import { expect, test } from 'vitest'
import { letCrowdLoose } from '../support/ledger-crowd/run.ts'

test('200 chairs, officers, workers and handlers at once on the same 50 demands: no illegal state, no lost step, history verifies', async () => {
  const { steps, missed } = await letCrowdLoose({ actors: 200, demands: 50, stories: 3, moments: 30, seed: 4_200_050 })
  expect(missed).toEqual([])
  expect(steps).toBeGreaterThan(5_000)
})
