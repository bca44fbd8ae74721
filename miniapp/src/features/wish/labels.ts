import type { Ring } from '@huying/shared/wish/routing'

/** Words of the wish screens that more than one of them says. */

/** How near a ring is, of somebody else. */
const RING_LABELS: Record<Ring, string> = { 1: '同网格', 2: '同小区或社区', 3: '结对、驻区单位', 4: '同镇（街道）' }
export const ringLabel = (ring: number): string => RING_LABELS[ring as Ring] ?? RING_LABELS[4]

/** A distance between the middles of two grids comes in steps of 250 m. */
const STEP_M = 250

interface Fitness {
  ring: number
  hasSkill: boolean
  freeSlots: number
  weeksSinceAsked: number | null
  distanceSteps: number | null
}

const sinceAsked = (weeks: number | null): string => (weeks === null ? '还没请过' : weeks === 0 ? '这周请过' : `${weeks} 周没请过`)

/** Why a member stands where they stand, as the desk reads it; in the order in which it counts. */
export const fitnessWords = ({ ring, hasSkill, freeSlots, weeksSinceAsked, distanceSteps }: Fitness): string =>
  [
    ringLabel(ring),
    hasSkill && '正好会',
    `还能接 ${freeSlots} 个`,
    sinceAsked(weeksSinceAsked),
    distanceSteps !== null && distanceSteps > 0 && `网格相距约 ${distanceSteps * STEP_M} 米`,
  ]
    .filter(Boolean)
    .join(' · ')

/** How the ranking goes, for who has to answer for it. */
export const RANKING_WORDS = '先看会不会，再看手上还能接几个，再看多久没请过，再看网格远近；都一样的，按心愿抽签。'
