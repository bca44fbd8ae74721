import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { SessionAction } from '@huying/shared/booking/session-machine.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { sessionStarts } from '../clocks.ts'
import { nextSessions } from '../find-services.ts'
import { sessionPolicy } from '../policy.ts'
import { readPlace } from '../queries.ts'
import { lockSession, offerFreeSeats, SYSTEM } from '../seats.ts'
import { bookingSubject, sessionSubject } from '../subject.ts'
import type { SessionRow } from '../window.ts'
import { completeBooking, lockBookings, sendAway } from './empty-session.ts'

export const doneSession = (id: string): Written => ({ subject: { kind: sessionSubject.kind, id } })

/** Locks a session for an action of this person; everybody may read sessions. */
export async function takeSession(context: CommandContext, id: string, action: SessionAction): Promise<{ session: SessionRow; command: CommandContext }> {
  const session = await lockSession(context.tx, id)
  const place = await readPlace(context.tx, session.placeId)
  const policy = sessionPolicy(place)
  return { session, command: { ...context, as: authorize(sessionSubject, policy, context.actor, session, action, context.now) } }
}

/** Everybody is told and shown another session; whoever is there already counts as served. */
export async function closeSession(context: CommandContext, id: string, reason: string): Promise<Written> {
  const known = await readSubject(context.tx, sessionSubject, id)
  const place = await readPlace(context.tx, known.placeId)
  authorize(sessionSubject, sessionPolicy(place), context.actor, known, 'close', context.now)
  const LIVE = ['pending', 'booked', 'checked_in'] as const
  await lockBookings(context, id, LIVE)
  const { session, command } = await takeSession(context, id, 'close')
  await transition(command, sessionSubject, session, 'close', { set: { closeReason: reason, taken: 0, isOffRule: false }, facts: { serviceId: session.serviceId }, words: { reason }, stop: 'all' })
  await sendAway(command, id)
  const instead = (await nextSessions(context.tx, [session.serviceId], context.now)).get(session.serviceId)
  for (const row of await lockBookings(context, id, LIVE)) {
    if (row.state === 'checked_in') await completeBooking(command, row)
    else
      await transition({ ...command, as: SYSTEM }, bookingSubject, row, 'session_closed', {
        set: { cancelledBy: 'place', reason }, facts: { sessionId: id, insteadId: instead?.id ?? null }, words: { reason }, stop: 'all',
      })
  }
  return doneSession(id)
}

/** It takes place after all. Nobody is booked again; those who were are told. */
export async function reopenSession(context: CommandContext, id: string): Promise<Written> {
  const { session, command } = await takeSession(context, id, 'reopen')
  await transition(command, sessionSubject, session, 'reopen', {
    set: { closeReason: null }, facts: { serviceId: session.serviceId }, start: sessionStarts(session, context.now),
  })
  return doneSession(id)
}

/** Fewer only down to those taken; more go to whoever waits, at once. */
export async function changeSeats(context: CommandContext, id: string, seats: number): Promise<Written> {
  const { session, command } = await takeSession(context, id, 'change_seats')
  if (seats < session.taken) throw bookingErrors.SEATS_BELOW_TAKEN({ taken: session.taken })
  if (seats === session.seats) throw kernelErrors.DUPLICATE(undefined, '名额没有变')
  const changed = await transition(command, sessionSubject, session, 'change_seats', { set: { seats }, facts: { serviceId: session.serviceId, before: session.seats, seats } })
  await offerFreeSeats(context, changed)
  return doneSession(id)
}
