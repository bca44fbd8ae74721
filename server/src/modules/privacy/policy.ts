import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { asHolder, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { LegalHoldAction, LegalHoldRow } from './table.ts'

/** Who places and releases holds; auditors read them. */
const HOLDERS = ['streetOfficer', 'countyOfficer'] as const
const READERS = [...HOLDERS, 'auditor'] as const

export interface Reach {
  /** Codes of the areas whose cases' holds are read. */
  areaCodes: readonly string[]
}

export const reachOf = (actor: Actor): Reach => ({
  areaCodes: actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'area' && READERS.some((reader) => reader === role)).map(({ scopeId }) => scopeId),
})

/** Agrees with the list. */
export const mayReadHold = (actor: Actor, { townCode }: Pick<LegalHoldRow, 'townCode'>): boolean => appointmentsOver(actor, READERS, townCode).length > 0

export const mayPlace = (actor: Actor, townCode: string): Verdict => asHolder(appointmentsOver(actor, HOLDERS, townCode))

/** Whether the asker may place holds anywhere at all. */
export const mayPlaceAnywhere = (actor: Actor): Verdict =>
  asHolder(actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'area' && HOLDERS.some((holder) => holder === role)))

export const holdPolicy = {
  release: (actor, { townCode }) => mayPlace(actor, townCode),
} satisfies Policy<LegalHoldRow, LegalHoldAction>
