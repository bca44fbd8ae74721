export { checkText, type CheckVerdict } from './check-text.ts'
export { isMemberStill } from './membership.ts'
export { STAFF_IDLE_MS, TOUCH_EVERY_MS } from './sessions.ts'
export { accountPersonal } from './personal.ts'
