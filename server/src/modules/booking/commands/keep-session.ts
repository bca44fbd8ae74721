import type { ClockRow } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { takeClock } from '../../../kernel/sweep.ts'
import { transition } from '../../../kernel/transition.ts'
import { lockSession, offerFreeSeats } from '../seats.ts'
import { sessionSubject } from '../subject.ts'
import type { SessionRow } from '../window.ts'
import { doneSession, takeSession } from './close-session.ts'

/** It stays although the rule would no longer make it, and takes bookings again. */
export async function keepSession(context: CommandContext, id: string): Promise<Written> {
  const { session, command } = await takeSession(context, id, 'keep')
  await keep(command, session)
  return doneSession(id)
}

/** Nobody decided: those who booked are not let down. */
export async function keepBySilence(context: CommandContext, clock: ClockRow): Promise<void> {
  const session = await lockSession(context.tx, clock.subjectId)
  if ((await takeClock(context, clock)) && session.state === 'open' && session.isOffRule) await keep(context, session)
}

async function keep(context: CommandContext, session: SessionRow): Promise<void> {
  const kept = await transition(context, sessionSubject, session, 'keep', { set: { isOffRule: false, offRuleBy: null }, facts: { serviceId: session.serviceId }, stop: ['keep'] })
  await offerFreeSeats(context, kept)
}
