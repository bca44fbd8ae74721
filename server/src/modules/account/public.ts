export { checkText, type CheckVerdict } from './check-text.ts'
export { STAFF_IDLE_MS, TOUCH_EVERY_MS } from './sessions.ts'
