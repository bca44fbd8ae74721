import * as z from 'zod/mini'

/** How a member came out of one ring's ranking, or why they were left out. Distance in steps of 250 m. */
const candidate = z.object({
  memberId: z.string(),
  /** Masked, 刘*平. */
  who: z.string(),
  rank: z.number(),
  ring: z.number(),
  hasSkill: z.boolean(),
  freeSlots: z.number(),
  /** Whole weeks since last asked; null: never asked, which counts most. */
  weeksSinceAsked: z.nullable(z.number()),
  distanceSteps: z.nullable(z.number()),
  why: z.string(),
  askedAt: z.nullable(z.string()),
})
const leftOut = z.object({ memberId: z.string(), who: z.string(), reason: z.string() })

/** One ranking of one ring. `inputHash` is SHA-256 over the inputs' bytes, `resultHash` over the ranking's. */
const run = z.object({
  id: z.string(),
  ring: z.number(),
  at: z.string(),
  inputHash: z.string(),
  resultHash: z.string(),
  /** The ranking was made again from the stored inputs just now and came out byte for byte the same. */
  isReproduced: z.boolean(),
  candidates: z.array(candidate),
  leftOut: z.array(leftOut),
  /** The inputs as they were stored, where they were asked for. */
  inputs: z.nullable(z.string()),
})

export const routingAnswer = z.object({ runs: z.array(run) })
