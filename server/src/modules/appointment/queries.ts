import { and, desc, eq, gt, isNull, like, lte, or, sql, type SQL } from 'drizzle-orm'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Role } from '@huying/shared/kernel/role.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'
import { reachOf } from './policy.ts'
import { absences, appointments, type AbsenceRow, type AppointmentRow } from './table.ts'

export interface AppointmentView {
  row: AppointmentRow
  name: string
  scopeName: string | null
}

/** Column names are written out: the builder leaves the table's name away in a selection from one table. */
const name: SQL<string> = sql`(select staff_name from accounts where id = appointments.account_id)`
const scopeName: SQL<string | null> = sql`case appointments.scope_kind
  when 'area' then (select name from areas where code = appointments.scope_id)
  when 'unit' then (select name from units where id::text = appointments.scope_id)
  when 'partyOrganization' then (select name from party_organizations where id::text = appointments.scope_id)
  when 'place' then (select name from places where id::text = appointments.scope_id) end`

/** What `mayRead` lets this person read. */
function visibleTo(actor: Actor): SQL | undefined {
  const { isCountyWide, areaCodes } = reachOf(actor)
  if (isCountyWide) return undefined
  return or(
    eq(appointments.accountId, actor.accountId!),
    ...areaCodes.map((code) => and(eq(appointments.scopeKind, 'area'), like(appointments.scopeId, `${code}%`))),
  )
}

export interface AppointmentFilter {
  role?: Role | undefined
  scopeId?: string | undefined
  accountId?: string | undefined
  isInForce: boolean
  after: Position | null
  limit: number
}

/** Newest first, one more than `limit`. */
export async function listAppointments(db: Db, actor: Actor, now: Date, filter: AppointmentFilter): Promise<AppointmentView[]> {
  const { role, scopeId, accountId, isInForce, after, limit } = filter
  return db.q.select({ row: appointments, name, scopeName }).from(appointments)
    .where(and(
      visibleTo(actor),
      role && eq(appointments.role, role),
      scopeId === undefined ? undefined : eq(appointments.scopeId, scopeId),
      accountId === undefined ? undefined : eq(appointments.accountId, accountId),
      isInForce ? and(lte(appointments.fromAt, now), or(isNull(appointments.toAt), gt(appointments.toAt, now))) : undefined,
      after ? sql`(${appointments.createdAt}, ${appointments.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
    ))
    .orderBy(desc(appointments.createdAt), desc(appointments.id)).limit(limit + 1)
}

/** The appointment with its names, or 404. */
export async function readAppointment(db: Db, id: string): Promise<AppointmentView> {
  const [found] = await db.q.select({ row: appointments, name, scopeName }).from(appointments).where(eq(appointments.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}

export interface AbsenceView {
  absence: AbsenceRow
  row: AppointmentRow
  name: string
}

const absenceViews = (db: Db) =>
  db.q.select({ absence: absences, row: appointments, name }).from(absences).innerJoin(appointments, eq(appointments.id, absences.appointmentId))

/** Of appointments this person may read, newest first, one more than `limit`. */
export async function listAbsences(db: Db, actor: Actor, { scopeId, after, limit }: { scopeId?: string | undefined; after: Position | null; limit: number }): Promise<AbsenceView[]> {
  return absenceViews(db)
    .where(and(
      visibleTo(actor),
      scopeId === undefined ? undefined : eq(appointments.scopeId, scopeId),
      after ? sql`(${absences.createdAt}, ${absences.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined,
    ))
    .orderBy(desc(absences.createdAt), desc(absences.id)).limit(limit + 1)
}

/** The absence with its appointment, or 404. */
export async function readAbsence(db: Db, id: string): Promise<AbsenceView> {
  const [found] = await absenceViews(db).where(eq(absences.id, id))
  if (!found) throw kernelErrors.NOT_FOUND()
  return found
}
