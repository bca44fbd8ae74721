export { partyPersonal } from './personal.ts'
