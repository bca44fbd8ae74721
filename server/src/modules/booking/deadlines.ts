import { emit } from '../../kernel/event.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { warn } from '../../kernel/reminders.ts'
import { lockSubject, readSubject } from '../../kernel/subject.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { transition } from '../../kernel/transition.ts'
import { REMINDERS } from './clocks.ts'
import { excuseBySilence } from './commands/appeal-booking.ts'
import { expireBooking } from './commands/empty-session.ts'
import { generateSessions, keepGenerating } from './commands/generate-sessions.ts'
import { keepBySilence } from './commands/keep-session.ts'
import { endSession, judgeNoShows, startSession } from './commands/run-session.ts'
import { servicesInUse } from './queries.ts'
import { freeSeat, lockSession } from './seats.ts'
import { bookingSubject, sessionSubject, waitlistSubject } from './subject.ts'

const booking = bookingSubject.kind
const session = sessionSubject.kind

/** A request was not answered in time. */
const approve: DeadlineHandler = {
  subjectKind: booking,
  kind: 'approve',
  onWarn: warn,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, bookingSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'pending') return
    await expireBooking(context, row)
    await freeSeat(context, row.sessionId)
  },
}

/** A day ahead, and two hours ahead. */
const remind = (kind: string): DeadlineHandler => ({
  subjectKind: booking,
  kind,
  async onDue(context, clock) {
    const row = await lockSubject(context.tx, bookingSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || row.state !== 'booked') return
    await emit(context, { kind: 'booking.reminded', subject: { kind: booking, id: row.id }, seq: row.version, data: { startsAt: row.startsAt.toISOString() } })
  },
})

const decide: DeadlineHandler = { subjectKind: booking, kind: 'decide', onWarn: warn, onDue: excuseBySilence }

/** A held seat that nobody took goes to the next. The session before its line, as everywhere. */
const hold: DeadlineHandler = {
  subjectKind: waitlistSubject.kind,
  kind: 'hold',
  async onDue(context, clock) {
    const { sessionId } = await readSubject(context.tx, waitlistSubject, clock.subjectId)
    await lockSession(context.tx, sessionId)
    const entry = await lockSubject(context.tx, waitlistSubject, clock.subjectId)
    if (!(await takeClock(context, clock)) || entry.state !== 'offered') return
    await transition(context, waitlistSubject, entry, 'lapse', { facts: { sessionId } })
    await freeSeat(context, sessionId)
  },
}

/** From now on nobody books: screens that show its seats look anew. */
const closing: DeadlineHandler = {
  subjectKind: session,
  kind: 'closing',
  async onDue(context, clock) {
    if (!(await takeClock(context, clock))) return
    const { serviceId } = await readSubject(context.tx, sessionSubject, clock.subjectId)
    await emit(context, { kind: 'service.seatsMoved', subject: { kind: 'service', id: serviceId }, data: { sessionId: clock.subjectId } })
  },
}

/** A service's sessions are made one more day ahead. */
const generate: DeadlineHandler = {
  subjectKind: 'service',
  kind: 'generate',
  async onDue(context, clock) {
    if (!(await takeClock(context, clock))) return
    await generateSessions(context, [clock.subjectId])
    if ((await servicesInUse(context.tx, [clock.subjectId])).length > 0) await keepGenerating(context, clock.subjectId)
  },
}

export const bookingDeadlines: readonly DeadlineHandler[] = [
  approve, decide, ...REMINDERS.map(remind), hold, closing, generate,
  { subjectKind: session, kind: 'start', onDue: startSession },
  { subjectKind: session, kind: 'end', onDue: endSession },
  { subjectKind: session, kind: 'noShow', onDue: judgeNoShows },
  { subjectKind: session, kind: 'keep', onWarn: warn, onDue: keepBySilence },
]
