import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import { describeMachines } from '@huying/shared/machines.ts'
import { systemContract } from '@huying/shared/system/contract.ts'
import { read, type Module } from '../../kernel/module.ts'

/** What the system says about itself: its machines, and how a deadline is counted. */
export const systemModule: Module = {
  name: 'system',
  routes: [
    read(systemContract.machines, async () => describeMachines()),
    read(systemContract.explain, async ({ kernel }, { query }) => {
      const why = explained(kernel.calendar(), query)
      return { ...why, dueAt: why.dueAt.toISOString(), warnAt: why.warnAt.toISOString() }
    }),
  ],
}

/** A calendar answers for the years it covers; a date or limit that leads outside is the asker's to change. */
function explained(calendar: Calendar, { from, limit }: { from: string; limit: string }) {
  try {
    return explain(calendar, new Date(from), parseLimit(limit))
  } catch (error) {
    if (error instanceof RangeError) throw kernelErrors.DATE_OUT_OF_RANGE()
    throw error
  }
}
