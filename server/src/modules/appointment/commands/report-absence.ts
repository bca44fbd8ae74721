import type { appointmentContract } from '@huying/shared/appointment/contract.ts'
import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import { dayOf, startOfDay } from '@huying/shared/kernel/calendar-day.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import type { Verdict } from '../../../kernel/policy.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { isOver, mayEndAbsence, mayRead, mayReportAbsence } from '../policy.ts'
import { readAbsence } from '../queries.ts'
import { absences, appointmentSubject } from '../table.ts'

const granted = (verdict: Verdict) => {
  if (verdict instanceof AppError) throw verdict
  return verdict
}

/** Says when a leader is away: from then on B or the next above is on duty. It stands in the appointment's history. */
export async function reportAbsence(context: CommandContext, { body }: Input<typeof appointmentContract.reportAbsence>): Promise<Written> {
  const row = await lockSubject(context.tx, appointmentSubject, body.appointmentId)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const as = granted(mayReportAbsence(context.actor, row))
  if (isOver(row, context.now)) throw appointmentErrors.ALREADY_OVER()
  const fromAt = body.from === undefined ? context.now : new Date(body.from)
  const toAt = new Date(body.to)
  const today = new Date(startOfDay(dayOf(context.now.getTime())))
  if (fromAt < today || toAt <= fromAt || toAt <= context.now) throw appointmentErrors.ABSENCE_WRONG()
  const id = uuidv7(context.now)
  await context.tx.q.insert(absences).values({
    id, appointmentId: row.id, fromAt, toAt, reason: body.reason, createdBy: accountOf(context), createdAt: context.now,
  })
  await transition({ ...context, as }, appointmentSubject, row, 'report_absence', {
    facts: { absenceId: id, from: fromAt.toISOString(), to: toAt.toISOString() }, words: { reason: body.reason },
  })
  return { subject: { kind: 'absence', id } }
}

/** Back now; one that has not begun is called off. */
export async function endAbsence(context: CommandContext, id: string): Promise<Written> {
  const { row: { id: appointmentId } } = await readAbsence(context.tx, id)
  const row = await lockSubject(context.tx, appointmentSubject, appointmentId)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const { absence } = await readAbsence(context.tx, id)
  const as = granted(mayEndAbsence(context.actor, row, absence, context.now))
  const toAt = absence.fromAt > context.now ? absence.fromAt : context.now
  await context.tx.sql`update absences set to_at = ${toAt} where id = ${id}`
  await transition({ ...context, as }, appointmentSubject, row, 'end_absence', { facts: { absenceId: id, to: toAt.toISOString() } })
  return { subject: { kind: 'absence', id } }
}
