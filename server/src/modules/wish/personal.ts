import type { WishState } from '@huying/shared/wish/machine.ts'
import { asSystem, counted, destroyWords, ERASED_WORDS, type PersonalDuty } from '../../kernel/personal-data.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import type { Db } from '../../kernel/db.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { endClaim } from './commands/end-claim.ts'
import { releaseFormerMember } from './commands/release-wish.ts'
import { wishSubject, type Wish } from './table.ts'

const UNFULFILLED: readonly WishState[] = ['submitted', 'returned', 'open', 'claimed']
const LIVE: readonly WishState[] = [...UNFULFILLED, 'fulfilled', 'disputed']

/** One's own wishes, and those of dependents, for whom nobody else can answer. */
async function ownWishes({ sql }: Db, accountId: string, states: readonly WishState[] | null): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from wishes where (beneficiary_id = ${accountId} or (filer_id = ${accountId} and dependent_id is not null))
    and (${states === null} or state = any(${[...(states ?? [])]}::text[])) order by id`
  return rows.map(({ id }) => id)
}

/** Withdrawn; what was reported fulfilled counts as confirmed by the clock: no rating, thanks or credit. */
async function closeWish(context: CommandContext, wish: Wish): Promise<void> {
  const common = { facts: { memberId: wish.claimerId }, stop: 'all' } as const
  if (UNFULFILLED.includes(wish.state)) {
    await endClaim(context, wish, 'ended', 'withdrawn')
    await transition(context, wishSubject, wish, 'account_closed', { ...common, set: { streetSince: null } })
  } else await transition(context, wishSubject, wish, 'account_closed', { ...common, set: { confirmedAt: context.now, confirmedBy: 'clock', streetSince: null } })
}

export const wishPersonal: PersonalDuty = {
  module: 'wish',
  async effects({ db: { sql } }, accountId) {
    const [row] = await sql<[{ unfulfilled: number; waiting: number; helping: number }]>`select
      count(*) filter (where state = any(${[...UNFULFILLED]}::text[]) and claimer_id is distinct from ${accountId})::int as unfulfilled,
      count(*) filter (where state in ('fulfilled', 'disputed') and claimer_id is distinct from ${accountId})::int as waiting,
      count(*) filter (where state = 'claimed' and claimer_id = ${accountId})::int as helping
      from wishes where (beneficiary_id = ${accountId} or (filer_id = ${accountId} and dependent_id is not null) or claimer_id = ${accountId}) and state = any(${[...LIVE]}::text[])`
    return counted([
      { title: '个心愿会撤回', count: row.unfulfilled },
      { title: '个已帮好的心愿按已确认处理', count: row.waiting },
      { title: '个您认领的心愿会放回心愿墙', count: row.helping },
    ])
  },
  async close(context, accountId) {
    const system = asSystem(context)
    await releaseFormerMember(system, accountId)
    for (const id of await ownWishes(context.tx, accountId, LIVE)) {
      const wish = await lockSubject(context.tx, wishSubject, id)
      if (LIVE.includes(wish.state)) await closeWish(system, wish)
    }
  },
  async erase({ tx }, accountId) {
    const { sql } = tx
    const ids = await ownWishes(tx, accountId, null)
    await sql`update wishes set title = ${ERASED_WORDS}, story = ${ERASED_WORDS}, public_title = case when public_title is null then null else ${ERASED_WORDS} end,
        contact_name = null, on_behalf_name = null, on_behalf_phone = null, on_behalf_index = null, authority = null, review_reason = null,
        wished_for = case when wished_for is null then null else '一位居民' end, house_id = null, upload_ids = '{}', bigrams = '{}',
        has_publication_consent = false, thanks = null, thanks_verdict = null, thanks_agreed_resident_at = null, thanks_agreed_member_at = null
      where id = any(${ids}::uuid[])`
    await sql`update wish_notes set note = ${ERASED_WORDS}, upload_ids = '{}' where wish_id = any(${ids}::uuid[])`
    await destroyWords(tx, wishSubject.kind, ids)
  },
  collect: async (context, accountId) => [
    { name: 'wishes', title: '我和家人的心愿', items: await collectWishes(context, accountId) },
    { name: 'claims', title: '我认领过的心愿', items: await collectClaims(context, accountId) },
  ],
}

async function collectWishes({ db, kernel: { cipher } }: ReadContext, accountId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql<{ id: string; contactName: Buffer | null }[]>`select id, number, state, category, title, story, public_title as "publicTitle",
      contact_name as "contactName", has_publication_consent as "hasPublicationConsent", grid_code as "gridCode", community_code as "communityCode",
      created_at as "createdAt", published_at as "publishedAt", confirmed_at as "confirmedAt", confirmed_by as "confirmedBy", rating, thanks, upload_ids as "uploadIds",
      coalesce((select json_agg(json_build_object('at', n.at, 'kind', n.kind, 'note', n.note) order by n.at) from wish_notes n where n.wish_id = wishes.id), '[]') as notes
    from wishes where beneficiary_id = ${accountId} or (filer_id = ${accountId} and dependent_id is not null) order by created_at, id`
  return rows.map(({ contactName, ...row }) => ({
    ...row, contactName: contactName && cipher.open({ table: 'wishes', column: 'contact_name', row: row.id }, contactName),
  }))
}

const collectClaims = async ({ db: { sql } }: ReadContext, accountId: string): Promise<Record<string, unknown>[]> => [
  ...(await sql`select w.number, w.public_title as "publicTitle", c.state, c.claimed_at as "claimedAt", c.ended_at as "endedAt",
    coalesce((select json_agg(json_build_object('at', n.at, 'kind', n.kind, 'note', n.note) order by n.at) from wish_notes n
      where n.claim_id = c.id and n.author_id = ${accountId}), '[]') as notes
    from wish_claims c join wishes w on w.id = c.wish_id
    where c.member_id = ${accountId} or exists (select 1 from wish_claim_members t where t.claim_id = c.id and t.member_id = ${accountId}) order by c.claimed_at, c.id`),
]
