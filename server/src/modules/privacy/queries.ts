import type { Position } from '../../kernel/cursor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Db } from '../../kernel/db.ts'
import type { Counted, ExportSection } from '../../kernel/personal-data.ts'
import type { Reach } from './policy.ts'
import { DUTIES } from './duties.ts'
import type { AccountClosing, LegalHoldRow } from './table.ts'

type ClosingLine = Pick<AccountClosing, 'id' | 'state' | 'createdAt' | 'closesAt'>

/** The closing asked for last. */
export async function latestClosing({ sql }: Db, accountId: string): Promise<ClosingLine | null> {
  const [row] = await sql<ClosingLine[]>`select id, state, created_at as "createdAt", closes_at as "closesAt" from account_closings
    where account_id = ${accountId} order by created_at desc, id desc limit 1`
  return row ?? null
}

/** The closing that runs, if there is one. */
export async function runningClosing({ sql }: Db, accountId: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from account_closings where account_id = ${accountId} and state in ('cooling', 'closed')`
  return row?.id ?? null
}

/** Work that would be left behind; none for whoever holds no office. */
export async function openWorkOf(context: ReadContext, accountId: string): Promise<Counted[]> {
  const { db: { sql }, now } = context
  const inOffice = await sql`select 1 from appointments where account_id = ${accountId} and role <> 'member' and from_at <= ${now} and (to_at is null or to_at > ${now})
    union all select 1 from chair_terms where account_id = ${accountId} and from_at <= ${now} and to_at > ${now} and state <> 'cancelled' limit 1`
  if (inOffice.length === 0) return []
  const parts: Counted[] = []
  for (const duty of DUTIES) parts.push(...((await duty.openWork?.(context, accountId)) ?? []))
  return parts
}

export async function effectsOf(context: ReadContext, accountId: string): Promise<Counted[]> {
  const parts: Counted[] = []
  for (const duty of DUTIES) parts.push(...((await duty.effects?.(context, accountId)) ?? []))
  return parts
}

/** All that is known about a person, and who looked at their number. */
export async function collectAll(context: ReadContext, accountId: string): Promise<ExportSection[]> {
  const sections: ExportSection[] = []
  for (const duty of DUTIES) sections.push(...((await duty.collect?.(context, accountId)) ?? []))
  const reveals = await context.db.sql`select h.at, h.role, h.subject_kind as "kind", h.subject_id as "id" from (
      select 'wish' as kind, id from wishes where beneficiary_id = ${accountId} union select 'wish', id from wishes where filer_id = ${accountId}
      union select 'complaint', id from complaints where reporter_id = ${accountId} union select 'booking', id from bookings where booker_id = ${accountId}) as own
    join history h on h.subject_kind = own.kind and h.subject_id = own.id where h.action = 'contact_reveal' and h.actor_id <> ${accountId} order by h.at`
  return [...sections, { name: 'reveals', title: '谁看过我的联系方式', items: [...reveals] }]
}

/** Something about this person must be kept. */
export const isHeld = async ({ sql }: Db, accountId: string): Promise<boolean> =>
  (await sql`select 1 from legal_holds where account_id = ${accountId} and state = 'in_force' limit 1`).length > 0

export interface HeldCase {
  accountId: string | null
  townCode: string
}

/** The case of this number and whose it is. */
export async function findCase({ sql }: Db, kind: 'wish' | 'complaint', number: string): Promise<HeldCase | null> {
  const [row] = kind === 'wish'
    ? await sql<HeldCase[]>`select coalesce(beneficiary_id, case when dependent_id is not null then filer_id end) as "accountId", town_code as "townCode" from wishes where number = ${number}`
    : await sql<HeldCase[]>`select reporter_id as "accountId", town_code as "townCode" from complaints where number = ${number}`
  return row ?? null
}

/** Holds over these places, newest first. */
export const listHolds = ({ sql }: Db, { areaCodes }: Reach, after: Position | null, limit: number): Promise<LegalHoldRow[]> =>
  sql<LegalHoldRow[]>`select id, state, version, created_at as "createdAt", case_kind as "caseKind", case_number as "caseNumber", town_code as "townCode",
      basis, until_at as "untilAt", placed_by as "placedBy"
    from legal_holds where exists (select 1 from unnest(${[...areaCodes]}::text[]) as r (code) where starts_with(town_code, r.code))
      and (${after?.at ?? null}::timestamptz is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit}` as unknown as Promise<LegalHoldRow[]>

export interface PackageRow {
  id: string
  askedAt: Date
  readyAt: Date | null
  expiresAt: Date | null
  objectKey: string | null
  bytes: number | null
}

/** The package asked for last, while it is made or can be had. */
export async function currentPackage({ sql }: Db, accountId: string, now: Date): Promise<PackageRow | null> {
  const [row] = await sql<PackageRow[]>`select id, asked_at as "askedAt", ready_at as "readyAt", expires_at as "expiresAt", object_key as "objectKey", bytes
    from export_packages where account_id = ${accountId} and (expires_at is null or expires_at > ${now}) order by asked_at desc, id desc limit 1`
  return row ?? null
}
