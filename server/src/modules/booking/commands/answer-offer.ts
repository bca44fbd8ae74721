import type { WaitlistAction } from '@huying/shared/booking/waitlist-machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { lockPersons } from '../guest.ts'
import { mayReadEntry, waitlistPolicy } from '../policy.ts'
import { bookedPerson, type EntryRow } from '../queries.ts'
import { freeSeat, lockSession } from '../seats.ts'
import { waitlistSubject } from '../subject.ts'
import { readTarget } from '../target.ts'
import { againstPlace } from './checks.ts'
import { openBooking } from './open-booking.ts'

const done = (id: string): Written => ({ subject: { kind: waitlistSubject.kind, id } })

async function takeEntry(context: CommandContext, id: string, action: WaitlistAction): Promise<{ entry: EntryRow; command: CommandContext }> {
  const entry = await lockSubject(context.tx, waitlistSubject, id)
  if (!mayReadEntry(context.actor, entry)) throw kernelErrors.NOT_FOUND()
  return { entry, command: { ...context, as: authorize(waitlistSubject, waitlistPolicy, context.actor, entry, action, context.now) } }
}

/** The held seat becomes a booking; how many are taken stays the same, so the session is not touched. */
export async function takeOffer(context: CommandContext, id: string): Promise<Written> {
  const { personId } = await readSubject(context.tx, waitlistSubject, id)
  await lockPersons(context.tx, [personId])
  const { entry, command } = await takeEntry(context, id, 'take')
  const target = await readTarget(context.tx, entry.sessionId, { anyService: true })
  const person = await bookedPerson(context.tx, entry, context.now)
  const against = await againstPlace(context, person, target.service, target.session)
  if (against) throw against
  const bookingId = uuidv7(context.now)
  const { bookerId, dependentId, authority } = entry
  await openBooking(command, {
    id: bookingId, target, note: entry.note,
    guest: { ...person, isMember: false, as: command.as!, columns: { personId, bookerId, dependentId, authority }, behalf: behalfOf(context, entry) },
  })
  await transition(command, waitlistSubject, entry, 'take', { set: { bookingId }, facts: { sessionId: entry.sessionId, bookingId }, stop: ['hold'] })
  return done(id)
}

/** What was sealed for the place in the line is sealed anew for the booking. */
function behalfOf({ kernel: { cipher } }: CommandContext, entry: EntryRow) {
  if (entry.onBehalfName === null) return null
  const open = (column: string, bytes: Buffer) => cipher.open({ table: 'waitlist_entries', column, row: entry.id }, bytes)
  return { name: open('on_behalf_name', entry.onBehalfName), ...(entry.onBehalfPhone && { phone: open('on_behalf_phone', entry.onBehalfPhone) }) }
}

/** The seat goes to the next in the same transaction. The session before its line, as everywhere. */
export async function refuseOffer(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { sessionId } = await readSubject(context.tx, waitlistSubject, id)
  await lockSession(context.tx, sessionId)
  const { entry, command } = await takeEntry(context, id, 'refuse')
  await transition(command, waitlistSubject, entry, 'refuse', { facts: { sessionId }, words: { reason }, stop: ['hold'] })
  await freeSeat(context, sessionId)
  return done(id)
}

export async function leaveWaitlist(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { entry, command } = await takeEntry(context, id, 'leave')
  await transition(command, waitlistSubject, entry, 'leave', { facts: { sessionId: entry.sessionId }, words: { reason } })
  return done(id)
}
