import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { demandSubject } from '../demand/public.ts'
import { dismissal } from './commands/dismiss-demand.ts'
import { verifyUnsolved } from './commands/verify-demand.ts'
import { dispatchDeadlines } from './deadlines.ts'
import { mayRead } from './policy.ts'
import { dispatchRoutes } from './routes.ts'
import { dispatchSubject } from './subject.ts'
import { timelines } from './timelines.ts'

async function isReadable({ actor, db }: ReadContext, id: string): Promise<boolean> {
  const row = await readSubject(db, dispatchSubject, id)
  return mayRead(actor, row, await readSubject(db, demandSubject, row.demandId))
}

/** Dispatches 派单, and the ledger's verbs that write them. */
export const dispatchModule: Module = {
  name: 'dispatch',
  routes: dispatchRoutes,
  subjects: [dispatchSubject],
  deadlines: dispatchDeadlines,
  timelines,
  approvables: [verifyUnsolved, dismissal],
  constraints: {
    dispatches_one_live_lead: demandErrors.LEAD_ALREADY_DISPATCHED,
    dispatches_one_live_unit: demandErrors.UNIT_ALREADY_DISPATCHED,
  },
  mayWatch: { dispatch: isReadable },
  maySeePhotos: { dispatch: isReadable },
}
