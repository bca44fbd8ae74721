import type { Abilities } from '@huying/shared/kernel/schema'
import type { ActSpec } from './act-spec'

/** Refusals that only say "not yours", "not in this state" or "nobody has asked for it": nothing to wonder about. */
const SILENT = new Set([
  'FORBIDDEN', 'WRONG_STATE', 'NOT_AVAILABLE_YET', 'UNAUTHENTICATED', 'NOT_FOUND', 'NOT_VERIFIER',
  'RAISE_NOT_YET', 'RAISE_NOT_ASKED', 'REOPEN_IS_FIRST', 'REOPEN_NOT_FIRST', 'REOPEN_NOT_ASKED', 'HOLD_NOT_PROPOSED', 'EXTENSION_NOT_ASKED',
])
/** Said of a whole desk: whoever may do one thing there need not read it of another. */
const OF_DESK = new Set(['NOT_AT_YOUR_DESK', 'NOT_ON_DUTY', 'NOT_OWNER'])

export const may = (abilities: Abilities, key: string): boolean => abilities[key] === true

export interface RefusedActs {
  reason: string
  /** 退单; of one reason a few are named. */
  label: string
}

const MOST_NAMED = 3

/** Acts this person would have, with the reason why not now: 退单 → 11月20日已过，不能退. One line a reason. */
export function refusedActs(acts: readonly Pick<ActSpec, 'key' | 'button'>[], abilities: Abilities): RefusedActs[] {
  const isAtWork = acts.some(({ key }) => may(abilities, key))
  const labels = new Map<string, string[]>()
  for (const { key, button } of acts) {
    const ability = abilities[key]
    if (ability === undefined || ability === true || SILENT.has(ability.code) || (isAtWork && OF_DESK.has(ability.code))) continue
    labels.set(ability.message, [...(labels.get(ability.message) ?? []), button])
  }
  return [...labels].map(([reason, named]) => ({ reason, label: named.slice(0, MOST_NAMED).join('、') }))
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
