import { dayIn } from '@huying/shared/wish/ask-hours.ts'
import type { WishState } from '@huying/shared/wish/machine.ts'
import type { Sql, TransactionSql } from 'postgres'
import type { Actor } from '../../kernel/actor.ts'
import { bigramQuery } from '../../kernel/bigrams.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Position } from '../../kernel/cursor.ts'
import { isOfParty } from './policy.ts'
import { factsColumn, toLine, type RawLine, type WishLine } from './queries.ts'

export type WishViewName = 'board' | 'mine' | 'asked' | 'claims' | 'desk' | 'street' | 'branch' | 'wall' | 'thanks' | 'callBack'

export interface WishFilter {
  view: WishViewName
  category?: string | undefined
  state?: WishState | undefined
  areaCode?: string | undefined
  q?: string | undefined
  /** Published so many calendar days ago at least, at most. */
  minDays?: number | undefined
  maxDays?: number | undefined
  after: Position | null
  limit: number
}

const DAY_MS = 86_400_000

type Fragment = ReturnType<Sql>
type Tag = Sql | TransactionSql

const scopesOf = (actor: Actor, role: string, kind: string): string[] =>
  actor.appointments.filter((held) => held.role === role && held.scopeKind === kind).map((held) => held.scopeId)

const bothAgree = (sql: Tag): Fragment => sql`w.thanks_agreed_resident_at is not null and w.thanks_agreed_member_at is not null`

/** Where each list comes from, in what order, and whose it is. */
const VIEWS: Record<WishViewName, { at: string; isOldestFirst?: true; where(sql: Tag, actor: Actor): Fragment }> = {
  board: {
    at: 'w.published_at',
    where: (sql, actor) => sql`w.state in ('open', 'claimed', 'fulfilled', 'disputed', 'confirmed') and (w.has_publication_consent or ${isOfParty(actor)})`,
  },
  mine: { at: 'w.created_at', where: (sql, actor) => sql`(w.beneficiary_id = ${actor.accountId} or w.filer_id = ${actor.accountId})` },
  asked: {
    at: 's.asked_at',
    where: (sql) => sql`w.state = 'open'`,
  },
  claims: {
    at: 'w.claimed_at',
    where: (sql, actor) => sql`(w.claimer_id = ${actor.accountId} or w.claim_id in (select claim_id from wish_claim_members where member_id = ${actor.accountId}))`,
  },
  desk: {
    at: 'w.created_at', isOldestFirst: true,
    where: (sql, actor) => sql`w.state in ('submitted', 'disputed') and w.community_code = any(${scopesOf(actor, 'communityWorker', 'area')}::text[])`,
  },
  street: {
    at: 'w.street_since', isOldestFirst: true,
    where: (sql, actor) => sql`w.street_since is not null and w.town_code = any(${scopesOf(actor, 'streetOfficer', 'area')}::text[])`,
  },
  callBack: {
    at: 'w.fulfilled_at', isOldestFirst: true,
    where: (sql, actor) => sql`w.state = 'fulfilled' and exists (select 1 from unnest(${scopesOf(actor, 'callBackOfficer', 'area')}::text[]) as held (code)
      where starts_with(w.community_code, held.code))`,
  },
  branch: { at: 'w.created_at', isOldestFirst: true, where: branchQueue },
  wall: {
    at: 'w.confirmed_at',
    where: (sql, actor) => sql`w.state = 'confirmed' and w.thanks_verdict = 'pass' and ${bothAgree(sql)} and (w.has_publication_consent or ${isOfParty(actor)})`,
  },
  thanks: {
    at: 'w.confirmed_at', isOldestFirst: true,
    where: (sql, actor) => sql`w.state = 'confirmed' and w.thanks_verdict <> 'pass' and ${bothAgree(sql)}
      and w.community_code = any(${scopesOf(actor, 'communityWorker', 'area')}::text[])`,
  },
}

/** What waits for a secretary: claims of their members to be acknowledged, and wishes nobody took, to be assigned. */
function branchQueue(sql: Tag, actor: Actor): Fragment {
  const held = sql`${scopesOf(actor, 'secretary', 'partyOrganization')}::uuid[]`
  return sql`((w.state = 'claimed' and w.contact_opened_at is null and w.claim_id in (select c.id from wish_claims c
      join party_organizations o on o.id = c.organization_id where c.state = 'running' and o.path && ${held}))
    or (w.state = 'open' and (w.community_code in (select o.area_code from party_organizations o where o.path && ${held})
        or w.town_code in (select o.area_code from party_organizations o where o.level = 'streetCommittee' and o.path && ${held}))
      and exists (select 1 from clocks k where k.subject_kind = 'wish' and k.subject_id = w.id and k.kind = 'assign' and k.state = 'running')))`
}

