import type { Absence, Appointment } from '@huying/shared/appointment/contract.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { appointmentPolicy, isOver, mayEndAbsence } from './policy.ts'
import type { AbsenceView, AppointmentView } from './queries.ts'
import { appointmentSubject } from './table.ts'

export function presentAppointment({ actor, now }: ReadContext, { row, name, scopeName }: AppointmentView): Appointment {
  return {
    id: row.id, accountId: row.accountId, name, role: row.role, scopeKind: row.scopeKind, scopeId: row.scopeId, scopeName, post: row.post,
    from: row.fromAt.toISOString(), to: row.toAt?.toISOString() ?? null, isInForce: row.fromAt <= now && !isOver(row, now), endReason: row.endReason,
    abilities: abilitiesOf(appointmentSubject, appointmentPolicy, actor, row, now),
  }
}

export function presentAbsence({ actor, now }: ReadContext, { absence, row, name }: AbsenceView): Absence {
  const verdict = mayEndAbsence(actor, row, absence, now)
  return {
    id: absence.id, appointmentId: row.id, name, role: row.role, scopeId: row.scopeId, post: row.post,
    from: absence.fromAt.toISOString(), to: absence.toAt.toISOString(), reason: absence.reason,
    isNow: absence.fromAt <= now && absence.toAt > now,
    abilities: { end: verdict instanceof AppError ? { code: verdict.code, message: verdict.message } : true },
  }
}
