import type { bookingCatalogueContract } from '@huying/shared/booking/catalogue-contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { faultOfHours, type SessionTimes } from '@huying/shared/booking/generate.ts'
import { dayOf } from '@huying/shared/kernel/calendar-day.ts'
import type { Fault } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { limitsOf } from '../limits.ts'
import { futureSessions, type FutureSession } from '../queries.ts'
import type { services } from '../table.ts'
import { reachOf, timesOf } from './generate-sessions.ts'

export type Rule = Omit<Input<typeof bookingCatalogueContract.createService>['body'], 'placeId'>

/** What a rule says, as the table keeps it. Throws 422 with every contradiction at its field. */
export function columnsOfRule(context: CommandContext, rule: Rule) {
  const faults = faultsOf(context, rule)
  if (faults.length > 0) throw bookingErrors.RULE_WRONG(faults)
  return {
    name: rule.name, kind: rule.kind, summary: rule.summary, audience: rule.audience, priceKind: rule.priceKind, priceFen: rule.priceFen ?? 0,
    marketPriceFen: rule.marketPriceFen ?? null, weeklyHours: rule.weeklyHours, exceptions: rule.exceptions ?? [], holidayRule: rule.holidayRule,
    sessionMinutes: rule.sessionMinutes, seats: rule.seats, opensDaysAhead: rule.opensDaysAhead, closesMinutesBefore: rule.closesMinutesBefore,
    cancelMinutesBefore: rule.cancelMinutesBefore, quotaCount: rule.quota?.count ?? null, quotaPeriod: rule.quota?.period ?? null,
    needsApproval: rule.needsApproval ?? false, isActive: rule.isActive ?? true,
  } satisfies Partial<typeof services.$inferInsert>
}
export type RuleColumns = ReturnType<typeof columnsOfRule>

function faultsOf({ kernel }: CommandContext, rule: Rule): Fault[] {
  const faults: Fault[] = []
  const add = (path: string, message: string | null) => {
    if (message !== null) faults.push({ path, message })
  }
  rule.weeklyHours.forEach((hours, weekday) => add(`weeklyHours.${weekday}`, faultOfHours(hours, rule.sessionMinutes)))
  const dates = new Set<string>()
  rule.exceptions?.forEach(({ date, hours }, index) => {
    add(`exceptions.${index}.hours`, faultOfHours(hours, rule.sessionMinutes))
    if (dates.has(date)) add(`exceptions.${index}.date`, '这一天写了两次')
    dates.add(date)
  })
  const { priceFen, marketPriceFen } = rule
  if (rule.priceKind === 'free' && (priceFen !== undefined || marketPriceFen !== undefined)) add('priceFen', '公益免费的服务不写价格')
  if (rule.priceKind === 'lowProfit' && (priceFen === undefined || marketPriceFen === undefined || marketPriceFen <= priceFen))
    add('priceFen', '微利服务要写价格和市场价，并且低于市场价')
  const { approveMinutesBefore } = limitsOf(kernel)
  if (rule.needsApproval === true && rule.closesMinutesBefore < approveMinutesBefore)
    add('closesMinutesBefore', `要同意的服务，至少提前 ${approveMinutesBefore} 分钟停止预约`)
  return faults
}

export interface Plan {
  /** All that the rule makes within reach, in order. */
  times: readonly SessionTimes[]
  added: readonly SessionTimes[]
  /** Nobody ever booked or waited for them. */
  dropped: readonly FutureSession[]
  /** Not made by the rule any more, and somebody was or is in them. */
  offRule: readonly FutureSession[]
}

/** What changes where a service's open sessions of the future meet this rule. A session that nobody ever booked follows the rule in every way. */
export async function planOf(context: CommandContext, serviceId: string | null, rule: RuleColumns): Promise<Plan> {
  const { now, kernel } = context
  const today = dayOf(now.getTime())
  const times = rule.isActive ? timesOf(rule, kernel.calendar(), today, today + reachOf(context, rule), now) : []
  const sessions = serviceId === null ? [] : await futureSessions(context.tx, serviceId, now)
  const byStart = new Map(times.map((one) => [one.startsAt.getTime(), one]))
  const isOnRule = (session: FutureSession): boolean => {
    const made = byStart.get(session.startsAt.getTime())
    if (!made || made.endsAt.getTime() !== session.endsAt.getTime()) return false
    return session.isUsed || (session.seats === rule.seats && made.closesAt.getTime() === session.closesAt.getTime())
  }
  const open = sessions.filter(({ state }) => state === 'open')
  const off = open.filter((session) => !isOnRule(session))
  const dropped = off.filter(({ isUsed }) => !isUsed)
  const stays = new Set(sessions.filter((session) => !dropped.includes(session)).map(({ startsAt }) => startsAt.getTime()))
  return { times, added: times.filter(({ startsAt }) => !stays.has(startsAt.getTime())), dropped, offRule: off.filter(({ isUsed }) => isUsed) }
}

/** Sessions with people in them that the rule no longer makes, as they are shown before it applies. */
export const touchedOf = ({ offRule }: Plan) => {
  const touched = offRule.filter(({ bookings, waiting }) => bookings + waiting > 0)
    .map(({ id, startsAt, bookings, waiting }) => ({ sessionId: id, startsAt: startsAt.toISOString(), bookings, waiting }))
  return { touched, people: touched.reduce((sum, { bookings, waiting }) => sum + bookings + waiting, 0) }
}
