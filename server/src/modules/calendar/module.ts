import { calendarContract } from '@huying/shared/calendar/contract.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { loadYear } from './commands/load-year.ts'
import { readYear } from './queries.ts'

/** The county's working calendar, year by year. `refresh` makes every process read it anew. */
export const calendarModule = (refresh: () => Promise<void>): Module => ({
  name: 'calendar',
  routes: [
    read(calendarContract.get, ({ db }, { params }) => readYear(db, params.year)),
    write(calendarContract.load, { run: loadYear, after: refresh }),
  ],
})
