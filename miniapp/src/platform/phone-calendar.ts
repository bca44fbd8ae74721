import Taro from '@tarojs/taro'
import { isWeapp } from './environment'
import { handOver } from './hand-over'

export interface CalendarEntry {
  title: string
  startsAt: Date
  endsAt: Date
  location: string
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** Puts an appointment into the calendar of the phone; in a browser the file that `file` answers is handed over. False: left or refused. */
export async function addToCalendar({ title, startsAt, endsAt, location }: CalendarEntry, file: () => Promise<string>): Promise<boolean> {
  try {
    if (isWeapp) await Taro.addPhoneCalendar({ title, startTime: seconds(startsAt), endTime: String(seconds(endsAt)), location })
    else handOver(await file(), 'text/calendar', '预约.ics')
    return true
  } catch {
    return false
  }
}
