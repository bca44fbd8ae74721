import { dayOf } from '@huying/shared/kernel/calendar-day.ts'
import type { serviceSessions, services } from './table.ts'

export type SessionRow = typeof serviceSessions.$inferSelect
type Window = Pick<typeof services.$inferSelect, 'opensDaysAhead'>

/** Why a session cannot be booked at this instant, in words; null where it can. A day opens at midnight in Shanghai. */
export function whyNotBookable(session: SessionRow, hasWaiters: boolean, { opensDaysAhead }: Window, now: Date): string | null {
  if (session.state === 'closed') return session.closeReason ?? '这一场不办了'
  if (session.state !== 'open') return '已经开始了'
  if (session.isOffRule) return '这一场正在调整，暂不接受预约'
  if (session.closesAt <= now) return '已经停止预约'
  if (dayOf(session.startsAt.getTime()) - dayOf(now.getTime()) > opensDaysAhead) return `提前 ${opensDaysAhead} 天开始预约`
  if (session.taken >= session.seats) return '约满了'
  return hasWaiters ? '有人在排队等空位' : null
}
