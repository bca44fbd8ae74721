import { WISH_CATEGORIES } from './catalogue.ts'

/** Who is nearest to a wish: 1 the same grid, 2 the compound or community, 3 a paired or stationed unit, 4 the town. */
export type Ring = 1 | 2 | 3 | 4

/** A member as a ranking sees them. Coordinates in millionths of a degree, of a grid's middle, never of a home. */
export interface RoutedMember {
  id: string
  /** The innermost ring that reaches them. */
  ring: Ring
  skills: readonly string[]
  runningClaims: number
  /** ISO instant, null: never. */
  lastAskedAt: string | null
  asksThisWeek: number
  lng: number | null
  lat: number | null
  /** Barred from claims, away, or asked for this wish before; they had it; it is their own, their household's, or they filed or published it. */
  exclusion: Exclusion | null
}

export type Exclusion = 'barred' | 'away' | 'askedBefore' | 'hadIt' | 'own'
export type LeftOutReason = Exclusion | 'weeklyCap' | 'noFreeSlot' | 'outsideRing'

/** Everything a ranking depends on. */
export interface RoutingInput {
  version: 1
  wishId: string
  category: string
  ring: Ring
  /** ISO instant of the ranking. */
  at: string
  lng: number
  lat: number
  claimLimit: number
  weeklyCap: number
  /** In order of id. */
  members: readonly RoutedMember[]
}

export interface Ranked {
  id: string
  ring: Ring
  hasSkill: boolean
  freeSlots: number
  weeksSinceAsked: number | null
  distanceSteps: number | null
  hash: number
}

export interface RoutingResult {
  version: 1
  ranked: Ranked[]
  leftOut: { id: string; reason: LeftOutReason }[]
}

const WEEK_MS = 7 * 86_400_000
const STEP_M = 250
const DEGREE_M = 111_195
const MICRO = 1_000_000

/**
 * Who is asked, in this order: skill that fits, free slots, whole weeks since last asked (never counts most), nearness,
 * a hash of wish and member. Each member's place depends on their own facts only, so that one more member moves nobody
 * past another and a better fit never costs a place.
 */
export function rankMembers(input: RoutingInput): RoutingResult {
  const fitting = new Set<string>(WISH_CATEGORIES.find((entry) => entry.code === input.category)?.skills ?? [])
  const result: RoutingResult = { version: 1, ranked: [], leftOut: [] }
  for (const member of input.members) {
    const reason = whyNot(member, input)
    if (reason === null) result.ranked.push(measure(member, input, fitting))
    else result.leftOut.push({ id: member.id, reason })
  }
  result.ranked.sort(byFit)
  return result
}

function whyNot(member: RoutedMember, { ring, claimLimit, weeklyCap }: RoutingInput): LeftOutReason | null {
  if (member.ring > ring) return 'outsideRing'
  if (member.exclusion !== null) return member.exclusion
  if (member.runningClaims >= claimLimit) return 'noFreeSlot'
  return member.asksThisWeek >= weeklyCap ? 'weeklyCap' : null
}

const measure = (member: RoutedMember, input: RoutingInput, fitting: ReadonlySet<string>): Ranked => ({
  id: member.id,
  ring: member.ring,
  hasSkill: member.skills.some((skill) => fitting.has(skill)),
  freeSlots: input.claimLimit - member.runningClaims,
  weeksSinceAsked: member.lastAskedAt === null ? null : Math.floor((Date.parse(input.at) - Date.parse(member.lastAskedAt)) / WEEK_MS),
  distanceSteps: member.lng === null || member.lat === null ? null : distanceSteps(input.lng, input.lat, member.lng, member.lat),
  hash: seededHash(input.wishId, member.id),
})

const FARTHEST = Number.MAX_SAFE_INTEGER

function byFit(a: Ranked, b: Ranked): number {
  return (
    Number(b.hasSkill) - Number(a.hasSkill) ||
    b.freeSlots - a.freeSlots ||
    (b.weeksSinceAsked ?? FARTHEST) - (a.weeksSinceAsked ?? FARTHEST) ||
    (a.distanceSteps ?? FARTHEST) - (b.distanceSteps ?? FARTHEST) ||
    a.hash - b.hash ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Whole steps of 250 m between two middles; within a county the earth is flat enough, and sums of integers are the same everywhere. */
function distanceSteps(lngA: number, latA: number, lngB: number, latB: number): number {
  const north = ((latA - latB) / MICRO) * DEGREE_M
  const east = ((lngA - lngB) / MICRO) * DEGREE_M * Math.cos((latA / MICRO) * (Math.PI / 180))
  return Math.floor(Math.sqrt(north * north + east * east) / STEP_M)
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a over both ids, with a last mix so that neighbours differ in every bit: 32 bits, the same on every machine. */
function seededHash(seed: string, id: string): number {
  let hash = FNV_OFFSET
  const text = `${seed}/${id}`
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
