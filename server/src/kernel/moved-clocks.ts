import type { MovedClock } from './recompute-clocks.ts'

const SHOWN = 200

/** What moved with a change, as people are told. */
export const presentMoved = (moved: readonly MovedClock[]) => ({
  count: moved.length,
  items: moved.slice(0, SHOWN).map(({ before, after, ...clock }) => ({ ...clock, before: before.toISOString(), after: after.toISOString() })),
})
