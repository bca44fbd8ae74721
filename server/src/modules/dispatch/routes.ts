import { demandContract } from '@huying/shared/demand/contract.ts'
import { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { getDemand } from '../demand/public.ts'
import { acceptDispatch } from './commands/accept-dispatch.ts'
import { addAssist } from './commands/add-assist.ts'
import { cancelDispatch } from './commands/cancel-dispatch.ts'
import { contactReporters } from './commands/contact-reporters.ts'
import { dismissDemand } from './commands/dismiss-demand.ts'
import { dispatchDemand } from './commands/dispatch-demand.ts'
import { decideHold, releaseHold } from './commands/end-hold.ts'
import { decideExtension, requestExtension } from './commands/extend-dispatch.ts'
import { handOverDispatch } from './commands/hand-over-dispatch.ts'
import { progressDispatch } from './commands/progress-dispatch.ts'
import { recallReply } from './commands/recall-reply.ts'
import { decideReturn, requestReturn, withdrawReturn } from './commands/return-dispatch.ts'
import { contactCards, revealContacts } from './commands/reveal-contacts.ts'
import { redoDemand } from './commands/redo-demand.ts'
import { replyDispatch } from './commands/reply-dispatch.ts'
import { verifyDemand } from './commands/verify-demand.ts'
import { colleaguesOf, getDispatch, listVisibleDispatches } from './read.ts'
import { standAside, standAsideAnew } from './stand-aside.ts'

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
  write(demandContract.decideHold, { run: (context, { params, body }) => decideHold(context, params.id, body), present: getDemand }),
  write(demandContract.releaseHold, { run: (context, { params, body }) => releaseHold(context, params.id, body.reason), present: getDemand }),
  write(demandContract.dismiss, { run: (context, { params, body }) => dismissDemand(context, params.id, body), present: getDemand }),
  read(dispatchContract.list, (context, { query }) => listVisibleDispatches(context, query)),
  read(dispatchContract.get, (context, { params }) => getDispatch(context, params.id)),
  read(dispatchContract.colleagues, (context, { params }) => colleaguesOf(context, params.id)),
  write(dispatchContract.accept, { run: (context, { params }) => acceptDispatch(context, params.id), present }),
  write(dispatchContract.contact, { run: (context, { params, body }) => contactReporters(context, params.id, body), present }),
  write(dispatchContract.progress, { run: (context, { params, body }) => progressDispatch(context, params.id, body), present }),
  write(dispatchContract.reply, { run: (context, { params, body }) => replyDispatch(context, params.id, body), present }),
  write(dispatchContract.requestReturn, { run: (context, { params, body }) => requestReturn(context, params.id, body), present }),
  write(dispatchContract.withdrawReturn, { run: (context, { params, body }) => withdrawReturn(context, params.id, body.reason), present }),
  write(dispatchContract.decideReturn, {
    prepare: async (context, { params, body }) => {
      const { dispatch } = body
      if (dispatch) await standAsideAnew(context, params.id, [dispatch.leadUnitId, ...(dispatch.assists ?? []).map(({ unitId }) => unitId)])
    },
    run: (context, { params, body }) => decideReturn(context, params.id, body),
    present,
  }),
  write(dispatchContract.handOver, { run: (context, { params, body }) => handOverDispatch(context, params.id, body.accountId, body.reason), present }),
  write(dispatchContract.requestExtension, { run: (context, { params, body }) => requestExtension(context, params.id, body), present }),
  write(dispatchContract.decideExtension, { run: (context, { params, body }) => decideExtension(context, params.id, body), present }),
  write(dispatchContract.recallReply, { run: (context, { params, body }) => recallReply(context, params.id, body.reason), present }),
  write(dispatchContract.contactReveal, { run: (context, { params, body }) => revealContacts(context, params.id, body.reason), present: contactCards }),
  write(dispatchContract.cancel, { run: (context, { params, body }) => cancelDispatch(context, params.id, body.reason), present }),
]
