import type { Candidate } from '@huying/shared/association/contract.ts'
import type { ChairTermState } from '@huying/shared/association/machine.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'

export interface Association {
  id: string
  name: string
  communityCode: string
}

export async function associationBy(db: Db, id: string): Promise<Association | null> {
  const [row] = await db.sql<Association[]>`select id, name, community_code as "communityCode" from associations where id = ${id}`
  return row ?? null
}

/** The member unit whose secretary this person is, or null. */
export async function unitOfSecretary(db: Db, associationId: string, accountId: string): Promise<string | null> {
  const [row] = await db.sql<{ unitId: string }[]>`select m.unit_id as "unitId" from association_members m
    join accounts a on a.id = m.secretary_id join units u on u.id = m.unit_id
    where m.association_id = ${associationId} and m.secretary_id = ${accountId} and a.state = 'active' and u.is_active`
  return row?.unitId ?? null
}

/** Whether the term before this one was of the same unit although another could have had its turn. */
export async function isSameUnitTwice(db: Db, associationId: string, unitId: string, from: Date): Promise<boolean> {
  const [row] = await db.sql<{ previous: string | null; others: number }[]>`select
      (select t.unit_id from chair_terms t where t.association_id = ${associationId} and t.state <> 'cancelled' and t.from_at < ${from}
        order by t.from_at desc limit 1) as previous,
      (select count(*)::int from association_members m join accounts a on a.id = m.secretary_id and a.state = 'active'
        where m.association_id = ${associationId} and m.unit_id <> ${unitId}) as others`
  return row!.previous === unitId && row!.others > 0
}

/** A term of the association that covers part of this time. */
export async function overlaps(db: Db, associationId: string, from: Date, to: Date): Promise<boolean> {
  return (await db.sql`select 1 from chair_terms where association_id = ${associationId} and state in ('planned', 'running', 'revoked')
    and from_at < ${to} and to_at > ${from} limit 1`).length > 0
}

/** Somebody chairs it when this one's term is over. */
export async function hasSuccessor(db: Db, associationId: string, to: Date): Promise<boolean> {
  return (await db.sql`select 1 from chair_terms where association_id = ${associationId} and state in ('planned', 'running') and from_at >= ${to}
    and from_at <= ${new Date(to.getTime() + 86_400_000)} limit 1`).length > 0
}

export interface TermView {
  id: string
  state: ChairTermState
  version: number
  associationId: string
  associationName: string
  communityCode: string
  unitId: string
  unitName: string
  accountId: string
  chair: string
  fromAt: Date
  toAt: Date
}

interface Filter {
  id?: string
  associationId?: string
  communityCode?: string
  state?: ChairTermState
}

/** Terms, the latest beginning first. */
export async function listTerms(db: Db, { id, associationId, communityCode, state }: Filter, after: Position | null, limit: number): Promise<TermView[]> {
  return db.sql<TermView[]>`select t.id, t.state, t.version, t.association_id as "associationId", s.name as "associationName",
      s.community_code as "communityCode", t.unit_id as "unitId", u.name as "unitName", t.account_id as "accountId", a.staff_name as chair,
      t.from_at as "fromAt", t.to_at as "toAt"
    from chair_terms t join associations s on s.id = t.association_id join units u on u.id = t.unit_id join accounts a on a.id = t.account_id
    where (${id ?? null}::uuid is null or t.id = ${id ?? null}) and (${associationId ?? null}::uuid is null or t.association_id = ${associationId ?? null})
      and (${communityCode ?? null}::text is null or starts_with(s.community_code, ${communityCode ?? null}))
      and (${state ?? null}::text is null or t.state = ${state ?? null})
      and (${after?.at ?? null}::timestamptz is null or (t.from_at, t.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by t.from_at desc, t.id desc limit ${limit}`
}

/** Running terms of a person whose secretary they are no more. */
export async function termsLost(db: Db, accountId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select t.id from chair_terms t where t.account_id = ${accountId} and t.state = 'running' order by t.id`
  return rows.map(({ id }) => id)
}

/** In office as a secretary of the unit's own branch, where the branch is known; else the member list alone counts. */
export async function isSecretaryStill(db: Db, associationId: string, unitId: string, accountId: string, now: Date): Promise<boolean> {
  if ((await unitOfSecretary(db, associationId, accountId)) !== unitId) return false
  const [row] = await db.sql<{ known: number; held: number }[]>`select count(*)::int as known,
      count(*) filter (where p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now}))::int as held
    from appointments p join party_organizations o on o.id::text = p.scope_id
    where p.account_id = ${accountId} and p.role = 'secretary' and p.scope_kind = 'partyOrganization' and o.unit_id = ${unitId}`
  return row!.known === 0 || row!.held > 0
}

export interface AssociationView extends Association {
  communityName: string
  chair: { termId: string; name: string; unitName: string; to: string } | null
  takenUntil: Date | null
}

/** Associations of communities whose code begins with this, by name, each with whoever chairs it at this instant. */
export async function listAssociations(db: Db, prefix: string, now: Date): Promise<AssociationView[]> {
  const rows = await db.sql<(Omit<AssociationView, 'chair'> & { termId: string | null; chairName: string; unitName: string; to: Date })[]>`select s.id, s.name,
      s.community_code as "communityCode", c.name as "communityName", t.id as "termId", a.staff_name as "chairName", u.name as "unitName", t.to_at as "to",
      (select max(p.to_at) from chair_terms p where p.association_id = s.id and p.state in ('planned', 'running') and p.to_at > ${now}) as "takenUntil"
    from associations s join areas c on c.code = s.community_code
    left join lateral (select * from chair_terms r where r.association_id = s.id and r.state <> 'cancelled' and r.from_at <= ${now} and r.to_at > ${now} limit 1) t on true
    left join units u on u.id = t.unit_id left join accounts a on a.id = t.account_id
    where starts_with(s.community_code, ${prefix}) order by s.name, s.id`
  return rows.map(({ termId, chairName, unitName, to, ...row }) => ({
    ...row, chair: termId === null ? null : { termId, name: chairName, unitName, to: to.toISOString() },
  }))
}

/** Secretaries of active member units, by unit; `isLast` of the unit whose term began last. */
export async function candidatesFor(db: Db, associationId: string): Promise<Candidate[]> {
  return db.sql<Candidate[]>`select a.id as "accountId", a.staff_name as name, u.id as "unitId", u.name as "unitName", coalesce(u.id = (
      select t.unit_id from chair_terms t where t.association_id = m.association_id and t.state <> 'cancelled' order by t.from_at desc limit 1), false) as "isLast"
    from association_members m join accounts a on a.id = m.secretary_id and a.state = 'active' join units u on u.id = m.unit_id and u.is_active
    where m.association_id = ${associationId} order by u.name, u.id`
}
