import type { ORGANIZATION_LEVELS } from '@huying/shared/party/contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { isMemberStill } from '../account/public.ts'
import { ledBy } from './policy.ts'

export interface OrganizationRow {
  id: string
  name: string
  level: (typeof ORGANIZATION_LEVELS)[number]
  members: number
}

/** The asker's organization, those above it and those they lead; the deepest first. */
export async function readOrganizations({ db: { sql }, actor, now }: ReadContext): Promise<OrganizationRow[]> {
  const ids = [...(actor.member?.organizationPath ?? []), ...ledBy(actor)]
  return sql<OrganizationRow[]>`select o.id, o.name, o.level,
      (select count(*)::int from party_members m join accounts a on a.id = m.account_id and a.state = 'active' join party_organizations b on b.id = m.organization_id
        where b.path @> array[o.id] and ${isMemberStill(sql, sql`m.account_id`, now)}) as members
    from party_organizations o where o.id = any(${ids}::uuid[]) order by cardinality(o.path) desc, o.id`
}

export async function findOrganization({ db: { sql } }: ReadContext, id: string): Promise<{ id: string; path: string[] } | null> {
  const [row] = await sql<{ id: string; path: string[] }[]>`select id, path from party_organizations where id = ${id}`
  return row ?? null
}

/** Where a page of members goes on: after this member of this organization. */
export interface MemberPosition {
  organizationId: string
  id: string
}

export interface MemberRow extends MemberPosition {
  who: string
  organization: string
  skills: string[]
}

/** One line more than `limit`: who is a member still, of the organization or below it; the asker's own branch comes first. */
export async function listMembers(context: ReadContext, organizationId: string, after: MemberPosition | null, limit: number): Promise<MemberRow[]> {
  const { db: { sql }, actor, now } = context
  const own = actor.member?.organizationId ?? null
  return sql<MemberRow[]>`select m.account_id as id, m.organization_id as "organizationId", a.staff_name as who, o.name as organization, m.skills
    from party_members m join accounts a on a.id = m.account_id and a.state = 'active' join party_organizations o on o.id = m.organization_id
    where o.path @> ${[organizationId]}::uuid[] and ${isMemberStill(sql, sql`m.account_id`, now)}
      ${after ? sql`and (m.organization_id is distinct from ${own}::uuid, m.organization_id, m.account_id)
        > (${after.organizationId}::uuid is distinct from ${own}::uuid, ${after.organizationId}::uuid, ${after.id}::uuid)` : sql``}
    order by m.organization_id is distinct from ${own}::uuid, m.organization_id, m.account_id limit ${limit + 1}`
}
