import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { demandContract } from '@huying/shared/demand/contract.ts'
import { ledgerContract } from '@huying/shared/demand/ledger-contract.ts'
import { accountOf } from '../../kernel/context.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { getComplaint } from '../complaint/public.ts'
import { handBackDemand, takeOverDemand } from './commands/change-level.ts'
import { createDemand } from './commands/create-demand.ts'
import { dropFilter, keepFilter } from './commands/keep-filter.ts'
import { raiseComplaint } from './commands/raise-complaint.ts'
import { proposeHold, renewHold } from './commands/hold-demand.ts'
import { decideReopen, reopenComplaint } from './commands/reopen-complaint.ts'
import { setDemandDate } from './commands/set-date.ts'
import { keptFilters } from './kept-filters.ts'
import { ledgerFile } from './ledger-file.ts'
import { likeDemands } from './like-demands.ts'
import { getDemand, getSuggestion, listVisibleDemands } from './read.ts'

const present = getDemand

/** What writes dispatches (dispatch, add-assist, verify, redo, dismiss, deciding and ending a hold) is mounted by their module. */
export const demandRoutes: readonly Route[] = [
  read(demandContract.list, (context, { query }) => listVisibleDemands(context, query)),
  read(ledgerContract.file, (context, { query }) => ledgerFile(context, query)),
  read(ledgerContract.filters, async (context) => ({ items: await keptFilters(context.db, accountOf(context)) })),
  write(ledgerContract.keepFilter, { run: (context, { body }) => keepFilter(context, body) }),
  write(ledgerContract.dropFilter, { run: (context, { params }) => dropFilter(context, params.id) }),
  read(demandContract.get, (context, { params }) => getDemand(context, params.id)),
  read(ledgerContract.like, (context, { params }) => likeDemands(context, params.id)),
  read(demandContract.suggestion, (context, { params }) => getSuggestion(context, params.id)),
  write(demandContract.create, { run: (context, { body }) => createDemand(context, body), present }),
  write(demandContract.takeOver, { run: (context, { params, body }) => takeOverDemand(context, params.id, body.reason), present }),
  write(demandContract.handBack, { run: (context, { params, body }) => handBackDemand(context, params.id, body.reason), present }),
  write(demandContract.setDate, { run: (context, { params, body }) => setDemandDate(context, params.id, body.dueAt, body.reason), present }),
  write(demandContract.proposeHold, { run: (context, { params, body }) => proposeHold(context, params.id, body), present }),
  write(demandContract.renewHold, { run: (context, { params, body }) => renewHold(context, params.id, body.reviewOn, body.reason), present }),
  write(complaintContract.reopen, { run: (context, { params, body }) => reopenComplaint(context, params.id, body.reason), present: getComplaint }),
  write(complaintContract.decideReopen, { run: (context, { params, body }) => decideReopen(context, params.id, body.decision, body.reason), present: getComplaint }),
  write(complaintContract.raise, { run: (context, { params, body }) => raiseComplaint(context, params.id, body), present: getComplaint }),
]
