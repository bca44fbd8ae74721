import type { ReadContext } from '../../kernel/context.ts'

export const WISH_AUDIENCES = ['team', 'wishBranch', 'claimBranch'] as const
export type WishAudience = (typeof WISH_AUDIENCES)[number]

export const isWishAudience = (audience: string): audience is WishAudience => WISH_AUDIENCES.some((one) => one === audience)

/** The accounts of an audience now. `wishBranch` finds somebody where nobody came; `claimBranch` knows whoever of theirs helps. */
export async function wishAccountsOf(context: ReadContext, audience: WishAudience, wishId: string): Promise<string[]> {
  const { sql } = context.db
  switch (audience) {
    case 'team': {
      const rows = await sql<{ id: string }[]>`select m.member_id as id from wishes w join wish_claim_members m on m.claim_id = w.claim_id
        join accounts a on a.id = m.member_id and a.state <> 'closed' where w.id = ${wishId}`
      return rows.map(({ id }) => id)
    }
    case 'wishBranch':
      return nearestSecretaries(context, sql`select o.path from wishes w join party_organizations o
        on o.area_code = w.community_code or (o.area_code = w.town_code and o.level = 'streetCommittee') where w.id = ${wishId}`)
    case 'claimBranch':
      return nearestSecretaries(context, sql`select o.path from wishes w join wish_claims c on c.id = w.claim_id
        join party_organizations o on o.id = c.organization_id where w.id = ${wishId}`)
  }
}

/** The secretaries in office of these organizations; where there are none, of the next above that has one. */
async function nearestSecretaries({ db: { sql }, now }: ReadContext, organizations: ReturnType<ReadContext['db']['sql']>): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with found as (select p.account_id, above.depth from (${organizations}) o cross join unnest(o.path) with ordinality as above (id, depth)
      join appointments p on p.role = 'secretary' and p.scope_kind = 'partyOrganization' and p.scope_id = above.id::text
        and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})
      join accounts a on a.id = p.account_id and a.state <> 'closed')
    select distinct account_id as id from found where depth = (select max(depth) from found)`
  return rows.map(({ id }) => id)
}
