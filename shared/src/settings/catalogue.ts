import * as z from 'zod/mini'
import { workingSpan } from '../calendar/contract.ts'
import { URGENCY_LIMITS } from '../complaint/urgency.ts'
import { DEFAULT_HOURS } from '../kernel/calendar.ts'
import { limitText, parseLimit, type LimitUnit } from '../kernel/limit.ts'

export interface SettingDefinition {
  key: string
  label: string
  /** What a change does, and from when. */
  hint: string
  fallback: unknown
  schema: z.ZodMiniType
}

const spans = z.array(workingSpan).check(z.maxLength(4, '一天最多 4 段'))
const workingHours = z.strictObject({
  /** Seven weekdays, Sunday first. */
  week: z.array(spans).check(z.length(7, '要写满七天')),
  workday: spans.check(z.minLength(1, '工作日至少一段')),
})

/** The longest each unit may stand for: nothing here may wait longer than a month. */
const MOST: Record<LimitUnit, number> = { min: 1440, h: 240, wh: 80, wd: 30, d: 30 }
const limit = limitText.check(z.refine((text) => {
  if (!limitText.safeParse(text).success) return true
  const { amount, unit } = parseLimit(text)
  return amount <= MOST[unit]
}, '期限太长了'))
const limits = z.strictObject({ accept: limit, contact: limit, assign: limit, returnBy: limit, decide: limit, solve: limit, verify: limit })
const urgencyLimits = z.strictObject({ emergency: limits, urgent: limits, normal: limits, complex: limits })

/** Shares of response, solution and satisfaction in a score; 100 together. */
export const RATE_WEIGHTS = { response: 30, solution: 35, satisfaction: 35 }
const weight = z.int().check(z.minimum(0), z.maximum(100))
const rateWeights = z.strictObject({ response: weight, solution: weight, satisfaction: weight })
  .check(z.refine(({ response, solution, satisfaction }) => response + solution + satisfaction === 100, '三项加起来要等于 100'))

/** Under so many answers nobody is told what they were. */
export const LEAST_TOLD = 3

/** What an administrator may set. A value that is not set is the rules' own. */
export const SETTINGS = [
  { key: 'workingHours', label: '工作时间', hint: '改了以后，没到的期限都重新算，到过的不变。', fallback: DEFAULT_HOURS, schema: workingHours },
  { key: 'urgencyLimits', label: '四种紧急程度的期限', hint: '改了以后，没到的期限都按新的重新算，到过的、人定的日子不变。', fallback: URGENCY_LIMITS, schema: urgencyLimits },
  { key: 'leastTold', label: '评价少于几个就不公布', hint: '评价太少，一看就知道是谁说的：少于这个数，解决率、满意率和评价数都不公布。', fallback: LEAST_TOLD, schema: z.int().check(z.minimum(1), z.maximum(10)) },
  { key: 'rateWeights', label: '三率得分的权重', hint: '响应、解决、满意三项，加起来等于 100；改了以后，各期得分都按新的权重显示。', fallback: RATE_WEIGHTS, schema: rateWeights },
] as const satisfies readonly SettingDefinition[]
