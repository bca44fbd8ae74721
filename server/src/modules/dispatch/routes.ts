import { demandContract } from '@huying/shared/demand/contract.ts'
import { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { getDemand } from '../demand/public.ts'
import { acceptDispatch } from './commands/accept-dispatch.ts'
import { addAssist } from './commands/add-assist.ts'
import { cancelDispatch } from './commands/cancel-dispatch.ts'
import { contactReporters } from './commands/contact-reporters.ts'
import { dispatchDemand } from './commands/dispatch-demand.ts'
import { progressDispatch } from './commands/progress-dispatch.ts'
import { redoDemand } from './commands/redo-demand.ts'
import { replyDispatch } from './commands/reply-dispatch.ts'
import { verifyDemand } from './commands/verify-demand.ts'
import { getDispatch, listVisibleDispatches } from './read.ts'
import { standAside } from './stand-aside.ts'

const present = getDispatch

export const dispatchRoutes: readonly Route[] = [
  write(demandContract.dispatch, {
    prepare: (context, { params, body }) => standAside(context, params.id, [body.leadUnitId, ...(body.assists ?? []).map(({ unitId }) => unitId)]),
    run: (context, { params, body }) => dispatchDemand(context, params.id, body),
    present: getDemand,
  }),
  write(demandContract.addAssist, {
    prepare: (context, { params, body }) => standAside(context, params.id, [body.unitId]),
    run: (context, { params, body }) => addAssist(context, params.id, body),
    present: getDemand,
  }),
  write(demandContract.verify, { run: (context, { params, body }) => verifyDemand(context, params.id, body), present: getDemand }),
  write(demandContract.redo, { run: (context, { params, body }) => redoDemand(context, params.id, body), present: getDemand }),
  read(dispatchContract.list, (context, { query }) => listVisibleDispatches(context, query)),
  read(dispatchContract.get, (context, { params }) => getDispatch(context, params.id)),
  write(dispatchContract.accept, { run: (context, { params }) => acceptDispatch(context, params.id), present }),
  write(dispatchContract.contact, { run: (context, { params, body }) => contactReporters(context, params.id, body), present }),
  write(dispatchContract.progress, { run: (context, { params, body }) => progressDispatch(context, params.id, body), present }),
  write(dispatchContract.reply, { run: (context, { params, body }) => replyDispatch(context, params.id, body), present }),
  write(dispatchContract.cancel, { run: (context, { params, body }) => cancelDispatch(context, params.id, body.reason), present }),
]
