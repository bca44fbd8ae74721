import type { BookingLife, WaiterLife } from './bookings-life.ts'
import type { TableWriter } from './copy.ts'
import { PLACE_COLUMNS, SERVICE_COLUMNS } from './services.ts'
import type { SessionLife } from './services-sessions.ts'

const SUBJECT = ['id', 'state', 'version', 'history_length', 'history_head', 'created_at', 'updated_at']

export const BOOKING_COLUMNS = {
  places: PLACE_COLUMNS,
  services: SERVICE_COLUMNS,
  service_sessions: [
    ...SUBJECT, 'service_id', 'place_id', 'starts_at', 'ends_at', 'closes_at', 'seats', 'taken', 'close_reason', 'day_sheet_confirmed_at', 'day_sheet_confirmed_by',
  ],
  bookings: [
    ...SUBJECT, 'session_id', 'service_id', 'place_id', 'person_id', 'booker_id', 'authority', 'starts_at', 'ends_at', 'pass_code', 'note', 'is_walk_in',
    'cancelled_by', 'is_late_cancel', 'reason', 'checked_in_at', 'checked_in_by', 'is_verified', 'appealed_at', 'appeal_decided_at',
  ],
  waitlist_entries: [...SUBJECT, 'session_id', 'service_id', 'place_id', 'person_id', 'booker_id', 'note', 'offered_at', 'held_until', 'booking_id'],
  booking_bars: ['person_id', 'from_at', 'until_at'],
} as const satisfies Record<string, readonly string[]>
export type BookingTables = Record<keyof typeof BOOKING_COLUMNS, TableWriter>

const at = (ms: number | null | undefined): Date | null => (ms === null || ms === undefined ? null : new Date(ms))

export function writeSession({ chain, slot, taken, closeReason, dayConfirmed }: SessionLife, table: TableWriter): void {
  const { service } = slot
  table.row([
    ...chain.columns(), service.id, service.place.id, at(slot.startsMs), at(slot.endsMs), at(slot.closesMs), service.offer.seats, taken, closeReason,
    at(dayConfirmed?.atMs), dayConfirmed?.by,
  ])
}

export function writeBooking(life: BookingLife, table: TableWriter): void {
  const { session, guest } = life
  const { slot } = session
  table.row([
    ...life.chain.columns(), session.chain.id, slot.service.id, slot.service.place.id, guest.person, guest.booker.account, guest.authority, at(slot.startsMs),
    at(slot.endsMs), life.passCode, guest.note, life.isWalkIn, life.cancelledBy, life.isLateCancel, life.reason, at(life.checkedIn?.atMs), life.checkedIn?.by,
    life.isVerified, at(life.appealedMs), at(life.appealDecidedMs),
  ])
}

export function writeWaiter({ chain, session, guest, offeredMs, heldUntilMs, booking }: WaiterLife, table: TableWriter): void {
  const { service } = session.slot
  table.row([
    ...chain.columns(), session.chain.id, service.id, service.place.id, guest.person, guest.booker.account, guest.note, at(offeredMs), at(heldUntilMs), booking?.chain.id,
  ])
}
