import { demandErrors } from '@huying/shared/demand/errors.ts'
import { setDue } from '../../../kernel/clocks.ts'
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
  await setDue(context, { kind: demandSubject.kind, id }, 'solve', due, '由督办单位重新定下，原来的时间仍计入统计。')
  await transition(command, demandSubject, row, 'set_date', { facts: { dueAt: due.toISOString() }, words: { reason } })
  return { subject: { kind: demandSubject.kind, id } }
}
