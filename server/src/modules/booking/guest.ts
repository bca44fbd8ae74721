import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { appointmentsIn, appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { accountOf, type ActingAs, type CommandContext } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db.ts'
import { asSelf } from '../../kernel/policy.ts'
import { isMemberStill } from '../account/public.ts'
import { bornForElder } from './elder.ts'
import type { PlaceRow } from './queries.ts'
import type { bookings } from './table.ts'

type BookingColumns = typeof bookings.$inferSelect

/** Whose place it is, as far as the rules ask. The person is locked. */
export interface Guest {
  /** Null for somebody who is known by nothing but a name given at the desk. */
  personId: string | null
  isElder: boolean
  isDisabled: boolean
  isMember: boolean
  as: ActingAs
  columns: Pick<BookingColumns, 'personId' | 'bookerId' | 'dependentId' | 'authority'>
  /** As they gave it at the desk; sealed with the row that keeps it. */
  behalf: Behalf | null
}

interface Behalf {
  name: string
  phone?: string | undefined
  authority?: string | undefined
}

export interface ForWhom {
  dependentId?: string | undefined
  onBehalfOf?: Behalf | undefined
}

const LEADERS = ['gridLeader', 'blockLeader', 'regionLeader'] as const
const NOBODY_ELSE = { dependentId: null, authority: null }

interface Known {
  id: string
  gridCode: string | null
  isElder: boolean
  isDisabled: boolean
  isMember: boolean
}

/** Oneself, a dependent, or a resident whom staff of the place or their grid leader act for; 403 for anybody else. Locks the person. */
export async function lockGuest(context: CommandContext, place: PlaceRow, who: ForWhom): Promise<Guest> {
  if (who.dependentId !== undefined) return dependentOf(context, who.dependentId)
  if (who.onBehalfOf !== undefined) return behalfOf(context, place, who.onBehalfOf)
  const bookerId = accountOf(context)
  const account = await lockAccount(context, bookerId)
  return { ...factsOf(account), personId: bookerId, as: asSelf(), columns: { ...NOBODY_ELSE, personId: bookerId, bookerId }, behalf: null }
}

const factsOf = ({ isElder, isDisabled, isMember }: Known) => ({ isElder, isDisabled, isMember })

/** A guardian acts with the consent that was recorded with the dependent, who is a person of their own also without an account. */
async function dependentOf(context: CommandContext, dependentId: string): Promise<Guest> {
  const bookerId = accountOf(context)
  const [dependent] = await context.tx.sql<{ account_id: string | null; kind: string; consent: string }[]>`select account_id, kind, consent
    from dependents where id = ${dependentId} and guardian_id = ${bookerId} and ended_at is null for no key update`
  if (!dependent || dependent.consent.trim() === '') throw bookingErrors.NOT_GUARDIAN()
  const account = dependent.account_id === null ? null : await lockAccount(context, dependent.account_id)
  const personId = dependent.account_id ?? dependentId
  return {
    personId, isElder: dependent.kind === 'elder' || account?.isElder === true, isDisabled: account?.isDisabled ?? false, isMember: account?.isMember ?? false,
    as: asSelf(), columns: { ...NOBODY_ELSE, personId, bookerId, dependentId }, behalf: null,
  }
}

async function behalfOf(context: CommandContext, place: PlaceRow, who: Behalf): Promise<Guest> {
  const bookerId = accountOf(context)
  const { cipher } = context.kernel
  const account = who.phone === undefined ? null : await accountByPhone(context, who.phone)
  const as = mayActFor(context.actor, place, account)
  if (!as) throw bookingErrors.BEHALF_NOT_ALLOWED()
  const personId = account?.id ?? unknownPerson(cipher.blindIndex('bookings', 'person_id', who.phone ?? `${who.name}@${place.communityCode}`))
  if (account) await lockAccount(context, account.id)
  else await context.tx.sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 0))`
  return {
    personId, isElder: account?.isElder ?? false, isDisabled: account?.isDisabled ?? false, isMember: account?.isMember ?? false, as,
    columns: { personId, bookerId, dependentId: null, authority: who.authority ?? null }, behalf: who,
  }
}

/** Name and number of somebody acted for, sealed for the row that keeps them. */
export function sealBehalf({ kernel: { cipher } }: CommandContext, table: 'bookings' | 'waitlist_entries', row: string, behalf: Behalf | null) {
  const seal = (column: string, text: string | undefined) => (text === undefined ? null : cipher.seal({ table, column, row }, text))
  return { onBehalfName: seal('on_behalf_name', behalf?.name), onBehalfPhone: seal('on_behalf_phone', behalf?.phone) }
}

/** Staff of the place; a leader of the grid the person lives in, or, where that is not known, of one in the place's town. */
function mayActFor(actor: Actor, place: PlaceRow, account: Known | null): ActingAs | null {
  const staff = appointmentsIn(actor, ['serviceStaff'], 'place', place.id)
  const gridCode = account?.gridCode ?? null
  const leaders = gridCode !== null
    ? appointmentsOver(actor, LEADERS, gridCode)
    : actor.appointments.filter(({ role, scopeId }) => LEADERS.some((leader) => leader === role) && scopeId.startsWith(place.townCode))
  const [held] = [...staff, ...leaders]
  return held ? { role: held.role, appointmentId: held.id } : null
}

/** Somebody without an account is the same person each time the same number is given: an id that nobody can trace back. */
function unknownPerson(index: Buffer): string {
  const hex = index.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const knownColumns = ({ tx: { sql }, now }: CommandContext) => {
  return sql`a.id, a.grid_code as "gridCode", (a.is_elder or coalesce(a.birth_year <= ${bornForElder(now)}, false)) as "isElder", a.is_disabled as "isDisabled",
    (exists (select 1 from party_members m where m.account_id = a.id) and ${isMemberStill(sql, sql`a.id`, now)}) as "isMember"`
}

/** What a person books is counted under their lock: nobody passes a quota by asking twice at once. */
async function lockAccount(context: CommandContext, id: string): Promise<Known> {
  const [account] = await context.tx.sql<Known[]>`select ${knownColumns(context)} from accounts a where a.id = ${id} and a.state = 'active' for no key update of a`
  if (!account) throw bookingErrors.NOT_FOR_YOU()
  return account
}

async function accountByPhone(context: CommandContext, phone: string): Promise<Known | null> {
  const { sql } = context.tx
  const [account] = await sql<Known[]>`select ${knownColumns(context)} from accounts a
    where a.phone_index in ${sql(context.kernel.cipher.blindIndexes('accounts', 'phone', phone))} and a.state = 'active' order by a.created_at limit 1`
  return account ?? null
}

/** Persons of any kind, before whatever is counted for them; always in the same order. */
export async function lockPersons({ sql }: Tx, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return
  await sql`select 1 from dependents where id = any(${wanted}::uuid[]) order by id for no key update`
  const accounts = await sql<{ id: string }[]>`select id from accounts where id = any(${wanted}::uuid[]) order by id for no key update`
  const unknown = wanted.filter((id) => !accounts.some((account) => account.id === id)).sort()
  for (const id of unknown) await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`
}
