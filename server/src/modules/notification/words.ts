import { CHAIR_TERM_CLOCK_LABELS } from '@huying/shared/association/labels.ts'
import { COMPLAINT_CLOCK_LABELS, TARGET_MOVED_LABEL } from '@huying/shared/complaint/labels.ts'
import { DEMAND_CLOCK_LABELS } from '@huying/shared/demand/labels.ts'
import { DISPATCH_CLOCK_LABELS } from '@huying/shared/dispatch/labels.ts'
import { sayMoment } from '@huying/shared/kernel/words-for-time.ts'
import { machines } from '@huying/shared/machines.ts'
import type { DomainEvent } from '../../kernel/module.ts'
import { BOOKING_WORDS } from './booking-rules.ts'
import { WISH_CLOCK_WORDS, WISH_WORDS } from './wish-rules.ts'

const OWN_WORDS: Readonly<Record<string, string>> = {
  ...BOOKING_WORDS,
  ...WISH_WORDS,
  'complaint.targetMoved': TARGET_MOVED_LABEL,
  'accountClosing.refused': '职务上还有没办完的事，账号没有注销',
  'exportPackage.ready': '您的资料包打好了',
  'exclusion.excluded': '这件事不计入三率统计，不同意可以提出异议',
  'exclusion.objected': '居民不同意把一件事排除在统计之外，请决定',
  'exclusion.upheld': '您提出了异议，县里决定这件事仍不计入统计',
  'exclusion.lifted': '这件事重新计入三率统计',
  'exclusion.decideFellDue': '异议没有按时答复，这件事重新计入三率统计',
  'chairTerm.successorMissing': '轮值任期快满了，还没有定下一任',
  'approval.proposed': '有一件事等您确认',
  'approval.passedOn': '有一件事转到您这里确认',
  'approval.approved': '您提出的事，对方同意了',
  'approval.refused': '您提出的事，对方没有同意',
  'approval.lapsed': '一件等确认的事过期作废了',
}
const CLOCK_LABELS: Readonly<Record<string, string>> = {
  ...CHAIR_TERM_CLOCK_LABELS, ...DISPATCH_CLOCK_LABELS, ...DEMAND_CLOCK_LABELS, ...COMPLAINT_CLOCK_LABELS,
  ...WISH_CLOCK_WORDS,
}
const byEvent = new Map<string, string>(machines.flatMap(({ name, edges }) => edges.map(({ event, label }) => [`${name}.${event}`, label] as const)))

/** By the thing and its clock where that has words of its own, else by the clock. */
const clockWords = (kind: string, clock: string): string => CLOCK_LABELS[`${kind.split('.', 1)[0]}.${clock}`] ?? CLOCK_LABELS[clock] ?? '办理'

/** What happened, in a line: the words of the machine, or those of its own; of a clock, which date comes near or went by. */
export function titleOf({ kind, data }: Pick<DomainEvent, 'kind' | 'data'>, now: Date): string {
  const clock = typeof data.clock === 'string' ? clockWords(kind, data.clock) : ''
  if (kind.endsWith('.clockWarned')) return `${clock}快到期：${typeof data.dueAt === 'string' ? sayMoment(new Date(data.dueAt), now) : ''}`
  if (kind.endsWith('.clockFellDue')) return `${clock}已经到期`
  return OWN_WORDS[kind] ?? byEvent.get(kind) ?? ''
}
