import type { LedgerFilter } from '@huying/shared/demand/ledger-filter.ts'
import { and, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import { bigramQuery } from '../../kernel/bigrams.ts'
import type { Db } from '../../kernel/db.ts'
import { demands } from './table.ts'

const DAY_MS = 86_400_000
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

/** One parameter, however many there are: the statement stays the same. */
const list = (items: readonly string[], type: 'text' | 'uuid'): SQL => sql`${sql.param([...items])}::${sql.raw(type)}[]`

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
  if (found.ids.length > FEW_HITS) return sql`${demands.bigrams} @> ${list(words, 'text')}`
  return sql`${demands.id} = any(${list(found.ids, 'uuid')})`
}

/**
 * Entries in which one of these units has a part; `isTheirs`: one that is still its matter. Where they have few these are looked up,
 * else the newest are asked one by one: neither costs more for what is long past.
 */
export async function withUnits({ sql: tag }: Db, unitIds: readonly string[], isTheirs: boolean): Promise<SQL> {
  const ended = isTheirs ? ['returned', 'cancelled'] : []
  const [found] = await tag<[{ ids: string[] }]>`select array(select demand_id from dispatches where unit_id = any(${[...unitIds]}::uuid[])
    and state <> all(${ended}::text[]) limit ${FEW_HITS + 1}) as ids`
  if (found.ids.length <= FEW_HITS) return sql`${demands.id} = any(${list([...new Set(found.ids)], 'uuid')})`
  // Without the offset it would be made a join over all their parts.
  return sql`exists (select 1 from dispatches f where f.demand_id = ${demands.id} and f.unit_id = any(${list(unitIds, 'uuid')})
    ${isTheirs ? sql`and f.state not in ('returned', 'cancelled')` : sql``} offset 0)`
}

/** A live entry whose time for the whole work is over. Written out, so that the index of what is live serves it; the offset keeps it from becoming a join. */
const isOverdue = (now: Date): SQL => sql`${demands.state} in ('pending', 'dispatched', 'replied', 'on_hold') and exists (select 1 from clocks k where k.subject_kind = 'demand' and k.subject_id = ${demands.id} and k.kind = 'solve'
  and (k.state = 'fired' or (k.state = 'running' and k.due_at <= ${now.toISOString()}::timestamptz)) offset 0)`

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
    unitId === undefined ? undefined : await withUnits(db, [unitId], false),
    overdue && isOverdue(now),
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
