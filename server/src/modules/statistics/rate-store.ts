import type { RateCounts, RateMeasure } from '@huying/shared/statistics/rates.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { CASE_COLUMNS, caseRows } from './rate-source.ts'

const CASE = `r.state <> 'withdrawn'`
const EXCLUDED = `r.exclusion is not null`

/** When a case `r` counts, by measure. One that was withdrawn is no case any more; everything else is, declined ones too. */
const WHEN: Record<RateMeasure, string> = {
  cases: CASE,
  contacted: `${CASE} and r.is_contacted`,
  answered: 'r.is_solved is not null',
  solved: 'r.is_solved',
  satisfied: `r.satisfaction in ('very', 'basically')`,
  noAnswer: 'r.is_no_answer',
  onHold: 'r.is_on_hold',
  declined: `r.state = 'declined'`,
  merged: `${CASE} and r.is_merged`,
  withdrawn: `r.state = 'withdrawn'`,
  reopened: `${CASE} and r.is_reopened`,
  earlierUnsolved: `${CASE} and r.has_earlier_unsolved`,
  bounced: `${CASE} and r.is_bounced`,
  unproven: 'r.is_unproven',
  callBack: 'r.is_call_back',
  beyondAuthority: `${CASE} and r.exclusion = 'beyondAuthority'`,
  unreachable: `${CASE} and r.exclusion = 'unreachable'`,
  malicious: `${CASE} and r.exclusion = 'malicious'`,
  forceMajeure: `${CASE} and r.exclusion = 'forceMajeure'`,
  excludedContacted: `${CASE} and ${EXCLUDED} and r.is_contacted`,
  excludedAnswered: `${EXCLUDED} and r.is_solved is not null`,
  excludedSolved: `${EXCLUDED} and r.is_solved`,
  excludedSatisfied: `${EXCLUDED} and r.satisfaction in ('very', 'basically')`,
  excludedNoAnswer: `${EXCLUDED} and r.is_no_answer`,
}

const columnOf = (measure: string): string => measure.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const MEASURES = (Object.keys(WHEN) as RateMeasure[]).map((measure) => ({ measure, column: columnOf(measure), when: WHEN[measure] }))
const COLUMNS = MEASURES.map(({ column }) => column).join(', ')
const ROW = CASE_COLUMNS.join(', ')
/** Every case counts for its carrier, and for the community or town in which it lies. */
const SCOPES = `lateral (values (r.carrier_kind, r.carrier_id), ('place', coalesce(r.community_code, r.town_code))) s (kind, id)`

/** The sums of rows `from` (`r`, with a `sign`), as rows of `rate_figures`; scopes without a change left out, always in the same order. */
const sums = (from: string): string => `
  select scope_kind, month, scope_id, ${COLUMNS} from (
    select s.kind as scope_kind, r.month, s.id as scope_id,
      ${MEASURES.map(({ column, when }) => `coalesce(sum(r.sign) filter (where ${when}), 0)::int as ${column}`).join(', ')}
    from ${from} r, ${SCOPES} group by s.kind, r.month, s.id) f
  where (${COLUMNS}) <> (${MEASURES.map(() => '0').join(', ')}) order by scope_kind, month, scope_id`

const ADD = `insert into rate_figures as f (scope_kind, month, scope_id, ${COLUMNS})`
const TO_WHAT_IS_THERE = `on conflict on constraint rate_figures_pk do update set ${MEASURES.map(({ column }) => `${column} = f.${column} + excluded.${column}`).join(', ')}`

const COUNT = `
  with fresh as materialized (${caseRows('c.id = any($1::uuid[])')}),
  kept as (insert into rate_cases (${ROW}) select ${ROW} from fresh
    on conflict on constraint rate_cases_pk do update set ${CASE_COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`).join(', ')}),
  moved as (select fresh.*, 1 as sign from fresh union all select ${CASE_COLUMNS.map((column) => `o.${column}`).join(', ')}, -1 from rate_cases o where o.complaint_id = any($1::uuid[]))
  ${ADD} ${sums('moved')} ${TO_WHAT_IS_THERE}`

/** Brings rows and sums of these cases to what the things themselves say. Call it with the cases locked (`lockCases`). */
export async function countCases({ sql }: Tx, complaintIds: readonly string[]): Promise<void> {
  await sql.unsafe(COUNT, [[...complaintIds]] as never[], { prepare: true })
}

/** Planning these statements takes ten times as long as running them: one plan for every event, until the transaction ends. */
export async function keepPlans({ sql }: Tx): Promise<void> {
  await sql`set local plan_cache_mode = force_generic_plan`
}

/** Two that count the same case wait for each other; always in the same order. Until the transaction ends. */
export async function lockCases({ sql }: Tx, complaintIds: readonly string[]): Promise<void> {
  await sql.unsafe(
    `select pg_advisory_xact_lock(hashtextextended('rate case ' || id, 0)) from (select id from unnest($1::text[]) id order by id) c`,
    [[...complaintIds]] as never[],
    { prepare: true },
  )
}

/** Everything anew, in two statements. Whoever counts meanwhile waits until this transaction ends. */
export async function recountCases({ sql }: Tx): Promise<void> {
  await sql`lock table rate_cases, rate_figures in share row exclusive mode`
  await sql`delete from rate_cases`
  await sql`delete from rate_figures`
  await sql.unsafe(`insert into rate_cases (${ROW}) ${caseRows('true')}`)
  await sql.unsafe(`${ADD} ${sums('(select *, 1 as sign from rate_cases)')}`)
}

/** `lacking` more (or, negative, less) than what is kept. */
export interface RateDifference {
  scope: string
  measure: string
  lacking: number
}

/** Where what is kept differs from a count of the cases themselves: sums by scope and month, and single rows. */
export async function compareCases({ sql }: Db): Promise<RateDifference[]> {
  const found = await sql.unsafe<RateDifference[]>(`
    with fresh as materialized (${caseRows('true')}),
    true_sums as (${sums('(select *, 1 as sign from fresh)')}),
    both_sums as (
      select coalesce(t.scope_kind, f.scope_kind) || '/' || coalesce(t.scope_id, f.scope_id) || '/' || coalesce(t.month, f.month) as scope,
        ${MEASURES.map(({ column }) => `coalesce(t.${column}, 0) - coalesce(f.${column}, 0) as ${column}`).join(', ')}
      from true_sums t full join rate_figures f using (scope_kind, scope_id, month)),
    stale as (select complaint_id from (select ${ROW} from fresh except select ${ROW} from rate_cases) a
      union select complaint_id from (select ${ROW} from rate_cases except select ${ROW} from fresh) b)
    select b.scope, m.measure, m.lacking from both_sums b,
      lateral (values ${MEASURES.map(({ measure, column }) => `('${measure}', b.${column})`).join(', ')}) m (measure, lacking) where m.lacking <> 0
    union all select 'case/' || complaint_id, 'row', 1 from stale
    order by 1, 2`)
  return [...found]
}

/** The sums of one scope kind as the contract counts them, as SQL over `rate_figures f`. */
export const SUMS = MEASURES.map(({ measure, column }) => `coalesce(sum(f.${column}), 0)::int as "${measure}"`).join(', ')
export type Sums = RateCounts