/** A place's wishes. A sensitive wish is found by its town only, as it is shown. */
function within(sql: Tag, areaCode: string, isVeiled: boolean): Fragment {
  const open = isVeiled ? sql`and not w.is_sensitive` : sql``
  if (/[RB]/.test(areaCode)) return sql`and w.grid_code in (select code from areas where ${areaCode} in (region_code, block_code)) ${open}`
  if (areaCode.length === 15) return sql`and w.grid_code = ${areaCode} ${open}`
  if (areaCode.length === 12) return sql`and w.community_code = ${areaCode} ${open}`
  return areaCode.length === 9 ? sql`and w.town_code = ${areaCode}` : sql`and starts_with(w.town_code, ${areaCode})`
}

/** Public views: what is veiled there is looked for no closer than it is shown. */
const IS_OPEN: readonly WishViewName[] = ['board', 'wall', 'asked']

/** Whole days in Shanghai, as they are shown: nobody finds the hour of a sensitive wish by asking again and again. */
function ofAge(sql: Tag, now: Date, { minDays, maxDays }: WishFilter): Fragment {
  const today = Date.parse(`${dayIn(now)}T00:00:00+08:00`)
  return sql`${minDays === undefined ? sql`` : sql`and w.published_at < ${new Date(today - (minDays - 1) * DAY_MS)}`}
    ${maxDays === undefined ? sql`` : sql`and w.published_at >= ${new Date(today - maxDays * DAY_MS)}`}`
}

/** Up to so many hits are looked up one by one; where there are more, the first page comes soon in the order of the view. */
const FEW_HITS = 1_000

/**
 * Whether few wishes have these words. The planner cannot know whether a word is rare, and takes one way for all; so the index is
 * asked first, and stops where it has found enough.
 */
async function areFewWith(sql: Tag, words: readonly string[]): Promise<boolean> {
  const [found] = await sql<{ hits: number }[]>`select count(*)::int as hits from (select 1 from wishes where bigrams @> ${[...words]}::text[] limit ${FEW_HITS + 1}) as some_of_them`
  return found!.hits <= FEW_HITS
}

/** One more line than `limit`; what people see newest first, what waits for a desk oldest first. */
export async function listWishes({ db: { sql }, actor, now }: ReadContext, filter: WishFilter): Promise<{ line: WishLine; at: Date }[]> {
  const { view, after, limit } = filter
  const { at, isOldestFirst, where } = VIEWS[view]
  const isBoard = view === 'board'
  const words = filter.q === undefined ? null : bigramQuery(filter.q)
  const areFew = words !== null && (await areFewWith(sql, words))
  // Behind `offset 0` the planner finds the few by their words, whatever else is asked of them.
  const source = areFew ? sql`(select * from wishes where bigrams @> ${words}::text[] offset 0)` : sql`wishes`
  const searched = words === null ? (filter.q === undefined ? sql`` : sql`and false`) : areFew ? sql`` : sql`and w.bigrams @> ${words}::text[]`
  const order = sql.unsafe(isOldestFirst ? `${at}, w.id` : `${at} desc, w.id desc`)
  const rows = await sql<(RawLine & { sorted_at: Date })[]>`
    select w.*, ${sql.unsafe(at)} as sorted_at, coalesce(w.wished_for, b.display_name) as beneficiary_name, a.name as community_name, t.name as town_name, ${view === 'wall' || view === 'thanks' ? sql`c.staff_name` : sql`null`} as claimer_name,
      ${view === 'asked' ? sql`s.why` : sql`null`} as why, ${isBoard || view === 'wall' ? sql`'{"clocks":[],"claimerPath":[],"branchIds":[],"teamIds":[]}'::json as facts` : factsColumn(sql)}
    from ${source} w left join accounts b on b.id = w.beneficiary_id
      ${view === 'wall' || view === 'thanks' ? sql`left join accounts c on c.id = w.claimer_id` : sql``} join areas a on a.code = w.community_code join areas t on t.code = w.town_code
      ${view === 'asked' ? sql`join wish_asks s on s.wish_id = w.id and s.member_id = ${actor.accountId}` : sql``}
    where ${where(sql, actor)}
      ${filter.category ? sql`and w.category = ${filter.category}` : sql``}
      ${filter.state ? sql`and w.state = ${filter.state}` : sql``}
      ${filter.areaCode ? within(sql, filter.areaCode, IS_OPEN.includes(view)) : sql``}
      ${ofAge(sql, now, filter)}
      ${searched}
      ${after ? sql`and (${sql.unsafe(at)}, w.id) ${sql.unsafe(isOldestFirst ? '>' : '<')} (${after.at}, ${after.id})` : sql``}
    order by ${order} limit ${limit + 1}`
  return rows.map((raw) => ({ line: toLine(raw), at: raw.sorted_at }))
}
