import type { bookingContract } from '@huying/shared/booking/contract.ts'
import { DAY_MS } from '@huying/shared/kernel/calendar-day.ts'
import { kernelErrors, type AppError } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { lockGuest, type Guest } from '../guest.ts'
import { limitsOf } from '../limits.ts'
import { sessionsAt } from '../queries.ts'
import { takeSeat } from '../seats.ts'
import { bookingSubject } from '../subject.ts'
import type { Clash } from '../table.ts'
import { readTarget, type Target } from '../target.ts'
import { againstBooking, againstSession } from '../window.ts'
import { againstGuest, againstPlace } from './checks.ts'
import { openBooking } from './open-booking.ts'

type Body = Input<typeof bookingContract.book>['body']
const WEEK_MS = 7 * DAY_MS

/** The person first, the session last: its row is hot, and of many at once as many get a seat as there are. */
export async function bookSession(context: CommandContext, sessionId: string, body: Body): Promise<Written> {
  const id = uuidv7(context.now)
  const target = await readTarget(context.tx, sessionId)
  const guest = await lockGuest(context, target.place, body)
  const against = againstGuest(guest, target.service) ?? againstSeat(context, target) ?? (await againstPlace(context, guest, target.service, target.session))
  if (against) throw against
  if (body.repeatWeeks === undefined) {
    await openBooking(context, { id, target, guest, note: body.note })
    if (!(await takeSeat(context, sessionId))) throw await againstNow(context, sessionId)
  } else await bookWeekly(context, { id, target, guest, note: body.note, weeks: body.repeatWeeks })
  return { subject: { kind: bookingSubject.kind, id } }
}

/** Why there is no seat, with what one can do instead. */
export function againstSeat({ kernel, now }: CommandContext, { session, service, waiting, hasWaiters }: Target): AppError | null {
  const against = againstBooking(session, hasWaiters, service, now)
  if (against && (against.code === 'SESSION_FULL' || against.code === 'SESSION_WAITED_FOR')) {
    const waitlistLimit = limitsOf(kernel).waitlistFactor * session.seats
    Object.assign(against, { details: { waiting, waitlistLimit, canWait: waiting < waitlistLimit } })
  }
  return against
}

/** Somebody was quicker: why, as it is now. */
async function againstNow(context: CommandContext, sessionId: string): Promise<AppError> {
  return againstSeat(context, await readTarget(context.tx, sessionId)) ?? kernelErrors.CONFLICT()
}

interface Weekly {
  id: string
  target: Target
  guest: Guest
  note: string | undefined
  weeks: number
}

/** The first week must be had; of the others each that cannot is named with its reason. Seats are taken in the order of their starts. */
async function bookWeekly(context: CommandContext, { id, target, guest, note, weeks }: Weekly): Promise<void> {
  const seriesId = uuidv7(context.now)
  if (!(await takeSeat(context, target.session.id))) throw await againstNow(context, target.session.id)
  await openBooking(context, { id, target, guest, note, seriesId })
  const starts = Array.from({ length: weeks }, (_, week) => new Date(target.session.startsAt.getTime() + (week + 1) * WEEK_MS))
  const found = await sessionsAt(context.tx, target.service.id, starts)
  const clashes: Clash[] = []
  for (const startsAt of starts) {
    const session = found.find((one) => one.startsAt.getTime() === startsAt.getTime())
    const against = session ? await againstWeek(context, { ...target, session }, guest) : kernelErrors.NOT_FOUND(undefined, '这一周没有这一场')
    if (against) clashes.push({ startsAt: startsAt.toISOString(), code: against.code, message: against.message })
    else await openBooking(context, { id: uuidv7(context.now), target: { ...target, session: session! }, guest, note, seriesId })
  }
  await context.tx.sql`insert into booking_series (id, booker_id, clashes, created_at)
    values (${seriesId}, ${accountOf(context)}, ${JSON.stringify(clashes)}::jsonb, ${context.now})`
}

/** Why this week cannot be had; null: its seat is taken. */
async function againstWeek(context: CommandContext, { session, service }: Target, guest: Guest): Promise<AppError | null> {
  const against = againstSession(session, service, context.now) ?? (await againstPlace(context, guest, service, session))
  if (against) return against
  return (await takeSeat(context, session.id)) ? null : againstNow(context, session.id)
}
