import { URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { NATURES } from '@huying/shared/demand/catalogue'
import { LEVEL_LABELS } from '@huying/shared/demand/labels'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter'
import { demandMachine, type DemandState } from '@huying/shared/demand/machine'
import type { Choice } from '../../components/field'

/** A chosen place or unit, with the name it is known by; a kept filter knows the code alone. */
export interface Names {
  area?: string
  units: readonly { id: string; name: string }[]
  categories: readonly { id: string; name: string }[]
}

export const STATES: readonly Choice<DemandState>[] = Object.entries(demandMachine.states).map(([value, { label }]) => ({ value: value as DemandState, label }))
export const URGENCIES = Object.entries(URGENCY_LABELS).map(([value, label]) => ({ value: value as keyof typeof URGENCY_LABELS, label }))
export const LEVELS: readonly Choice<'0' | '1' | '2'>[] = (['0', '1', '2'] as const).map((value) => ({ value, label: LEVEL_LABELS[Number(value)]! }))
export const NATURE_CHOICES: readonly Choice<string>[] = NATURES.map(({ code, label }) => ({ value: code, label }))

const day = (text: string): string => {
  const [year, month, date] = text.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** What a filter leaves, in words: 待派单 · 急件 · 超期的. Empty: everything. */
export function filterWords(filter: LedgerFilter, { area, units, categories }: Names): string {
  const { state, category, nature, urgency, level, areaCode, unitId, overdue, from, to, q } = filter
  const words = [
    q && `“${q}”`,
    state && demandMachine.states[state].label,
    urgency && `${URGENCY_LABELS[urgency]}件`,
    overdue && '超期的',
    level && LEVEL_LABELS[Number(level)],
    category && (categories.find(({ id }) => id === category)?.name ?? '选定的类别'),
    nature && NATURES.find(({ code }) => code === nature)?.label,
    areaCode && (area ?? '选定的地方'),
    unitId && (units.find(({ id }) => id === unitId)?.name ?? '选定的部门'),
    from && `${day(from)}起`,
    to && `到${day(to)}`,
  ]
  return words.filter(Boolean).join(' · ')
}

/** Without what is not asked for; so that two filters that leave the same are the same. */
export function tidy(filter: LedgerFilter): LedgerFilter {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(asked.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const isSame = (one: LedgerFilter, other: LedgerFilter): boolean => JSON.stringify(tidy(one)) === JSON.stringify(tidy(other))
