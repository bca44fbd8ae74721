import type { Abilities } from '@huying/shared/kernel/schema'
import type { ActSpec } from './act-spec'

/** Refusals that only say "not yours" or "not in this state": such acts are not this person's to wonder about. */
const SILENT = new Set(['FORBIDDEN', 'WRONG_STATE', 'NOT_AVAILABLE_YET', 'UNAUTHENTICATED', 'NOT_FOUND'])

export const may = (abilities: Abilities, key: string): boolean => abilities[key] === true

export interface RefusedAct {
  key: string
  label: string
  reason: string
}

/** Acts this person would have, with the reason why not now: 退单 → 11月20日已过，不能退. */
export function refusedActs(acts: readonly Pick<ActSpec, 'key' | 'button'>[], abilities: Abilities): RefusedAct[] {
  return acts.flatMap(({ key, button }) => {
    const ability = abilities[key]
    return ability === undefined || ability === true || SILENT.has(ability.code) ? [] : [{ key, label: button, reason: ability.message }]
  })
}

/** Three buttons are what a thumb zone of 375 px holds. */
const MOST_BUTTONS = 3

export interface RankedActs<T> {
  primary: T | null
  shown: T[]
  hidden: T[]
}

/** What this person may do now, in the order given: the primary, what stands beside it, and the rest behind 更多. `taken`: places something else has. */
export function rankActs<T extends Pick<ActSpec, 'key'>>(acts: readonly T[], abilities: Abilities, primaryKey: string | null, taken = 0): RankedActs<T> {
  const allowed = acts.filter(({ key }) => may(abilities, key))
  const primary = allowed.find(({ key }) => key === primaryKey) ?? null
  const others = allowed.filter((act) => act !== primary)
  const room = MOST_BUTTONS - taken - (primary ? 1 : 0)
  const fitting = others.length > room ? room - 1 : room
  return { primary, shown: others.slice(0, fitting), hidden: others.slice(fitting) }
}
