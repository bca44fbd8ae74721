import type { CheckIn } from '@huying/shared/booking/contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { rotatingCode, windowOf } from '../check-in-code.ts'
import { REMINDERS, reminderStarts } from '../clocks.ts'
import { distanceM } from '../distance.ts'
import { isOwn, type BookingRow } from '../policy.ts'
import type { PlaceRow } from '../queries.ts'
import { freeSeat } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import { takeBooking } from '../take.ts'
import { completeBooking } from './empty-session.ts'

const done = (id: string): Written => ({ subject: { kind: bookingSubject.kind, id } })

/** The booker by a code at the place, or the staff, who see the person. */
export async function checkIn(context: CommandContext, id: string, body: CheckIn): Promise<Written> {
  const { row, place, command } = await takeBooking(context, id, 'check_in')
  const way = isOwn(context.actor, row) ? byCode(context, row, place, body) : byStaff(row, body)
  await present(command, row, way, context.now)
  return done(id)
}

interface Way {
  way: 'place' | 'rotating' | 'passCode' | 'staff' | 'daySheet'
  /** The window of the rotating code. */
  window: number | null
}

function byCode(context: CommandContext, row: BookingRow, place: PlaceRow, { code, point }: CheckIn): Way {
  if (code === undefined) throw bookingErrors.CODE_NEEDED()
  if (code === place.code) {
    if (point === undefined) throw bookingErrors.POINT_NEEDED()
    const away = Math.round(distanceM(place, point))
    if (away > place.checkInRadiusM) throw bookingErrors.TOO_FAR({ metres: away, radius: place.checkInRadiusM })
    return { way: 'place', window: null }
  }
  const window = windowOf(context.now)
  if (code !== rotatingCode(context.kernel, row.sessionId, window)) throw bookingErrors.CODE_WRONG()
  if (row.checkInWindow === window) throw bookingErrors.CODE_USED()
  return { way: 'rotating', window }
}

function byStaff(row: BookingRow, { passCode }: CheckIn): Way {
  if (passCode !== undefined && passCode !== row.passCode) throw bookingErrors.CODE_WRONG(undefined, '凭证码不对，请再核对一次')
  return { way: passCode === undefined ? 'staff' : 'passCode', window: null }
}

/** Checked in as of `at`; what a low-profit service costs is paid on the spot, and the receipt has a number. */
export async function present(context: CommandContext, row: BookingRow, { way, window }: Way, at: Date): Promise<BookingRow> {
  const receiptNumber = row.receiptNumber ?? (await receiptFor(context, row.priceFen))
  return transition(context, bookingSubject, row, 'check_in', {
    set: { checkedInAt: at, checkedInBy: accountOf(context), receiptNumber, ...(window !== null && { checkInWindow: window }) },
    facts: { sessionId: row.sessionId, way, receiptNumber },
    stop: REMINDERS,
  })
}

/** `P26112400037`: the day in Shanghai and a running number; null where nothing is paid. */
export async function receiptFor({ tx, now }: CommandContext, priceFen: number): Promise<string | null> {
  if (priceFen === 0) return null
  const [{ serial }] = await tx.sql<[{ serial: string }]>`select nextval('receipt_numbers') as serial`
  return `P${isoDate(dayOf(now.getTime())).slice(2).replaceAll('-', '')}${serial.padStart(5, '0')}`
}

/** A mistake at the desk. The same rotating code does not serve twice. */
export async function undoCheckIn(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeBooking(context, id, 'undo_check_in')
  await transition(command, bookingSubject, row, 'undo_check_in', {
    set: { checkedInAt: null, checkedInBy: null }, facts: { sessionId: row.sessionId }, words: { reason }, start: reminderStarts(context, row.startsAt),
  })
  return done(id)
}

/** Served and gone before the end: the seat is free for somebody else at the desk. */
export async function completeNow(context: CommandContext, id: string): Promise<Written> {
  const { row, command } = await takeBooking(context, id, 'complete')
  await completeBooking(command, row)
  await freeSeat(context, row.sessionId)
  return done(id)
}
