import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { pauseClocks, resumeClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { ANSWER_LIMIT } from '../limits.ts'
import { complaintSubject } from '../subject.ts'
import { complaintQuestions, type ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'

/** The handler needs to know more: the work stands still while the reporter is asked. */
export async function askReporter(context: CommandContext, id: string, question: string): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'ask')
  await context.tx.q.insert(complaintQuestions).values({
    id: uuidv7(context.now), complaintId: id, askedAt: context.now, askedBy: accountOf(context), question,
  })
  await pauseClocks(context.tx, { kind: complaintSubject.kind, ids: [id] }, ['solve'], context.now)
  await transition(command, complaintSubject, row, 'ask', {
    set: { askCount: row.askCount + 1, isUnanswered: false },
    facts: { count: row.askCount + 1 },
    words: { note: question },
    start: [{ kind: 'answer', limit: ANSWER_LIMIT }],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** The reporter's own words, or those the desk noted on the phone. */
export async function answerQuestion(context: CommandContext, id: string, answer: string, check: CheckVerdict): Promise<Written> {
  if (check === 'risky') throw complaintErrors.TEXT_REFUSED()
  const { row, command } = await takeComplaint(context, id, 'answer')
  await context.tx.sql`update complaint_questions set answer = ${answer}, answered_at = ${context.now}, answered_by = ${accountOf(context)}
    where id = (select id from complaint_questions where complaint_id = ${id} and answer is null order by asked_at desc limit 1)`
  await goOn(command, row)
  await transition(command, complaintSubject, row, 'answer', { words: { note: answer }, stop: ['answer'] })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** The handler goes on without the answer. */
export async function takeBackQuestion(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'take_back')
  await goOn(command, row)
  await transition(command, complaintSubject, row, 'take_back', { words: { reason }, stop: ['answer'] })
  return { subject: { kind: complaintSubject.kind, id } }
}

/** Nobody answered in time. Call it with the row locked and the clock taken. */
export async function endQuestion(context: CommandContext, row: ComplaintRow): Promise<void> {
  await goOn(context, row)
  await transition(context, complaintSubject, row, 'answer_timeout', { set: { isUnanswered: true } })
}

const goOn = ({ tx, kernel, now }: CommandContext, { id }: ComplaintRow): Promise<void> =>
  resumeClocks(tx, kernel.calendar(), { kind: complaintSubject.kind, ids: [id] }, ['solve'], now)
