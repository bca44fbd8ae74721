import fc from 'fast-check'
import { test } from 'vitest'
import { agreesWithTheModel } from '../shared/kernel/calendar-cases.ts'

test('the engine agrees with a minute-by-minute model on 100,000 random clocks with pauses', { timeout: 3_600_000 }, () => {
  fc.assert(agreesWithTheModel, { numRuns: 100_000 })
})
