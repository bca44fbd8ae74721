import type { ReadContext } from '../../kernel/context.ts'
import type { BookingMatter } from './booking-matter.ts'

export const BOOKING_AUDIENCES = ['booker', 'approvers', 'otherDesks', 'ruleEditor', 'sessionPeople', 'formerPeople'] as const
export type BookingAudience = (typeof BOOKING_AUDIENCES)[number]

export const isBookingAudience = (audience: string): audience is BookingAudience => BOOKING_AUDIENCES.some((one) => one === audience)

/** The accounts of an audience now; people without one are told at the desk. */
export async function bookingAccountsOf(context: ReadContext, audience: BookingAudience, matter: BookingMatter, data: Record<string, unknown>): Promise<string[]> {
  switch (audience) {
    case 'booker':
      return withAccounts(context, matter.bookerIds)
    case 'ruleEditor':
      return withAccounts(context, matter.ruleEditorId === null ? [] : [matter.ruleEditorId])
    case 'approvers':
      return data.to === 'pending' ? staffOf(context, [matter.placeId]) : []
    case 'otherDesks':
      return staffOf(context, await neighbours(context, matter))
    case 'sessionPeople':
      return withAccounts(context, await peopleOf(context, matter.sessionId, 'present'))
    case 'formerPeople':
      return withAccounts(context, await peopleOf(context, matter.sessionId, 'sentAway'))
  }
}

async function withAccounts({ db }: ReadContext, ids: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select id from accounts where id = any(${[...new Set(ids)]}::uuid[]) and state <> 'closed'`
  return rows.map(({ id }) => id)
}

async function staffOf({ db, now }: ReadContext, placeIds: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select distinct a.id from appointments p join accounts a on a.id = p.account_id and a.state <> 'closed'
    where p.role = 'serviceStaff' and p.scope_kind = 'place' and p.scope_id = any(${[...placeIds]}::text[])
      and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})`
  return rows.map(({ id }) => id)
}

async function neighbours({ db }: ReadContext, { townCode, placeId }: BookingMatter): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select id from places where town_code = ${townCode} and id <> ${placeId} and is_active`
  return rows.map(({ id }) => id)
}

/** `present`: who has a place or waits for one; `sentAway`: whose place ended with the session. */
async function peopleOf({ db }: ReadContext, sessionId: string, which: 'present' | 'sentAway'): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select unnest(array[booker_id, person_id]) as id from bookings where session_id = ${sessionId}
      and case when ${which} = 'present' then state in ('pending', 'booked', 'checked_in') else state = 'cancelled' and cancelled_by = 'place' end
    union select unnest(array[booker_id, person_id]) from waitlist_entries where session_id = ${sessionId}
      and case when ${which} = 'present' then state in ('waiting', 'offered') else state = 'lapsed' end`
  return rows.flatMap(({ id }) => id ?? [])
}
