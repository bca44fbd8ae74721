/** Staff sit at shared desks: half an hour without a request and the session is over (example value of MLPS). */
export const STAFF_IDLE_MS = 30 * 60_000
/** A resident's phone is their own. */
export const RESIDENT_SESSION_MS = 90 * 86_400_000
/** A session in use is written at most this often. */
export const TOUCH_EVERY_MS = 60_000
