import { bookingStateWords } from '@huying/shared/booking/labels.ts'
import { sessionMachine } from '@huying/shared/booking/session-machine.ts'
import { XLSX } from '@huying/shared/booking/staff-contract.ts'
import { clockWords, momentParts } from '@huying/shared/kernel/calendar-words.ts'
import { parseIsoDate, WEEKDAYS, weekdayOf } from '@huying/shared/kernel/calendar-day.ts'
import type { RawAnswer } from '@huying/shared/kernel/endpoint.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { spreadsheet, type CellValue, type Column, type SheetOptions } from '../../kernel/spreadsheet.ts'
import { daySheet, week } from './desk.ts'

const clock = (at: string): string => clockWords(momentParts(Date.parse(at), false).minutes)
const span = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string => `${clock(startsAt)}–${clock(endsAt)}`
/** `2027-03-01 周一`: with its year, since a file is kept. */
const dated = (day: string): string => `${day} ${WEEKDAYS[weekdayOf(parseIsoDate(day))]}`

const DAY_COLUMNS: readonly Column[] = [
  { title: '时间', width: 14 }, { title: '服务', width: 22 }, { title: '姓名', width: 10 }, { title: '状态', width: 16 }, { title: '签到', width: 8 },
  { title: '应付（元）', width: 10 }, { title: '收据', width: 16 }, { title: '备注', width: 28 }, { title: '本人签名', width: 16 },
]
const WEEK_COLUMNS: readonly Column[] = [
  { title: '日期', width: 16 }, { title: '时间', width: 14 }, { title: '服务', width: 22 }, { title: '状态', width: 10 }, { title: '名额', width: 8 },
  { title: '约了', width: 8 }, { title: '候补', width: 8 }, { title: '到场名单', width: 12 },
]

/** One day's sheet as the screen shows it, names masked, with room to sign. */
export async function daySheetFile(context: ReadContext, placeId: string, text: string | undefined): Promise<RawAnswer> {
  const { day, place, sessions } = await daySheet(context, placeId, text)
  const rows: CellValue[][] = sessions.flatMap((session) =>
    session.bookings.map((booking) => [
      span(session), session.service.name, booking.who, bookingStateWords(booking), booking.checkedInAt && clock(booking.checkedInAt),
      booking.priceFen === 0 ? null : booking.priceFen / 100, booking.receiptNumber, [booking.isWalkIn && '现场来的', booking.note].filter(Boolean).join('，') || null, null,
    ]))
  return file(context, `day-${day}`, { name: '到场名单', heading: `${place} ${dated(day)} 到场名单`, columns: DAY_COLUMNS, rows })
}

/** A week's sessions, Monday to Sunday, with how full they are. */
export async function weekFile(context: ReadContext, placeId: string, text: string | undefined): Promise<RawAnswer> {
  const { place, days } = await week(context, placeId, text)
  const rows: CellValue[][] = days.flatMap(({ day, sessions }) =>
    sessions.map((session) => [
      dated(day), span(session), session.service.name, sessionMachine.states[session.state].label, session.seats, session.taken, session.waiting,
      session.daySheetConfirmedAt === null ? null : '已确认',
    ]))
  return file(context, `week-${days[0]!.day}`, { name: '一周场次', heading: `${place} ${dated(days[0]!.day)}起一周的场次`, columns: WEEK_COLUMNS, rows })
}

const file = async ({ kernel }: ReadContext, name: string, sheet: SheetOptions): Promise<RawAnswer> => ({
  type: XLSX, body: await spreadsheet(kernel, sheet), headers: { 'content-disposition': `attachment; filename="${name}.xlsx"` },
})
