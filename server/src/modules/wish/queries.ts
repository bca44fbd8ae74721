import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { ClockRow } from '../../kernel/clocks.ts'
import { toRow } from '../../kernel/columns.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { wishes, type Wish } from './table.ts'

export interface WishView {
  wish: Wish
  beneficiaryName: string
  claimerName: string | null
  clocks: ClockRow[]
}

interface Extra {
  beneficiary_name: string
  claimer_name: string | null
  clock_rows: (Omit<ClockRow, 'startedAt' | 'dueAt' | 'warnAt' | 'originalDueAt'> & { startedAt: string; dueAt: string; warnAt: string | null; originalDueAt: string })[]
}

/** The wish with the names and live clocks it is shown with, in one statement; 404 where there is none. */
export async function readWish({ sql }: Db, id: string): Promise<WishView> {
  const [raw] = await sql<(Extra & Record<string, unknown>)[]>`
    select w.*, b.display_name as beneficiary_name, c.staff_name as claimer_name, coalesce((
      select json_agg(json_build_object('kind', k.kind, 'state', k.state, 'startedAt', k.started_at, 'dueAt', k.due_at, 'warnAt', k.warn_at,
        'originalDueAt', k.original_due_at, 'isProvisional', k.is_provisional, 'sentence', k.sentence) order by k.due_at)
      from clocks k where k.subject_kind = 'wish' and k.subject_id = w.id and k.state in ('running', 'paused')), '[]') as clock_rows
    from wishes w join accounts b on b.id = w.beneficiary_id left join accounts c on c.id = w.claimer_id where w.id = ${id}`
  if (!raw) throw kernelErrors.NOT_FOUND()
  const clocks = raw.clock_rows.map((clock) => ({
    ...clock, startedAt: new Date(clock.startedAt), dueAt: new Date(clock.dueAt), originalDueAt: new Date(clock.originalDueAt),
    warnAt: clock.warnAt === null ? null : new Date(clock.warnAt),
  })) as ClockRow[]
  return { wish: toRow(wishes, raw), beneficiaryName: raw.beneficiary_name, claimerName: raw.claimer_name, clocks }
}

export interface WishFilter {
  view: 'board' | 'mine' | 'desk' | 'claims'
  category?: string | undefined
  areaCode?: string | undefined
  after: Position | null
  limit: number
}

export interface WishLine {
  wish: Wish
  beneficiaryName: string
}

/** One more row than `limit`, newest first (the desk's queue oldest first). Board: what `mayRead` lets this person read of published wishes. */
export async function listWishes({ sql }: Db, actor: Actor, filter: WishFilter): Promise<WishLine[]> {
  const { view, after, limit } = filter
  const column = view === 'board' ? sql`published_at` : view === 'claims' ? sql`claimed_at` : sql`created_at`
  const desks = actor.appointments.filter((held) => held.role === 'communityWorker').map((held) => held.scopeId)
  const mine = {
    board: sql`w.state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed') and (w.has_publication_consent or ${actor.member !== null})`,
    mine: sql`w.beneficiary_id = ${actor.accountId}`,
    claims: sql`w.claimer_id = ${actor.accountId}`,
    desk: sql`w.state = 'submitted' and w.community_code = any(${desks}::text[])`,
  }[view]
  const isOldestFirst = view === 'desk'
  const rows = await sql<(Record<string, unknown> & { beneficiary_name: string })[]>`
    select w.*, b.display_name as beneficiary_name from wishes w join accounts b on b.id = w.beneficiary_id
    where ${mine}
      ${filter.category ? sql`and w.category = ${filter.category}` : sql``}
      ${filter.areaCode ? sql`and (w.grid_code like ${filter.areaCode + '%'} or w.community_code like ${filter.areaCode + '%'})` : sql``}
      ${after ? (isOldestFirst ? sql`and (w.${column}, w.id) > (${after.at}, ${after.id})` : sql`and (w.${column}, w.id) < (${after.at}, ${after.id})`) : sql``}
    order by ${isOldestFirst ? sql`w.${column}, w.id` : sql`w.${column} desc, w.id desc`} limit ${limit + 1}`
  return rows.map((raw) => ({ wish: toRow(wishes, raw), beneficiaryName: raw.beneficiary_name }))
}
