import { asSystem, counted, destroyWords, type PersonalDuty } from '../../kernel/personal-data.ts'
import type { CommandContext } from '../../kernel/context.ts'
import type { Db } from '../../kernel/db.ts'
import { lockSubject } from '../../kernel/subject.ts'
import { transition } from '../../kernel/transition.ts'
import { freeSeat, lockSession } from './seats.ts'
import { bookingSubject, waitlistSubject } from './subject.ts'

type Kept = 'bookings' | 'waitlist_entries'
const LIVE: Record<Kept, readonly string[]> = { bookings: ['pending', 'booked'], waitlist_entries: ['waiting', 'offered'] }

/** For oneself, whoever booked it, and what one booked for dependents. */
const owned = ({ sql }: Db, accountId: string) => sql`(person_id = ${accountId} or (booker_id = ${accountId} and dependent_id is not null))`

async function idsOf(db: Db, table: Kept, accountId: string, states: readonly string[] | null): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`select id from ${db.sql(table)} where ${owned(db, accountId)}
    and (${states === null} or state = any(${[...(states ?? [])]}::text[])) order by id`
  return rows.map(({ id }) => id)
}

/** Cancelled without a mark; answers the sessions in which seats became free. */
async function cancelBookings(context: CommandContext, accountId: string): Promise<string[]> {
  const freed: string[] = []
  for (const id of await idsOf(context.tx, 'bookings', accountId, LIVE.bookings)) {
    const row = await lockSubject(context.tx, bookingSubject, id)
    if (!LIVE.bookings.includes(row.state)) continue
    await transition(context, bookingSubject, row, 'account_closed', { set: { cancelledBy: 'accountClosed' }, facts: { sessionId: row.sessionId }, stop: 'all' })
    freed.push(row.sessionId)
  }
  return freed
}

/** Out of the line, with the session locked; an offered seat becomes free. */
async function leaveLine(context: CommandContext, entryId: string): Promise<string[]> {
  const entry = await lockSubject(context.tx, waitlistSubject, entryId)
  if (!LIVE.waitlist_entries.includes(entry.state)) return []
  await transition(context, waitlistSubject, entry, 'account_closed', { facts: { sessionId: entry.sessionId }, stop: 'all' })
  return entry.state === 'offered' ? [entry.sessionId] : []
}

export const bookingPersonal: PersonalDuty = {
  module: 'booking',
  async effects({ db }, accountId) {
    const [bookings, entries] = [await idsOf(db, 'bookings', accountId, LIVE.bookings), await idsOf(db, 'waitlist_entries', accountId, LIVE.waitlist_entries)]
    return counted([{ title: '个预约会取消', count: bookings.length }, { title: '个候补会退出', count: entries.length }])
  },
  /** Bookings first, then session by session in the order in which sessions are locked everywhere. */
  async close(context, accountId) {
    const system = asSystem(context)
    const { sql } = context.tx
    const freed = await cancelBookings(system, accountId)
    const entries = await sql<{ id: string; sessionId: string }[]>`select id, session_id as "sessionId" from waitlist_entries
      where ${owned(context.tx, accountId)} and state = any(${[...LIVE.waitlist_entries]}::text[]) order by id`
    const sessions = await sql<{ id: string }[]>`select id from service_sessions where id = any(${[...freed, ...entries.map(({ sessionId }) => sessionId)]}::uuid[]) order by starts_at, id`
    for (const { id } of sessions) {
      await lockSession(context.tx, id)
      const seats = freed.filter((sessionId) => sessionId === id)
      for (const entry of entries.filter(({ sessionId }) => sessionId === id)) seats.push(...(await leaveLine(system, entry.id)))
      for (const sessionId of seats) await freeSeat(system, sessionId)
    }
  },
  async erase({ tx }, accountId) {
    const { sql } = tx
    for (const [table, kind] of [['bookings', bookingSubject.kind], ['waitlist_entries', waitlistSubject.kind]] as const) {
      const ids = await idsOf(tx, table, accountId, null)
      await sql`update ${sql(table)} set note = null, on_behalf_name = null, on_behalf_phone = null, authority = null where id = any(${ids}::uuid[])`
      await destroyWords(tx, kind, ids)
    }
    await sql`update bookings set reason = null where ${owned(tx, accountId)}`
    await sql`delete from booking_bars where person_id = ${accountId}`
    await sql`update booking_series set clashes = '[]' where booker_id = ${accountId}`
  },
  async collect({ db }, accountId) {
    const { sql } = db
    const bookings = await sql`select b.id, b.state, s.name as service, p.name as place, b.starts_at as "startsAt", b.ends_at as "endsAt", b.note, b.created_at as "createdAt",
        b.checked_in_at as "checkedInAt", b.price_fen as "priceFen", b.receipt_number as "receiptNumber"
      from bookings b join services s on s.id = b.service_id join places p on p.id = b.place_id
      where b.person_id = ${accountId} or (b.booker_id = ${accountId} and b.dependent_id is not null) order by b.starts_at, b.id`
    const waits = await sql`select e.id, e.state, s.name as service, e.note, e.created_at as "createdAt" from waitlist_entries e join services s on s.id = e.service_id
      where e.person_id = ${accountId} or (e.booker_id = ${accountId} and e.dependent_id is not null) order by e.created_at, e.id`
    return [{ name: 'bookings', title: '我和家人的预约', items: [...bookings] }, { name: 'waitlist', title: '候补', items: [...waits] }]
  },
}
