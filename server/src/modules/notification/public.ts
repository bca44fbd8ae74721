export { notificationPersonal } from './personal.ts'
