import type { Kernel } from '../../kernel/context.ts'

const WINDOW_MS = 30_000
const LENGTH = 12

export const windowOf = (at: Date): number => Math.floor(at.getTime() / WINDOW_MS)
export const windowEnd = (window: number): Date => new Date((window + 1) * WINDOW_MS)

/** What the staff's screen shows during one window of 30 seconds: a keyed hash of session and window, which nobody can foretell. */
export const rotatingCode = ({ cipher }: Kernel, sessionId: string, window: number): string =>
  cipher.blindIndex('service_sessions', 'check_in_code', `${sessionId}/${window}`).toString('hex').slice(0, LENGTH)
