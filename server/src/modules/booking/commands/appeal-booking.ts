import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { ClockRow } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { takeClock } from '../../../kernel/sweep.ts'
import { transition } from '../../../kernel/transition.ts'
import { recomputeBar } from '../bars.ts'
import { lockPersons } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import type { BookingRow } from '../policy.ts'
import { bookingSubject } from '../subject.ts'
import { takeBooking } from '../take.ts'

const done = (id: string): Written => ({ subject: { kind: bookingSubject.kind, id } })

/** A no-show counts towards a bar: whose it is, is locked before it changes. */
async function lockPersonOf(context: CommandContext, id: string): Promise<void> {
  const { personId } = await readSubject(context.tx, bookingSubject, id)
  await lockPersons(context.tx, [personId])
}

/** "I was there", or "I could not": the bar rests until another desk has found. */
export async function appealNoShow(context: CommandContext, id: string, reason: string): Promise<Written> {
  await lockPersonOf(context, id)
  const { row, command } = await takeBooking(context, id, 'appeal')
  await transition(command, bookingSubject, row, 'appeal', {
    set: { appealedAt: context.now }, facts: { sessionId: row.sessionId }, words: { reason }, start: [{ kind: 'decide', limit: limitsOf(context.kernel).decide }],
  })
  await recomputeBar(context, row.personId)
  return done(id)
}

/** By staff of another desk of the town. */
export async function decideAppeal(context: CommandContext, id: string, decision: 'excuse' | 'uphold', reason: string | undefined): Promise<Written> {
  await lockPersonOf(context, id)
  const { row, command } = await takeBooking(context, id, decision)
  if (decision === 'excuse') await excuse(command, row, { reason })
  else {
    if (reason === undefined) throw bookingErrors.REASON_NEEDED()
    await transition(command, bookingSubject, row, 'uphold', {
      set: { appealDecidedAt: context.now, reason }, facts: { sessionId: row.sessionId }, words: { reason }, stop: ['decide'],
    })
    await recomputeBar(context, row.personId)
  }
  return done(id)
}

interface Excuse {
  reason?: string | undefined
  /** What is known better now. */
  set?: Partial<Pick<BookingRow, 'checkedInAt' | 'checkedInBy' | 'receiptNumber'>>
}

/** Takes a no-show back. Call it with the person locked. */
export async function excuse(context: CommandContext, row: BookingRow, { reason, set }: Excuse = {}): Promise<void> {
  await transition(context, bookingSubject, row, 'excuse', {
    set: { ...set, appealDecidedAt: context.now, cancelledBy: 'excused' }, facts: { sessionId: row.sessionId }, words: { reason }, stop: ['decide'],
  })
  await recomputeBar(context, row.personId)
}

/** Nobody found in time: in the resident's favour. */
export async function excuseBySilence(context: CommandContext, clock: ClockRow): Promise<void> {
  await lockPersonOf(context, clock.subjectId)
  const row = await lockSubject(context.tx, bookingSubject, clock.subjectId)
  if ((await takeClock(context, clock)) && row.state === 'no_show' && row.appealDecidedAt === null) await excuse(context, row)
}
