export { uploadPersonal } from './personal.ts'
