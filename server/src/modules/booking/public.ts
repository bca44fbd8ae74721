export { nextSessions } from './queries.ts'
export { bookingPersonal } from './personal.ts'
