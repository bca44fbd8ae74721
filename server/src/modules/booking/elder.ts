import { civilDate, dayOf } from '@huying/shared/kernel/calendar-day.ts'

const ELDER_AGE = 60

/** Whoever was born in this year or before counts as an elder. */
export const bornForElder = (now: Date): number => civilDate(dayOf(now.getTime())).year - ELDER_AGE
