import type { MaybeRow, PendingQuery } from 'postgres'
import type { Actor, AppointmentInForce, Membership } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import type { LoadActor } from '../kernel/endpoint.ts'
import { isMemberStill, STAFF_IDLE_MS, TOUCH_EVERY_MS } from './account/public.ts'

interface Row {
  account_id: string
  display_name: string
  staff_name: string
  openid: string | null
  grid_code: string | null
  house_id: string | null
  appointments: (Omit<AppointmentInForce, 'from' | 'to'> & { from: string; to: string | null })[] | null
  terms: { id: string; scopeId: string; from: string; to: string }[] | null
  member: (Omit<Membership, 'barredUntil'> & { barredUntil: string | null }) | null
}

/** One statement: session in force, account, appointments and chair terms in force at `now`, party membership. */
export const loadActor: LoadActor = (db, tokenHash, now, wallNow) =>
  readActor(db, now, ofSession(db, tokenHash, wallNow))

/**
 * The same for a request, which also keeps a session in office from ending: its half hour of real time begins anew, written
 * at most once a minute and within the same statement. Who came into office after signing in has such a session from then on.
 */
export const enterSession: LoadActor = (db, tokenHash, now, wallNow) =>
  readActor(db, now, ofSession(db, tokenHash, wallNow), db.sql`with touched as (
    update sessions set is_staff = true, last_seen_at = ${wallNow}, expires_at = ${new Date(wallNow.getTime() + STAFF_IDLE_MS)}
    where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${wallNow}
      and last_seen_at <= ${new Date(wallNow.getTime() - TOUCH_EVERY_MS)}
      and (is_staff or exists (select 1 from appointments p where p.account_id = sessions.account_id and p.role <> 'member'
          and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now}))
        or exists (select 1 from chair_terms t where t.account_id = sessions.account_id
          and t.from_at <= ${now} and t.to_at > ${now} and t.state <> 'cancelled')))`)

/** The same of an account, without a session. */
export const loadActorOf = (db: Db, accountId: string, now: Date): Promise<Actor | null> =>
  readActor(db, now, db.sql`accounts a where a.id = ${accountId} and a.state <> 'closed'`)

type Part = PendingQuery<MaybeRow[]>

const ofSession = ({ sql }: Db, tokenHash: Buffer, wallNow: Date): Part => sql`sessions s join accounts a on a.id = s.account_id
  where s.token_hash = ${tokenHash} and s.revoked_at is null and s.expires_at > ${wallNow} and a.state <> 'closed'`

async function readActor(db: Db, now: Date, source: Part, first: Part = db.sql``): Promise<Actor | null> {
  const [row] = await db.sql<Row[]>`${first}
    select a.id as account_id, a.display_name, a.staff_name, a.openid, a.grid_code, a.house_id,
      (select json_agg(json_build_object('id', p.id, 'role', p.role, 'scopeKind', p.scope_kind, 'scopeId', p.scope_id, 'post', p.post,
          'from', p.from_at, 'to', p.to_at, 'gridCodes', case when p.role in ('blockLeader', 'regionLeader') then
            coalesce((select json_agg(g.code) from areas g where g.kind = 'grid' and p.scope_id in (g.block_code, g.region_code)), '[]') else '[]' end)
          order by p.from_at, p.id)
        from appointments p where p.account_id = a.id and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})) as appointments,
      (select json_agg(json_build_object('id', t.id, 'scopeId', t.association_id, 'from', t.from_at, 'to', t.to_at) order by t.from_at)
        from chair_terms t where t.account_id = a.id and t.from_at <= ${now} and t.to_at > ${now} and t.state <> 'cancelled') as terms,
      (select json_build_object('organizationId', m.organization_id, 'organizationPath', o.path, 'organizationAreaCode', o.area_code,
          'residenceGridCode', m.residence_grid_code, 'reportInCodes', m.report_in_codes, 'barredUntil', m.barred_until)
        from party_members m join party_organizations o on o.id = m.organization_id
        where m.account_id = a.id and ${isMemberStill(db.sql, db.sql`a.id`, now)}) as member
    from ${source}`
  return row ? toActor(row) : null
}

function toActor(row: Row): Actor {
  const terms = (row.terms ?? []).map((term) => ({
    id: term.id, role: 'chair' as const, scopeKind: 'association' as const, scopeId: term.scopeId, post: null,
    from: new Date(term.from), to: new Date(term.to), gridCodes: [],
  }))
  const appointments = (row.appointments ?? []).map((held) => ({ ...held, from: new Date(held.from), to: held.to === null ? null : new Date(held.to) }))
  const held = [...appointments, ...terms]
  return {
    accountId: row.account_id,
    displayName: row.display_name,
    staffName: row.staff_name,
    openid: row.openid,
    gridCode: row.grid_code,
    houseId: row.house_id,
    appointments: held,
    held,
    member: row.member && { ...row.member, barredUntil: row.member.barredUntil === null ? null : new Date(row.member.barredUntil) },
  }
}
