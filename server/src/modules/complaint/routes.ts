import { complaintContract } from '@huying/shared/complaint/contract.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { acceptComplaint } from './commands/accept-complaint.ts'
import { confirmComplaint } from './commands/confirm-complaint.ts'
import { contactReporter } from './commands/contact-reporter.ts'
import { handUpComplaint } from './commands/hand-up-complaint.ts'
import { resolveComplaint } from './commands/resolve-complaint.ts'
import { submitComplaint } from './commands/submit-complaint.ts'
import { withdrawComplaint } from './commands/withdraw-complaint.ts'
import { checkText } from '../account/public.ts'
import { getComplaint, listVisibleComplaints } from './read.ts'

const present = getComplaint

/** Raising is the ledger's verb: the demand module mounts it. */
export const complaintRoutes = (wechat: Wechat): readonly Route[] => [
  read(complaintContract.list, (context, { query }) => listVisibleComplaints(context, query)),
  read(complaintContract.get, (context, { params }) => getComplaint(context, params.id)),
  write(complaintContract.create, {
    prepare: (context, { body }) => checkText(wechat, context, body.text),
    run: (context, { body }, verdict) => submitComplaint(context, body, verdict),
    present,
  }),
  write(complaintContract.accept, { run: (context, { params }) => acceptComplaint(context, params.id), present }),
  write(complaintContract.handUp, { run: (context, { params, body }) => handUpComplaint(context, params.id, body.reason), present }),
  write(complaintContract.contact, { run: (context, { params, body }) => contactReporter(context, params.id, body), present }),
  write(complaintContract.resolve, { run: (context, { params, body }) => resolveComplaint(context, params.id, body), present }),
  write(complaintContract.confirm, { run: (context, { params, body }) => confirmComplaint(context, params.id, body), present }),
  write(complaintContract.withdraw, { run: (context, { params, body }) => withdrawComplaint(context, params.id, body.reason), present }),
]
