export { nextSessions } from './find-services.ts'
export { bookingPersonal } from './personal.ts'
