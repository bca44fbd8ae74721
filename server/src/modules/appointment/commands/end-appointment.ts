import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { appointmentPolicy, mayRead } from '../policy.ts'
import { appointmentSubject, type AppointmentRow } from '../table.ts'

/** Ends an office now; one that has not begun never does. The county keeps an administrator. */
export async function endAppointment(context: CommandContext, id: string, reason: string): Promise<Written> {
  const row = await lockSubject(context.tx, appointmentSubject, id)
  if (!mayRead(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const as = authorize(appointmentSubject, appointmentPolicy, context.actor, row, 'end', context.now)
  if (row.role === 'administrator') await keepOneAdministrator(context, row)
  const { accountId, role, scopeKind, scopeId } = row
  await transition({ ...context, as }, appointmentSubject, row, 'end', {
    set: { toAt: row.fromAt > context.now ? row.fromAt : context.now, endReason: reason },
    facts: { accountId, role, scopeKind, scopeId }, words: { reason },
  })
  return { subject: { kind: appointmentSubject.kind, id } }
}

/** Two administrators cannot end each other at once. */
async function keepOneAdministrator({ tx, kernel }: CommandContext, row: AppointmentRow): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('last administrator', 0))`
  // Not the instant of this request: another that came later may have had the lock first.
  const now = kernel.clock.now()
  const others = await tx.sql`select 1 from appointments where role = 'administrator' and id <> ${row.id}
    and from_at <= ${now} and (to_at is null or to_at > ${now}) limit 1`
  if (others.length === 0) throw appointmentErrors.LAST_ADMINISTRATOR()
}
