import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { complaintSubject } from '../complaint/public.ts'
import { aroundDemand } from './around.ts'
import { demandDeadlines } from './deadlines.ts'
import { mayRead } from './policy.ts'
import { demandRoutes } from './routes.ts'
import { demandSubject } from './subject.ts'
import { demandSubscribers } from './subscribers.ts'

const reads = async ({ actor, db, now }: ReadContext, id: string): Promise<boolean> =>
  mayRead(actor, await readSubject(db, demandSubject, id), await aroundDemand(db, id, now))

/** The demand ledger 需求台账. */
export const demandModule: Module = {
  name: 'demand',
  routes: demandRoutes,
  subjects: [demandSubject],
  subscribers: demandSubscribers,
  deadlines: demandDeadlines,
  constraints: { demands_number_unique: kernelErrors.CONFLICT, demands_recurrence_fk: kernelErrors.NOT_FOUND },
  mayWatch: { demand: reads },
  maySeePhotos: {
    demand: reads,
    /** Whoever sees the entry's photos sees those of the complaints on it. */
    async complaint(context, id) {
      const { demandId } = await readSubject(context.db, complaintSubject, id)
      return demandId !== null && reads(context, demandId)
    },
  },
}
