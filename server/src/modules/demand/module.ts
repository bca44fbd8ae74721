import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { aroundDemand } from './around.ts'
import { demandDeadlines } from './deadlines.ts'
import { mayRead } from './policy.ts'
import { demandRoutes } from './routes.ts'
import { demandSubject } from './subject.ts'
import { demandSubscribers } from './subscribers.ts'

/** The demand ledger 需求台账. */
export const demandModule: Module = {
  name: 'demand',
  routes: demandRoutes,
  subjects: [demandSubject],
  subscribers: demandSubscribers,
  deadlines: demandDeadlines,
  constraints: { demands_number_unique: kernelErrors.CONFLICT, demands_recurrence_fk: kernelErrors.NOT_FOUND },
  mayWatch: {
    demand: async ({ actor, db, now }, id) => mayRead(actor, await readSubject(db, demandSubject, id), await aroundDemand(db, id, now)),
  },
}
