import type { OpenAnswer, OpenCase } from '@huying/shared/statistics/rates-contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Period } from './period.ts'

const TOWN_DIGITS = 9
const COUNTY_DIGITS = 6
const PLACE = 'coalesce(r.community_code, r.town_code)'
const IN_PERIOD = `r.month between $1 and $2 and starts_with(${PLACE}, $3)`

/** The cases of a period below an area as anybody may read them, by due time. */
export async function openCasesOf({ sql }: Db, { from, to }: Period, areaCode: string, now: Date): Promise<OpenCase[]> {
  const rows = await sql.unsafe<(Omit<OpenCase, 'dueAt' | 'createdAt'> & { dueAt: Date; createdAt: Date })[]>(`
    select r.number, r.carrier_kind as "carrierKind", r.carrier_id as "carrierId", ${PLACE} as "placeCode", to_char(r.month, 'YYYY-MM') as month,
      r.due_at as "dueAt", r.created_at as "createdAt", r.kind, r.category, r.urgency, r.state, r.is_contacted as "isContactedInTime",
      r.is_open and r.due_at <= $4 as "isOpenOverdue", r.is_on_hold as "isOnHold", r.is_merged as "isMerged", r.is_reopened as "isReopened",
      r.is_bounced as "isBounced", r.is_unproven as "isUnproven", r.exclusion
    from rate_cases r where ${IN_PERIOD} order by r.due_at, r.complaint_id`, [from, to, areaCode, now] as never[], { prepare: true })
  return rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString(), createdAt: row.createdAt.toISOString() }))
}

/**
 * Their answers, without the cases: sorted by what they say alone, so that no order leads back. Under `least` of a carrier or community in
 * the period, what was answered is listed without it: of the community's town, where there are enough, else of the county.
 */
export async function openAnswersOf({ sql }: Db, { from, to }: Period, areaCode: string, least: number): Promise<OpenAnswer[]> {
  const isTold = (of: string) => `what <> 'answered' or count(*) filter (where what = 'answered') over (partition by ${of}, "isExcluded") >= $4`
  const said = '"isExcluded", what, "isSolved", satisfied, "isByCallBack"'
  const rows = await sql.unsafe<OpenAnswer[]>(`
    with given as materialized (
      select r.carrier_kind, r.carrier_id, ${PLACE} as place, r.exclusion is not null as "isExcluded", a.what, a.is_solved as "isSolved", a.satisfied, a.is_call_back as "isByCallBack"
      from rate_cases r, lateral (values
        ('answered', r.is_solved, r.satisfaction, r.is_call_back, r.is_solved is not null),
        ('noAnswer', null, null, false, r.is_no_answer),
        ('earlierUnsolved', null, null, false, r.has_earlier_unsolved and r.state <> 'withdrawn')) a (what, is_solved, satisfied, is_call_back, is_there)
      where a.is_there and ${IN_PERIOD}),
    by_carrier as (select *, ${isTold('carrier_kind, carrier_id')} as is_told from given),
    by_place as (select *, ${isTold('place')} as is_told, ${isTold(`left(place, ${TOWN_DIGITS})`)} as is_town_told from given)
    select 'carrier' as scope, case when is_told then carrier_kind end as "carrierKind", case when is_told then carrier_id end as "carrierId", null as "placeCode", ${said} from by_carrier
    union all select 'place', null, null, case when is_told then place when is_town_told then left(place, ${TOWN_DIGITS}) else left(place, ${COUNTY_DIGITS}) end, ${said} from by_place
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9`, [from, to, areaCode, least] as never[], { prepare: true })
  return [...rows]
}

const CASE_HEADERS = [
  'number', 'carrierKind', 'carrierId', 'placeCode', 'month', 'dueAt', 'createdAt', 'kind', 'category', 'urgency', 'state', 'isContactedInTime',
  'isOpenOverdue', 'isOnHold', 'isMerged', 'isReopened', 'isBounced', 'isUnproven', 'exclusion',
] as const satisfies readonly (keyof OpenCase)[]
const ANSWER_HEADERS = ['scope', 'isExcluded', 'what', 'isSolved', 'satisfied', 'isByCallBack'] as const satisfies readonly (keyof OpenAnswer)[]
const HEADERS = ['record', ...CASE_HEADERS, ...ANSWER_HEADERS]

type Cell = string | boolean | null
/** Codes, numbers and dates hold no comma, quote or line break; booleans are 1 and 0, what is not there is empty. */
const cellOf = (value: Cell | undefined): string => (value === null || value === undefined ? '' : typeof value === 'boolean' ? (value ? '1' : '0') : value)

/** One table (RFC 4180): `record` says whether a line is a case or an answer; the columns of the other are empty. */
export function toCsv(cases: readonly OpenCase[], answers: readonly OpenAnswer[]): string {
  const lineOf = (record: string, row: Record<string, Cell>): string => [record, ...HEADERS.slice(1).map((header) => cellOf(row[header]))].join(',')
  return [HEADERS.join(','), ...cases.map((row) => lineOf('case', row)), ...answers.map((row) => lineOf('answer', row))].map((line) => `${line}\r\n`).join('')
}
