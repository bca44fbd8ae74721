import { URGENCY_LABELS } from '@huying/shared/complaint/labels.ts'
import { NATURES } from '@huying/shared/demand/catalogue.ts'
import type { DemandItem } from '@huying/shared/demand/contract.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { DEMAND_COLOUR_LABELS, LEVEL_LABELS } from '@huying/shared/demand/labels.ts'
import { MOST_EXPORTED, XLSX } from '@huying/shared/demand/ledger-contract.ts'
import type { LedgerFilter } from '@huying/shared/demand/ledger-filter.ts'
import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import { clockWords, momentParts } from '@huying/shared/kernel/calendar-words.ts'
import type { RawAnswer } from '@huying/shared/kernel/endpoint.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { numbersIn } from '../../kernel/mask.ts'
import { spreadsheet, type CellValue, type Column } from '../../kernel/spreadsheet.ts'
import { categoriesNow } from '../complaint/public.ts'
import { listDemands } from './queries.ts'
import { presentItems } from './read.ts'

/** Entries are looked up so many at a time: what a file is made of is never all in memory at once. */
const CHUNK = 200

const natureLabel = (code: string): string => NATURES.find((nature) => nature.code === code)?.label ?? code
/** `2027-03-01 16:20` in Shanghai. */
const moment = (at: string | null): string | null => at && `${isoDate(dayOf(Date.parse(at)))} ${clockWords(momentParts(Date.parse(at), false).minutes)}`
const clockOf = ({ clocks }: DemandItem, kind: string) => clocks.findLast((clock) => clock.kind === kind)
/** Whoever still has a part in it, or ended it with a verified answer. */
const units = ({ dispatches }: DemandItem, role: 'lead' | 'assist'): string | null =>
  [...new Set(dispatches.filter((one) => one.role === role && one.state !== 'returned' && one.state !== 'cancelled').map(({ unitName }) => unitName))].join('、') || null

const COLUMNS: readonly (Column & { of(item: DemandItem, context: ReadContext): CellValue })[] = [
  { title: '编号', width: 14, of: ({ number }) => number },
  { title: '状态', width: 10, of: ({ state }) => demandMachine.states[state].label },
  { title: '地点', width: 22, of: ({ areaName }) => areaName },
  { title: '类别', width: 14, of: ({ category }, context) => categoriesNow(context).byCode.get(category)?.label ?? category },
  { title: '问题性质', width: 16, of: ({ nature }) => natureLabel(nature) },
  { title: '紧急程度', width: 10, of: ({ urgency }) => URGENCY_LABELS[urgency] },
  { title: '层级', width: 12, of: ({ level }) => LEVEL_LABELS[level] ?? null },
  { title: '现在由谁负责', width: 22, of: ({ owner }) => owner.label },
  { title: '督办', width: 10, of: ({ colour }) => DEMAND_COLOUR_LABELS[colour] },
  { title: '反映的内容', width: 48, of: ({ text }) => numbersIn(text) },
  { title: '吹哨理由', width: 32, of: ({ reason }) => numbersIn(reason) },
  { title: '诉求（件）', width: 10, of: ({ complaintCount }) => complaintCount },
  { title: '主办', width: 22, of: (item) => units(item, 'lead') },
  { title: '协办', width: 28, of: (item) => units(item, 'assist') },
  { title: '第几轮', width: 8, of: ({ round }) => round },
  { title: '记入台账', width: 18, of: ({ createdAt }) => moment(createdAt) },
  { title: '最初的办结期限', width: 18, of: (item) => moment(clockOf(item, 'solve')?.originalDueAt ?? null) },
  { title: '现在的办结期限', width: 18, of: (item) => moment(clockOf(item, 'solve')?.dueAt ?? null) },
  { title: '核查', width: 18, of: ({ verifiedAt }) => moment(verifiedAt) },
  { title: '销账', width: 18, of: ({ closedAt }) => moment(closedAt) },
]

/** The ledger as this person may read it, narrowed as on the screen, newest first; 422 where it would not fit. */
export async function ledgerFile(context: ReadContext, filter: LedgerFilter): Promise<RawAnswer> {
  const found = await listDemands(context.db, context.actor, context.now, { ...filter, queue: 'all', limit: MOST_EXPORTED }, null)
  if (found.length > MOST_EXPORTED) throw demandErrors.LEDGER_TOO_LONG({ most: MOST_EXPORTED })
  const rows: CellValue[][] = []
  for (let from = 0; from < found.length; from += CHUNK) {
    const items = await presentItems(context, found.slice(from, from + CHUNK).map(({ row }) => row))
    rows.push(...items.map((item) => COLUMNS.map(({ of }) => of(item, context))))
  }
  const today = isoDate(dayOf(context.now.getTime()))
  const heading = `需求台账 ${rows.length} 条，${moment(context.now.toISOString())} 导出`
  const body = await spreadsheet(context.kernel, { name: '需求台账', heading, columns: COLUMNS, rows })
  return { type: XLSX, body, headers: { 'content-disposition': `attachment; filename="ledger-${today}.xlsx"` } }
}
