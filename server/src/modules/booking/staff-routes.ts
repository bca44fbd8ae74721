import { bookingStaffContract } from '@huying/shared/booking/staff-contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { rotatingCode, windowEnd, windowOf } from './check-in-code.ts'
import { changeSeats, closeSession, reopenSession } from './commands/close-session.ts'
import { confirmDaySheet } from './commands/confirm-day-sheet.ts'
import { keepSession } from './commands/keep-session.ts'
import { walkIn } from './commands/walk-in.ts'
import { daySheet, occupancy, week } from './desk.ts'
import { daySheetFile, weekFile } from './desk-file.ts'
import { staffOf } from './policy.ts'
import { getBooking, getSession } from './read.ts'
import { readTarget } from './target.ts'

const present = getSession

/** What the staff of a place do with its sessions. */
export const bookingStaffRoutes: readonly Route[] = [
  read(bookingStaffContract.daySheet, (context, { params, query }) => daySheet(context, params.id, query.day)),
  read(bookingStaffContract.week, (context, { params, query }) => week(context, params.id, query.day)),
  read(bookingStaffContract.daySheetFile, (context, { params, query }) => daySheetFile(context, params.id, query.day)),
  read(bookingStaffContract.weekFile, (context, { params, query }) => weekFile(context, params.id, query.day)),
  read(bookingStaffContract.occupancy, (context, { params, query }) => occupancy(context, params.id, query.from, query.to)),
  read(bookingStaffContract.code, async ({ db, actor, now, kernel }, { params: { id } }) => {
    const { session } = await readTarget(db, id, { anyService: true })
    if (staffOf(actor, session.placeId).length === 0) throw kernelErrors.FORBIDDEN()
    const window = windowOf(now)
    const end = windowEnd(window)
    return { code: rotatingCode(kernel, id, window), validUntil: end.toISOString(), endsInMs: end.getTime() - now.getTime() }
  }),
  write(bookingStaffContract.walkIn, { run: (context, { params, body }) => walkIn(context, params.id, body), present: getBooking }),
  write(bookingStaffContract.confirmDaySheet, { run: (context, { params, body }) => confirmDaySheet(context, params.id, body.cameBookingIds ?? []), present }),
  write(bookingStaffContract.keep, { run: (context, { params }) => keepSession(context, params.id), present }),
  write(bookingStaffContract.seats, { run: (context, { params, body }) => changeSeats(context, params.id, body.seats), present }),
  write(bookingStaffContract.close, { run: (context, { params, body }) => closeSession(context, params.id, body.reason), present }),
  write(bookingStaffContract.reopen, { run: (context, { params }) => reopenSession(context, params.id), present }),
]
