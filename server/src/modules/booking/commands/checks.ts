import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { periodOf } from '@huying/shared/booking/period.ts'
import type { AppError } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Guest } from '../guest.ts'
import type { ServiceRow } from '../queries.ts'
import type { SessionRow } from '../window.ts'

/** What anybody may have, barred or not. */
const ESSENTIAL: readonly ServiceRow['kind'][] = ['desk', 'legalAdvice', 'errand']

/** Why this person may not use this service at all; null where they may. Families are taken at their word. */
export function againstGuest(guest: Guest, { audience }: ServiceRow): AppError | null {
  if (audience === 'elders' && !guest.isElder) return bookingErrors.NOT_FOR_YOU({ audience }, '这项服务只给 60 岁以上的老人')
  if (audience === 'members' && !guest.isMember) return bookingErrors.NOT_FOR_YOU({ audience }, '这项服务只给党员')
  return null
}

/**
 * Why this person cannot have a place in this session: a bar, the quota of the period the session lies in, another
 * booking at that time. Counted under the person's lock; `except` is the booking that is being moved.
 */
export async function againstPlace(
  { tx: { sql }, now }: CommandContext,
  guest: Pick<Guest, 'personId' | 'isElder' | 'isDisabled'>,
  service: ServiceRow,
  session: SessionRow,
  except: string | null = null,
): Promise<AppError | null> {
  if (guest.personId === null) return null
  const period = periodOf(session.startsAt, service.quotaPeriod ?? 'day')
  const [load] = await sql<[{ used: number; overlaps: boolean; barredUntil: Date | null }]>`select
    (select count(*)::int from bookings where person_id = ${guest.personId} and service_id = ${service.id} and id is distinct from ${except}
      and starts_at >= ${period.from} and starts_at < ${period.to} and state in ('pending', 'booked', 'checked_in', 'completed', 'no_show')) as used,
    exists (select 1 from bookings where person_id = ${guest.personId} and id is distinct from ${except} and state in ('pending', 'booked', 'checked_in')
      and tstzrange(starts_at, ends_at) && tstzrange(${session.startsAt}, ${session.endsAt})) as overlaps,
    (select until_at from booking_bars where person_id = ${guest.personId} and not is_suspended and from_at <= ${now} and until_at > ${now}) as "barredUntil"`
  const isExempt = guest.isElder || guest.isDisabled || ESSENTIAL.includes(service.kind)
  if (load.barredUntil !== null && !isExempt) return bookingErrors.BARRED({ until: load.barredUntil.toISOString() })
  if (load.overlaps) return bookingErrors.TIME_OVERLAP()
  const { quotaCount } = service
  return quotaCount !== null && load.used >= quotaCount ? bookingErrors.QUOTA_REACHED({ count: quotaCount, period: service.quotaPeriod }) : null
}
