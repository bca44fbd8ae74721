import { calendarContract, type CalendarYear } from '@huying/shared/calendar/contract'
import { Calendar, type DayFact } from '@huying/shared/kernel/calendar'
import { civilDate, dayOf } from '@huying/shared/kernel/calendar-day'
import { create } from 'zustand'
import { onNetworkChange } from './network'
import { call } from './request'

/** Ordinary weeks, until the county's own calendar is known. */
const useCalendarStore = create(() => ({ calendar: new Calendar({ days: [], publishedYears: [] }) }))

/** The county's working time, for counting what is left; the due dates themselves come from the server. */
export const useCalendar = () => useCalendarStore(({ calendar }) => calendar)

const factOf = ({ date, kind, isOverride, reason, hours }: CalendarYear['days'][number]): DayFact => ({ date, kind, isOverride, name: reason, ...(hours && { hours }) })

/** What is overdue may have begun last year, what is due may end in the next. */
async function readCalendar(): Promise<void> {
  const { year } = civilDate(dayOf(Date.now()))
  const years = await Promise.all([year - 1, year, year + 1].map((one) => call(calendarContract.get, { params: { year: one } })))
  const facts = { days: years.flatMap(({ days }) => days.map(factOf)), publishedYears: years.flatMap((one) => (one.isPublished ? [one.year] : [])) }
  useCalendarStore.setState({ calendar: new Calendar(facts) })
}

/** Reads the county's calendar at launch and whenever the network comes back; without it ordinary weeks are counted. */
export function watchCalendar() {
  const read = () => void readCalendar().catch(() => undefined)
  onNetworkChange((isOnline) => {
    if (isOnline) read()
  })
  read()
}
