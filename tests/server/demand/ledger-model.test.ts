import { expect, test } from 'vitest'
import { letCrowdLoose } from '../../support/ledger-crowd/run.ts'

test('whatever chairs, officers, workers and units do to the same demands at once, every step is an edge, none is lost, and clocks agree with states', { timeout: 180_000 }, async () => {
  const { steps, missed } = await letCrowdLoose({ actors: 60, demands: 12, stories: 2, moments: 12, seed: 20_261_125 })
  // Chance leaves out a few; the run over 50 demands goes them all.
  expect(missed.length, missed.join(' ')).toBeLessThanOrEqual(14)
  expect(steps).toBeGreaterThan(200)
})
