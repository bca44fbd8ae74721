import type { Rule } from './rules.ts'

/** What happens to bookings, to places in a line and to sessions, and whom it concerns. */
export const BOOKING_RULES: Readonly<Record<string, readonly Rule[]>> = {
  'booking.booked': [{ kind: 'todo', to: ['approvers'] }, { kind: 'progress', to: ['booker'] }],
  'booking.approved': [{ kind: 'progress', to: ['booker'] }],
  'booking.declined': [{ kind: 'progress', to: ['booker'] }],
  'booking.expired': [{ kind: 'progress', to: ['booker'] }],
  'booking.cancelled': [{ kind: 'progress', to: ['booker'] }],
  'booking.sessionClosed': [{ kind: 'progress', to: ['booker'] }],
  'booking.moved': [{ kind: 'progress', to: ['booker'] }],
  'booking.reminded': [{ kind: 'reminder', to: ['booker'] }],
  'booking.checkInUndone': [{ kind: 'progress', to: ['booker'] }],
  'booking.markedNoShow': [{ kind: 'progress', to: ['booker'] }],
  'booking.appealed': [{ kind: 'todo', to: ['otherDesks'] }],
  'booking.excused': [{ kind: 'progress', to: ['booker'] }],
  'booking.upheld': [{ kind: 'progress', to: ['booker'] }],
  'waitlist.offered': [{ kind: 'todo', to: ['booker'] }],
  'waitlist.lapsed': [{ kind: 'progress', to: ['booker'] }],
  'waitlist.sessionGone': [{ kind: 'progress', to: ['booker'] }],
  'session.markedOffRule': [{ kind: 'todo', to: ['ruleEditor'] }, { kind: 'progress', to: ['sessionPeople'] }],
  'session.kept': [{ kind: 'progress', to: ['sessionPeople'] }],
  'session.reopened': [{ kind: 'progress', to: ['formerPeople'] }],
}

/** Titles of what is no step of a machine. */
export const BOOKING_WORDS: Readonly<Record<string, string>> = {
  'booking.reminded': '您约的时间快到了',
}
