export { appointmentPersonal } from './personal.ts'
