import Taro from '@tarojs/taro'
import { isWeapp } from './environment'

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
    else handOver(await file())
    return true
  } catch {
    return false
  }
}

function handOver(content: string) {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/calendar' }))
  const link = document.createElement('a')
  link.href = url
  link.download = '预约.ics'
  link.click()
  URL.revokeObjectURL(url)
}
