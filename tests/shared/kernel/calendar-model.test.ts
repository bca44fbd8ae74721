import fc from 'fast-check'
import { test } from 'vitest'
import { agreesWithTheModel } from './calendar-cases.ts'

test('the engine agrees with a minute-by-minute model on 2,000 random clocks with pauses', { timeout: 120_000 }, () => {
  fc.assert(agreesWithTheModel, { numRuns: 2000 })
})
