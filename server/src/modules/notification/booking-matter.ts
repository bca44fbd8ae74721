import { sayMoment } from '@huying/shared/kernel/words-for-time.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { nextSessions } from '../booking/public.ts'

/** A booking, a place in a line or a session, as far as telling people needs it. */
export interface BookingMatter {
  /** 太极拳 明天 09:00. */
  words: string
  communityCode: string
  townCode: string
  placeId: string
  sessionId: string
  /** Whoever booked and whose place it is, as far as they have accounts; empty for a session. */
  bookerIds: readonly string[]
  ruleEditorId: string | null
}

interface Found {
  name: string
  serviceId: string
  startsAt: Date
  communityCode: string
  townCode: string
  placeId: string
  sessionId: string
  bookerIds: (string | null)[]
  ruleEditorId: string | null
  isOffByPlace: boolean
}

const TABLES: Readonly<Record<string, { table: string; own: string }>> = {
  booking: { table: 'bookings', own: `array[t.booker_id, t.person_id] as "bookerIds", t.cancelled_by is not distinct from 'place' as "isOffByPlace", t.session_id` },
  waitlist: { table: 'waitlist_entries', own: 'array[t.booker_id, t.person_id] as "bookerIds", false as "isOffByPlace", t.session_id' },
  session: { table: 'service_sessions', own: 'array[]::uuid[] as "bookerIds", t.state = \'closed\' as "isOffByPlace", t.id' },
}

export const isOfBooking = (kind: string): boolean => kind in TABLES

/** Null where it is gone. Where the place called it off, the words name another session. */
export async function bookingMatterOf(context: ReadContext, kind: string, id: string): Promise<BookingMatter | null> {
  const { table, own } = TABLES[kind]!
  const [found] = await context.db.sql.unsafe<Found[]>(
    `select v.name, v.id as "serviceId", s.starts_at as "startsAt", p.community_code as "communityCode", p.town_code as "townCode", p.id as "placeId",
        s.off_rule_by as "ruleEditorId", ${own} as "sessionId"
      from ${table} t join service_sessions s on s.id = ${kind === 'session' ? 't.id' : 't.session_id'} join services v on v.id = s.service_id
      join places p on p.id = s.place_id where t.id = $1`,
    [id],
    { prepare: true },
  )
  if (!found) return null
  const { name, serviceId, startsAt, isOffByPlace, bookerIds, ...rest } = found
  const instead = isOffByPlace ? (await nextSessions(context.db, [serviceId], context.now)).get(serviceId) : undefined
  const words = [`${name} ${sayMoment(startsAt, context.now)}`, instead && `还可以约${sayMoment(instead.startsAt, context.now)}`].filter(Boolean).join('，')
  return { ...rest, words, bookerIds: bookerIds.filter((one) => one !== null) }
}
