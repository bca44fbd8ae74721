import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { reminderStarts } from '../clocks.ts'
import { freeSeat } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import { takeBooking } from '../take.ts'

const done = (id: string): Written => ({ subject: { kind: bookingSubject.kind, id } })

export async function approveBooking(context: CommandContext, id: string): Promise<Written> {
  const { row, command } = await takeBooking(context, id, 'approve')
  await transition(command, bookingSubject, row, 'approve', {
    facts: { sessionId: row.sessionId }, stop: ['approve'], start: reminderStarts(context, row.startsAt),
  })
  return done(id)
}

/** The seat goes on to whoever waits. */
export async function declineBooking(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeBooking(context, id, 'decline')
  await transition(command, bookingSubject, row, 'decline', { set: { reason }, facts: { sessionId: row.sessionId }, words: { reason }, stop: 'all' })
  await freeSeat(context, row.sessionId)
  return done(id)
}
