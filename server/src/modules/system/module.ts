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
      const why = explain(kernel.calendar(), new Date(query.from), parseLimit(query.limit))
      return { ...why, dueAt: why.dueAt.toISOString(), warnAt: why.warnAt.toISOString() }
    }),
  ],
}
