import { bigrams } from '../../kernel/bigrams.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { likeCandidates } from './queries.ts'

const NEAR_M = 250
/** Told in steps, so that nobody measures out where another person lives. */
const STEP_M = 50
const RECENT_MS = 30 * 86_400_000
const LEAST_OVERLAP = 0.3
const EARTH_M = 6_371_000
const MOST = 5
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres along the great circle. */
export function distanceM(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const [dLat, dLng] = [radians(b.lat - a.lat), radians(b.lng - a.lng)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.sqrt(h))
}

/** Shared pairs of characters over the pairs of the shorter text, 0…1. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const [mine, theirs] = [new Set(a), new Set(b)]
  const least = Math.min(mine.size, theirs.size)
  return least === 0 ? 0 : [...mine].filter((pair) => theirs.has(pair)).length / least
}

/** How like the words of two complaints are, 0…1. */
export const likeness = (a: { bigrams: readonly string[] }, b: { bigrams: readonly string[] }): number => overlap(a.bigrams, b.bigrams)
/** Near enough, in metres, and in words like enough. */
export const isAlike = (distance: number, inWords: number): boolean => distance <= NEAR_M && inWords >= LEAST_OVERLAP
/** Metres as they are told. */
export const stepped = (distance: number): number => Math.max(1, Math.ceil(distance / STEP_M)) * STEP_M

interface Asked {
  category: string
  lng: number
  lat: number
  text: string
}

/** Like complaints: same category, at most 250 m away and 30 days old, in like words; the likest first. */
export async function likeComplaints({ db, now }: ReadContext, asked: Asked) {
  const north = NEAR_M / (EARTH_M * radians(1))
  const east = north / Math.max(Math.cos(radians(asked.lat)), 0.01)
  const box = { west: asked.lng - east, east: asked.lng + east, south: asked.lat - north, north: asked.lat + north }
  const found = await likeCandidates(db, asked.category, box, new Date(now.getTime() - RECENT_MS))
  const pairs = bigrams(asked.text)
  const items = found
    .map((one) => ({ one, distance: distanceM(asked, one), inWords: overlap(pairs, one.bigrams) }))
    .filter(({ distance, inWords }) => isAlike(distance, inWords))
    .toSorted((a, b) => b.inWords - a.inWords || a.distance - b.distance)
    .slice(0, MOST)
    .map(({ one, distance }) => ({
      id: one.id, text: one.text, state: one.state, distance: stepped(distance), createdAt: one.createdAt.toISOString(), alsoCount: one.alsoCount,
    }))
  return { items }
}
