import type { bookingCatalogueContract } from '@huying/shared/booking/catalogue-contract'
import type { Service } from '@huying/shared/booking/contract'
import { faultOfHours } from '@huying/shared/booking/generate'
import { WEEKDAYS } from '@huying/shared/kernel/calendar-day'
import type { CallInput } from '@huying/shared/kernel/endpoint'
import { hoursText, parseHours } from './hours'

type CreateBody = NonNullable<CallInput<typeof bookingCatalogueContract.createService>['body']>
/** What a service is and when it is held, as the server takes it. */
export type Rule = Omit<CreateBody, 'placeId'>

/** A rule while it is written: words and numbers as they stand in the fields. */
export interface RuleForm {
  name: string
  kind: Rule['kind'] | null
  summary: string
  audience: Rule['audience']
  priceKind: Rule['priceKind']
  /** Yuan. */
  price: string
  marketPrice: string
  /** Hours of seven weekdays, Sunday first. */
  week: readonly string[]
  /** `key` tells one from another while their dates are still written. */
  exceptions: readonly { key: string; date: string; hours: string; reason: string }[]
  holidayRule: Rule['holidayRule']
  sessionMinutes: string
  seats: string
  opensDaysAhead: string
  closesMinutesBefore: string
  cancelMinutesBefore: string
  quotaCount: string
  quotaPeriod: 'none' | 'day' | 'week' | 'month'
  needsApproval: boolean
  isActive: boolean
}

export const EMPTY_RULE: RuleForm = {
  name: '', kind: null, summary: '', audience: 'everyone', priceKind: 'free', price: '', marketPrice: '', week: ['', '', '', '', '', '', ''], exceptions: [], holidayRule: 'closed',
  sessionMinutes: '60', seats: '10', opensDaysAhead: '14', closesMinutesBefore: '60', cancelMinutesBefore: '120', quotaCount: '', quotaPeriod: 'none', needsApproval: false, isActive: true,
}

const yuanOf = (fen: number | null): string => (fen === null || fen === 0 ? '' : String(fen / 100))

export const formOf = (service: Service): RuleForm => ({
  name: service.name, kind: service.kind, summary: service.summary, audience: service.audience, priceKind: service.priceKind,
  price: yuanOf(service.priceFen), marketPrice: yuanOf(service.marketPriceFen), week: service.weeklyHours.map(hoursText),
  exceptions: service.exceptions.map(({ date, hours, reason }) => ({ key: date, date, hours: hoursText(hours), reason })), holidayRule: service.holidayRule,
  sessionMinutes: String(service.sessionMinutes), seats: String(service.seats), opensDaysAhead: String(service.opensDaysAhead),
  closesMinutesBefore: String(service.closesMinutesBefore), cancelMinutesBefore: String(service.cancelMinutesBefore),
  quotaCount: service.quota ? String(service.quota.count) : '', quotaPeriod: service.quota?.period ?? 'none', needsApproval: service.needsApproval, isActive: service.isActive,
})

/** Where something is wrong, by the name the server uses too (`weeklyHours.1`, `exceptions.0.date`), and what to do about it. */
export interface RuleFault {
  field: string
  words: string
}

const BOUNDS = {
  sessionMinutes: { least: 10, most: 720, words: '一场多长：10 到 720 分钟' },
  seats: { least: 1, most: 1000, words: '一场几个名额：1 到 1000' },
  opensDaysAhead: { least: 1, most: 60, words: '提前几天能约：1 到 60' },
  closesMinutesBefore: { least: 0, most: 10_080, words: '开始前多久停止预约：0 到 10080 分钟' },
  cancelMinutesBefore: { least: 0, most: 20_160, words: '开始前多久能取消：0 到 20160 分钟' },
} as const
const HOW_TO_WRITE = '写成 09:00-11:00，几段用逗号隔开；不开就空着'
const DATE = /^\d{4}-\d{2}-\d{2}$/

const isDate = (text: string): boolean => DATE.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text

const isWhole = (text: string, { least, most }: { least: number; most: number }): boolean => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
/** Fen of what is written in yuan, to the fen; null where it is no price. */
const fenOf = (text: string): number | null => (/^\d{1,5}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? Math.round(Number(text) * 100) : null)

/** Everything that has to be mended before the rule can be looked at, in the order of the page. */
export function faultsOf(form: RuleForm): RuleFault[] {
  const faults: RuleFault[] = []
  const must = (field: string, isRight: boolean, words: string) => {
    if (!isRight) faults.push({ field, words })
  }
  must('name', form.name.trim() !== '', '写一下叫什么')
  must('kind', form.kind !== null, '选一下是哪一类')
  must('summary', form.summary.trim() !== '', '写一句来的人要知道的')
  if (form.priceKind === 'lowProfit') {
    const [price, market] = [fenOf(form.price), fenOf(form.marketPrice)]
    must('priceFen', price !== null && market !== null && market > price, '写价格和市场价（元），价格要低一些')
  }
  const minutes = isWhole(form.sessionMinutes, BOUNDS.sessionMinutes) ? Number(form.sessionMinutes) : 1
  const hours = (text: string): string | null => {
    const spans = parseHours(text)
    return spans === null ? HOW_TO_WRITE : faultOfHours(spans, minutes)
  }
  form.week.forEach((text, weekday) => must(`weeklyHours.${weekday}`, hours(text) === null, `${WEEKDAYS[weekday]}：${hours(text)}`))
  form.exceptions.forEach(({ date, hours: text, reason }, index) => {
    must(`exceptions.${index}.date`, isDate(date), '日期写成 2027-05-01')
    must(`exceptions.${index}.hours`, hours(text) === null, hours(text) ?? '')
    must(`exceptions.${index}.reason`, reason.trim() !== '', '写一下为什么不一样')
  })
  for (const [field, bounds] of Object.entries(BOUNDS)) must(field, isWhole(form[field as keyof typeof BOUNDS], bounds), bounds.words)
  if (form.quotaPeriod !== 'none') must('quota', isWhole(form.quotaCount, { least: 1, most: 100 }), '写一个数：1 到 100')
  return faults
}

/** The rule as it is sent. Call it where `faultsOf` finds nothing. */
export function ruleOf(form: RuleForm): Rule {
  const spans = (text: string) => parseHours(text) ?? []
  return {
    name: form.name.trim(), kind: form.kind!, summary: form.summary.trim(), audience: form.audience, priceKind: form.priceKind,
    ...(form.priceKind === 'lowProfit' && { priceFen: fenOf(form.price)!, marketPriceFen: fenOf(form.marketPrice)! }),
    weeklyHours: form.week.map(spans), exceptions: form.exceptions.map(({ date, hours, reason }) => ({ date, hours: spans(hours), reason: reason.trim() })),
    holidayRule: form.holidayRule, sessionMinutes: Number(form.sessionMinutes), seats: Number(form.seats), opensDaysAhead: Number(form.opensDaysAhead),
    closesMinutesBefore: Number(form.closesMinutesBefore), cancelMinutesBefore: Number(form.cancelMinutesBefore),
    quota: form.quotaPeriod === 'none' ? null : { count: Number(form.quotaCount), period: form.quotaPeriod },
    needsApproval: form.needsApproval, isActive: form.isActive,
  }
}
