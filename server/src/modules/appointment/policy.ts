import { DUTY_ROLES } from '@huying/shared/appointment/offices.ts'
import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import type { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { AbsenceRow, AppointmentAction, AppointmentRow } from './table.ts'

/** Roles that read who holds what in their area; over the whole county everything, units and organizations included. */
export const READERS = ['administrator', 'auditor', 'countyOfficer', 'streetOfficer', 'communityWorker'] as const
const COUNTY_LENGTH = 6

export interface Reach {
  isCountyWide: boolean
  /** Codes of the areas below which appointments are read. */
  areaCodes: string[]
}

export function reachOf(actor: Actor): Reach {
  const held = actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'area' && READERS.some((reader) => reader === role))
  return { isCountyWide: held.some(({ scopeId }) => scopeId.length === COUNTY_LENGTH), areaCodes: held.map(({ scopeId }) => scopeId) }
}

const isOwn = (actor: Actor, row: AppointmentRow): boolean => actor.accountId !== null && row.accountId === actor.accountId

/** One's own, and those in one's area. Agrees with `visibleTo`. */
export function mayRead(actor: Actor, row: AppointmentRow): boolean {
  const { isCountyWide, areaCodes } = reachOf(actor)
  return isOwn(actor, row) || isCountyWide || (row.scopeKind === 'area' && areaCodes.some((code) => row.scopeId.startsWith(code)))
}

/** Only administrators appoint. */
export const asAdministrator = (actor: Actor): Verdict => asHolder(actor.appointments.filter(({ role }) => role === 'administrator'))

export const isOver = (row: AppointmentRow, now: Date): boolean => row.state === 'ended' || (row.toAt !== null && row.toAt <= now)

/** Whoever holds an office may lay it down; an administrator may take it away. */
export const appointmentPolicy = {
  end(actor, row, now) {
    const verdict = isOwn(actor, row) ? asSelf() : asAdministrator(actor)
    return 'role' in verdict && row.state !== 'ended' && isOver(row, now) ? appointmentErrors.ALREADY_OVER() : verdict
  },
} satisfies Policy<AppointmentRow, AppointmentAction>

/** The holder says when they are away; so do the community, the street and administrators above them. */
export function mayReportAbsence(actor: Actor, row: AppointmentRow): Verdict {
  const [held] = appointmentsOver(actor, ['communityWorker', 'streetOfficer', 'administrator'], row.scopeId)
  const verdict: Verdict = isOwn(actor, row) ? asSelf(row.role) : held ? { role: held.role, appointmentId: held.id } : forbidden()
  return 'role' in verdict && !DUTY_ROLES.some((role) => role === row.role) ? appointmentErrors.NO_DUTY() : verdict
}

export function mayEndAbsence(actor: Actor, row: AppointmentRow, absence: AbsenceRow, now: Date): Verdict | AppError {
  const verdict = mayReportAbsence(actor, row)
  return 'role' in verdict && absence.toAt <= now ? appointmentErrors.ALREADY_OVER() : verdict
}
