import { Calendar, type CalendarFacts } from '@huying/shared/kernel/calendar'
import { create } from 'zustand'

/** Ordinary weeks, until the county's own calendar has been fetched. */
const useCalendarStore = create(() => ({ calendar: new Calendar({ days: [], publishedYears: [] }) }))

/** The county's working time, for counting what is left; the due dates themselves come from the server. */
export const useCalendar = () => useCalendarStore(({ calendar }) => calendar)

export function setCalendarFacts(facts: CalendarFacts) {
  useCalendarStore.setState({ calendar: new Calendar(facts) })
}
