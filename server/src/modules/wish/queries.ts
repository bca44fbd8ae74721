import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Sql, TransactionSql } from 'postgres'
import type { ClockRow } from '../../kernel/clocks.ts'
import { toRow } from '../../kernel/columns.ts'
import type { Db, Fragment } from '../../kernel/db.ts'
import type { WishFacts } from './facts.ts'
import { wishes, type Wish } from './table.ts'

export interface WishNote {
  kind: 'progress' | 'fulfil' | 'dispute'
  at: string
  note: string
  uploadIds: string[]
}

/** A wish with the names it is shown with and what rights depend on. */
export interface WishLine {
  wish: Wish
  beneficiaryName: string
  communityName: string
  townName: string
  facts: Omit<WishFacts, 'clocks'> & { clocks: readonly ClockRow[] }
  why: string | null
  /** Whoever helped, in lists that say so. */
  claimerName: string | null
}

export interface WishView extends WishLine {
  organizationName: string | null
  organizationId: string | null
  team: TeamMember[]
  notes: WishNote[]
}

export interface TeamMember {
  memberId: string
  who: string
  share: string
}

type RawClock = Omit<ClockRow, 'startedAt' | 'dueAt' | 'warnAt' | 'originalDueAt'> & { startedAt: string; dueAt: string; warnAt: string | null; originalDueAt: string }

/** `clocks`, `claimerPath`, `branchIds` and `teamIds` of the wish `w`, as one JSON column. */
export const factsColumn = (sql: Sql | TransactionSql) => sql`json_build_object(
  'clocks', coalesce((select json_agg(json_build_object('kind', k.kind, 'state', k.state, 'startedAt', k.started_at, 'dueAt', k.due_at,
      'warnAt', k.warn_at, 'originalDueAt', k.original_due_at, 'isProvisional', k.is_provisional, 'sentence', k.sentence) order by k.due_at)
    from clocks k where k.subject_kind = 'wish' and k.subject_id = w.id and k.state in ('running', 'paused')), '[]'),
  'claimerPath', coalesce((select to_json(o.path) from wish_claims c join party_organizations o on o.id = c.organization_id where c.id = w.claim_id), '[]'),
  'branchIds', coalesce((select json_agg(distinct above.id) from party_organizations o cross join unnest(o.path) as above (id)
    where o.area_code = w.community_code or (o.area_code = w.town_code and o.level = 'streetCommittee')), '[]'),
  'teamIds', coalesce((select json_agg(m.member_id order by m.member_id) from wish_claim_members m where m.claim_id = w.claim_id), '[]')) as facts`

export interface RawFacts {
  facts: Omit<WishFacts, 'clocks'> & { clocks: RawClock[] }
}

export const toFacts = ({ facts }: RawFacts): WishLine['facts'] => ({
  ...facts,
  clocks: facts.clocks.map((clock) => ({
    ...clock, startedAt: new Date(clock.startedAt), dueAt: new Date(clock.dueAt), originalDueAt: new Date(clock.originalDueAt),
    warnAt: clock.warnAt === null ? null : new Date(clock.warnAt),
  })) as ClockRow[],
})

/** What the rights of secretaries and appeals depend on; of a wish locked in this transaction. */
export async function readFacts({ sql }: Db, id: string): Promise<WishFacts> {
  const [raw] = await sql<[RawFacts]>`select ${factsColumn(sql)} from wishes w where w.id = ${id}`
  return toFacts(raw)
}

export interface RawLine extends RawFacts {
  beneficiary_name: string | null
  community_name: string
  town_name: string
  claimer_name: string | null
  why: string | null
}

export const toLine = (raw: RawLine): WishLine => ({
  wish: toRow(wishes, raw),
  beneficiaryName: raw.beneficiary_name ?? '一位居民',
  communityName: raw.community_name,
  townName: raw.town_name,
  facts: toFacts(raw),
  why: raw.why,
  claimerName: raw.claimer_name,
})

interface RawView extends RawLine {
  organization: { id: string; name: string } | null
  team: TeamMember[]
  notes: WishNote[]
}

/** The wish with all it is shown with, and why its reader (an account's id, as SQL) was asked, in one statement; 404 where there is none. */
export async function readWish({ sql }: Db, id: string, reader: Fragment): Promise<WishView> {
  const [raw] = await sql<RawView[]>`
    select w.*, coalesce(w.wished_for, b.display_name) as beneficiary_name, c.staff_name as claimer_name, a.name as community_name, t.name as town_name,
      s.why, ${factsColumn(sql)},
      (select json_build_object('id', o.id, 'name', o.name) from wish_claims k join party_organizations o on o.id = k.organization_id where k.id = w.claim_id) as organization,
      coalesce((select json_agg(json_build_object('memberId', m.member_id, 'who', p.staff_name, 'share', m.share) order by m.member_id)
        from wish_claim_members m join accounts p on p.id = m.member_id where m.claim_id = w.claim_id), '[]') as team,
      coalesce((select json_agg(json_build_object('kind', n.kind, 'at', n.at, 'note', n.note, 'uploadIds', n.upload_ids) order by n.at, n.id)
        from wish_notes n where n.wish_id = w.id), '[]') as notes
    from wishes w left join accounts b on b.id = w.beneficiary_id left join accounts c on c.id = w.claimer_id
      join areas a on a.code = w.community_code join areas t on t.code = w.town_code
      left join wish_asks s on s.wish_id = w.id and s.member_id = ${reader}
    where w.id = ${id}`
  if (!raw) throw kernelErrors.NOT_FOUND()
  return {
    ...toLine(raw),
    organizationId: raw.organization?.id ?? null,
    organizationName: raw.organization?.name ?? null,
    team: raw.team,
    notes: raw.notes.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
  }
}
