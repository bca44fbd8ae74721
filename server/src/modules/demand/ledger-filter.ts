import type { LedgerFilter } from '@huying/shared/demand/ledger-filter.ts'
import { and, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { bigramQuery } from '../../kernel/bigrams.ts'
import type { Db } from '../../kernel/db.ts'
import { demands } from './table.ts'

const LIVE = ['pending', 'dispatched', 'replied', 'on_hold'] as const
const DAY_MS = 86_400_000
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

/** Up to so many hits are looked up one by one; where there are more, a page comes soon in the order of the ledger. */
const FEW_HITS = 1_000

/**
 * The entries with these words as a condition. The planner cannot know whether a word is rare, and takes one way for all; so the
 * index is asked first, and stops where it has found enough.
 */
async function withWords({ sql: tag }: Db, q: string): Promise<SQL> {
  const words = bigramQuery(q)
  if (words === null) return sql`false`
  const [found] = await tag<[{ ids: string[] }]>`select array(select id from demands where bigrams @> ${words}::text[] limit ${FEW_HITS + 1}) as ids`
  const list = (items: readonly string[], type: string) => sql`array[${sql.join(items.map((item) => sql`${item}`), sql`, `)}]::${sql.raw(type)}[]`
  if (found.ids.length > FEW_HITS) return sql`${demands.bigrams} @> ${list(words, 'text')}`
  return found.ids.length === 0 ? sql`false` : inArray(demands.id, found.ids)
}

/** A live entry whose time for the whole work is over. */
const isOverdue = (now: Date): SQL => sql`exists (select 1 from clocks k where k.subject_kind = 'demand' and k.subject_id = ${demands.id} and k.kind = 'solve'
  and (k.state = 'fired' or (k.state = 'running' and k.due_at <= ${now.toISOString()}::timestamptz)))`

/** What a filter asks of an entry, as one condition; undefined: nothing. */
export async function filteredBy(db: Db, filter: LedgerFilter, now: Date): Promise<SQL | undefined> {
  const { state, category, nature, urgency, level, areaCode, associationId, unitId, overdue, from, to, q } = filter
  return and(
    state && eq(demands.state, state),
    category === undefined ? undefined : eq(demands.category, category),
    nature === undefined ? undefined : sql`${demands.nature} = ${nature}`,
    urgency && eq(demands.urgency, urgency),
    level && eq(demands.level, Number(level) as 0 | 1 | 2),
    areaCode === undefined ? undefined : inArea(areaCode),
    associationId === undefined ? undefined : eq(demands.associationId, associationId),
    unitId === undefined ? undefined : sql`exists (select 1 from dispatches f where f.demand_id = ${demands.id} and f.unit_id = ${unitId})`,
    overdue && and(inArray(demands.state, [...LIVE]), isOverdue(now)),
    from === undefined ? undefined : gte(demands.createdAt, startOf(from)),
    to === undefined ? undefined : lt(demands.createdAt, new Date(startOf(to).getTime() + DAY_MS)),
    q === undefined ? undefined : await withWords(db, q),
  )
}

function inArea(code: string): SQL {
  if (code.length >= 15 && /^\d+$/.test(code)) return eq(demands.gridCode, code)
  if (code.length === 12) return eq(demands.communityCode, code)
  if (code.length === 9) return eq(demands.townCode, code)
  if (code.length === 6) return sql`starts_with(${demands.townCode}, ${code})`
  return sql`${demands.gridCode} in (select a.code from areas a where a.kind = 'grid' and ${code} in (a.region_code, a.block_code))`
}
