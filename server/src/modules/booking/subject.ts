import { bookingMachine } from '@huying/shared/booking/machine.ts'
import { sessionMachine } from '@huying/shared/booking/session-machine.ts'
import { waitlistMachine } from '@huying/shared/booking/waitlist-machine.ts'
import { defineSubject } from '../../kernel/subject.ts'
import { bookings, serviceSessions, waitlistEntries } from './table.ts'

export const bookingSubject = defineSubject(bookings, bookingMachine)
export const sessionSubject = defineSubject(serviceSessions, sessionMachine)
export const waitlistSubject = defineSubject(waitlistEntries, waitlistMachine)
