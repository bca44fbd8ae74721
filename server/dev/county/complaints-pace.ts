import type { Random } from './random.ts'
import { HOUR_MS, later, MINUTE_MS } from './times.ts'

/** Limits of this length and less run round the clock: then people act at night too. */
const URGENT_MS = 26 * HOUR_MS

/** When people act: in time mostly, late at times, by day unless it burns. `null` means: not yet, it lies beyond the county's past. */
export class Pace {
  constructor(
    private readonly random: Random,
    private readonly nowMs: number,
  ) {}

  /** Between two shares of the way to a due time, and before it. */
  before(fromMs: number, dueMs: number, low = 0.05, high = 0.85): number | null {
    const { random } = this
    const wanted = fromMs + (low + random.float() * (high - low)) * Math.max(0, dueMs - fromMs)
    const awake = dueMs - fromMs <= URGENT_MS ? wanted : later(random, wanted, 0, 0)
    return this.past(Math.max(fromMs, Math.min(awake, dueMs - random.between(1, 25) * MINUTE_MS)))
  }

  /** That many hours later, by day. */
  after(fromMs: number, leastHours: number, mostHours: number): number | null {
    return this.past(Math.max(fromMs, later(this.random, fromMs, leastHours * HOUR_MS, mostHours * HOUR_MS)))
  }

  /** Within the hour, whatever the hour: what stories that must end in a state do. */
  soon(fromMs: number): number | null {
    return this.past(fromMs + this.random.between(9, 34) * MINUTE_MS)
  }

  private past(atMs: number): number | null {
    return atMs < this.nowMs ? Math.floor(atMs) : null
  }
}
