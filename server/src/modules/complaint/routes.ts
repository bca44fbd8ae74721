import { complaintContract } from '@huying/shared/complaint/contract.ts'
import { wordsIn } from '@huying/shared/complaint/questions.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { acceptComplaint } from './commands/accept-complaint.ts'
import { answerQuestion, askReporter, takeBackQuestion } from './commands/ask-reporter.ts'
import { confirmComplaint } from './commands/confirm-complaint.ts'
import { contactReporter } from './commands/contact-reporter.ts'
import { appealDecline, declineComplaint } from './commands/decline-complaint.ts'
import { handUpComplaint } from './commands/hand-up-complaint.ts'
import { mergeComplaint, unmergeComplaint } from './commands/merge-complaint.ts'
import { reassignComplaint } from './commands/reassign-complaint.ts'
import { requestReopen } from './commands/reopen-complaint.ts'
import { refuseRaise, requestRaise } from './commands/request-raise.ts'
import { readContact, revealContact } from './commands/reveal-contact.ts'
import { resolveComplaint } from './commands/resolve-complaint.ts'
import { submitComplaint } from './commands/submit-complaint.ts'
import { withdrawComplaint } from './commands/withdraw-complaint.ts'
import { likeComplaints } from './like.ts'
import { mergeTargets } from './merge-targets.ts'
import { lookUp } from './look-up.ts'
import { checkText } from '../account/public.ts'
import { getComplaint, listVisibleComplaints } from './read.ts'

const present = getComplaint

/** As many letters WeChat checks at once; a complaint that is taken has fewer. */
const MOST_CHECKED = 2500
/** Raising and reopening are the ledger's verbs: the demand module mounts them. */
export const complaintRoutes = (wechat: Wechat): readonly Route[] => [
  read(complaintContract.list, (context, { query }) => listVisibleComplaints(context, query)),
  read(complaintContract.get, (context, { params }) => getComplaint(context, params.id)),
  write(complaintContract.create, {
    prepare: (context, { body }) => checkText(wechat, context, [body.text, wordsIn(body.answers ?? {})].filter(Boolean).join('\n').slice(0, MOST_CHECKED)),
    run: (context, { body }, verdict) => submitComplaint(context, body, verdict),
    present,
  }),
  write(complaintContract.accept, { run: (context, { params, body }) => acceptComplaint(context, params.id, body), present }),
  write(complaintContract.handUp, { run: (context, { params, body }) => handUpComplaint(context, params.id, body.reason), present }),
  write(complaintContract.contact, { run: (context, { params, body }) => contactReporter(context, params.id, body), present }),
  write(complaintContract.resolve, { run: (context, { params, body }) => resolveComplaint(context, params.id, body), present }),
  write(complaintContract.confirm, { run: (context, { params, body }) => confirmComplaint(context, params.id, body), present }),
  write(complaintContract.withdraw, { run: (context, { params, body }) => withdrawComplaint(context, params.id, body.reason), present }),
  write(complaintContract.reassign, { run: (context, { params, body }) => reassignComplaint(context, params.id, body.areaCode, body.reason), present }),
  write(complaintContract.ask, { run: (context, { params, body }) => askReporter(context, params.id, body.question), present }),
  write(complaintContract.answer, {
    prepare: (context, { body }) => checkText(wechat, context, body.answer),
    run: (context, { params, body }, verdict) => answerQuestion(context, params.id, body.answer, verdict),
    present,
  }),
  write(complaintContract.takeBack, { run: (context, { params, body }) => takeBackQuestion(context, params.id, body.reason), present }),
  write(complaintContract.decline, { run: (context, { params, body }) => declineComplaint(context, params.id, body), present }),
  write(complaintContract.appeal, { run: (context, { params, body }) => appealDecline(context, params.id, body.reason), present }),
  write(complaintContract.requestRaise, { run: (context, { params, body }) => requestRaise(context, params.id, body.reason), present }),
  write(complaintContract.refuseRaise, { run: (context, { params, body }) => refuseRaise(context, params.id, body.reason), present }),
  read(complaintContract.mergeTargets, (context, { params }) => mergeTargets(context, params.id)),
  write(complaintContract.merge, { run: (context, { params, body }) => mergeComplaint(context, params.id, body.complaintId, body.reason), present }),
  write(complaintContract.unmerge, { run: (context, { params, body }) => unmergeComplaint(context, params.id, body.reason), present }),
  write(complaintContract.requestReopen, { run: (context, { params, body }) => requestReopen(context, params.id, body.reason), present }),
  write(complaintContract.contactReveal, {
    run: (context, { params, body }) => revealContact(context, params.id, body.reason),
    present: readContact,
  }),
  read(complaintContract.like, (context, { body }) => likeComplaints(context, body)),
  write(complaintContract.lookup, { run: async (context, { body }) => ({ answer: await lookUp(context, body) }) }),
]
