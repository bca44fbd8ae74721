import { accountOf, type ReadContext } from '../../kernel/context.ts'

export async function openidOf(context: ReadContext): Promise<string | null> {
  const [row] = await context.db.sql<{ openid: string | null }[]>`select openid from accounts where id = ${accountOf(context)}`
  return row?.openid ?? null
}

export interface MeRow {
  displayName: string
  gridCode: string | null
  areaName: string | null
  phone: Buffer | null
  /** By the ids of the appointments acted under. */
  scopeNames: Record<string, string | null>
}

/** One's own account as it is now, with the names of community and grid, and of where one's appointments count. */
export async function readMe(context: ReadContext): Promise<MeRow> {
  const scopes = context.actor.appointments.map(({ id, scopeKind, scopeId }) => ({ id, scopeKind, scopeId }))
  const [row] = await context.db.sql<MeRow[]>`
    select a.display_name as "displayName", a.grid_code as "gridCode", a.phone,
      coalesce((select json_object_agg(s.id, case s."scopeKind"
          when 'area' then (select concat_ws(' ', case when p.kind in ('region', 'block', 'grid') and not starts_with(p.name, above.name) then above.name end, p.name)
            from areas p left join areas above on above.code = p.community_code where p.code = s."scopeId")
          when 'unit' then (select name from units where id = s."scopeId"::uuid)
          when 'partyOrganization' then (select name from party_organizations where id = s."scopeId"::uuid)
          when 'association' then (select name from associations where id = s."scopeId"::uuid)
          when 'place' then (select name from places where id = s."scopeId"::uuid) end)
        from jsonb_to_recordset(${JSON.stringify(scopes)}::jsonb) as s (id text, "scopeKind" text, "scopeId" text)), '{}') as "scopeNames",
      concat_ws(' ', (select name from areas where code = g.town_code and kind = 'town'), c.name, case when g.code <> c.code then g.name end) as "areaName"
    from accounts a left join areas g on g.code = a.grid_code left join areas c on c.code = g.community_code
    where a.id = ${accountOf(context)}`
  return { ...row!, areaName: row!.areaName || null }
}

export interface ConsentRow {
  document: string
  version: string
  givenAt: Date
  withdrawnAt: Date | null
}

/** The latest record of each document and version. */
export async function readConsents(context: ReadContext): Promise<ConsentRow[]> {
  return context.db.sql<ConsentRow[]>`select distinct on (document, version) document, version, given_at as "givenAt", withdrawn_at as "withdrawnAt"
    from consents where account_id = ${accountOf(context)} order by document, version, given_at desc`
}

export interface DependentRow {
  id: string
  kind: 'elder' | 'child'
  displayName: string
  relation: string | null
  consent: string
  createdAt: Date
}

/** Those the asker acts for now, oldest first; with an id that one alone. */
export async function readDependents(context: ReadContext, id: string | null = null): Promise<DependentRow[]> {
  return context.db.sql<DependentRow[]>`select id, kind, display_name as "displayName", relation, consent, created_at as "createdAt" from dependents
    where guardian_id = ${accountOf(context)} and ended_at is null and (${id}::uuid is null or id = ${id}) order by created_at, id`
}
