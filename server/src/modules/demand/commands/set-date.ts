import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { demandSubject } from '../subject.ts'
import { takeDemand } from '../take.ts'

/** A new date for the whole work. The first due time stays beside it, and the figures count by that one. */
export async function setDemandDate(context: CommandContext, id: string, dueAt: string, reason: string): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'set_date')
  const due = new Date(dueAt)
  if (due <= context.now) throw demandErrors.DATE_NOT_LATER()
  await context.tx.sql`update clocks set due_at = ${due}, warn_at = null, is_provisional = false, sentence = ${'由督办单位重新定下，原来的时间仍计入统计。'}
    where subject_kind = 'demand' and subject_id = ${id} and kind = 'solve' and state in ('running', 'paused')`
  await transition(command, demandSubject, row, 'set_date', { facts: { dueAt: due.toISOString() }, words: { reason } })
  return { subject: { kind: demandSubject.kind, id } }
}
