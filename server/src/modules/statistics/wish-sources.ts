import type { Sql, TransactionSql } from 'postgres'
import type { Db } from '../../kernel/db.ts'
import type { Confirmation, CountedClaim, CountedWish } from './wish-tally.ts'

interface RawClaim {
  id: string
  organizationId: string | null
  claimedAt: string
  helperIds: string[]
}
type RawWish = Omit<CountedWish, 'publishedAt' | 'claims'> & { publishedAt: string[]; claims: RawClaim[] }

/** Of the wish `w`: the dependent, the account, or whoever was filed for without one. */
const resident = (sql: Sql | TransactionSql) => sql`coalesce(w.dependent_id::text, w.beneficiary_id::text, encode(w.on_behalf_index, 'hex'), w.id::text)`

/** Of the claim `c`: its contact, then the rest of the team. */
const helpers = (sql: Sql | TransactionSql) =>
  sql`array[c.member_id] || array(select m.member_id from wish_claim_members m where m.claim_id = c.id and m.member_id <> c.member_id order by m.member_id)`

const toClaim = (raw: RawClaim): CountedClaim => ({ ...raw, claimedAt: new Date(raw.claimedAt) })

/** What figures depend on, of these wishes. One statement. */
export async function readCountedWishes({ sql }: Db, ids: readonly string[]): Promise<CountedWish[]> {
  const rows = await sql<RawWish[]>`
    select w.id, w.community_code as "communityCode", w.created_at as "createdAt", w.claim_id as "claimId", w.fulfilled_at as "fulfilledAt",
      case when w.state = 'confirmed' then w.confirmed_at end as "confirmedAt", w.confirmed_by as "confirmedBy", w.rating,
      coalesce((select json_agg(h.at order by h.seq) from history h where h.subject_kind = 'wish' and h.subject_id = w.id and h.action = 'publish'), '[]') as "publishedAt",
      coalesce((select json_agg(json_build_object('id', c.id, 'organizationId', c.organization_id, 'claimedAt', c.claimed_at,
          'helperIds', ${helpers(sql)})
          order by c.claimed_at, c.id) from wish_claims c where c.wish_id = w.id), '[]') as claims
    from wishes w where w.id = any(${[...ids]}::uuid[])`
  return rows.map((raw) => ({ ...raw, publishedAt: raw.publishedAt.map((at) => new Date(at)), claims: raw.claims.map(toClaim) }))
}

interface Whose {
  state: string
  dependentId: string | null
  beneficiaryId: string | null
  index: Buffer | null
}

/** The wish and, where it is confirmed, all confirmed wishes of the same resident: credit for one depends on the others. In order of id. */
export async function countedTogether({ sql }: Db, wishId: string): Promise<string[]> {
  const [wish] = await sql<Whose[]>`select state, dependent_id as "dependentId", beneficiary_id as "beneficiaryId", on_behalf_index as index from wishes where id = ${wishId}`
  if (!wish) return []
  if (wish.state !== 'confirmed') return [wishId]
  const whose = wish.dependentId !== null ? sql`dependent_id = ${wish.dependentId}`
    : wish.beneficiaryId !== null ? sql`beneficiary_id = ${wish.beneficiaryId} and dependent_id is null`
      : sql`on_behalf_index = ${wish.index} and beneficiary_id is null`
  const rows = await sql<{ id: string }[]>`select id from wishes where state = 'confirmed' and (id = ${wishId} or ${whose}) order by id`
  return rows.map(({ id }) => id)
}

export interface OwnedConfirmation extends Confirmation {
  resident: string
}

/** Every wish that a resident confirmed, resident by resident, in batches. */
export const readConfirmations = ({ sql }: Db, batch: number): AsyncIterable<OwnedConfirmation[]> => sql<OwnedConfirmation[]>`
  select w.id, w.confirmed_at as "confirmedAt", w.confirmed_by as "confirmedBy", ${resident(sql)} as resident, ${helpers(sql)} as "helperIds"
  from wishes w join wish_claims c on c.id = w.claim_id
  where w.state = 'confirmed' and w.confirmed_by in ('beneficiary', 'callBack') order by resident, w.id`.cursor(batch)

/** All wishes in order of id, a batch at a time. */
export async function* readAllCounted(db: Db, batch: number): AsyncGenerator<CountedWish[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = (await db.sql<{ id: string }[]>`select id from wishes where id > ${after} order by id limit ${batch}`).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    yield await readCountedWishes(db, ids)
    after = last
  }
}
