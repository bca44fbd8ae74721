import { wishContract } from '@huying/shared/wish/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, readAhead, write, type Route, type Written } from '../../kernel/module.ts'
import { checkText } from '../account/public.ts'
import { assignWish, claimWish } from './commands/claim-wish.ts'
import { proposeUnmet } from './commands/close-unmet.ts'
import { acknowledgeWish, extendWish, revealContact, shareContact } from './commands/contact-wish.ts'
import { confirmWish, fulfilWish, reportProgress } from './commands/fulfil-wish.ts'
import { takeDownWish, withdrawWish } from './commands/leave-board.ts'
import { releaseWish } from './commands/release-wish.ts'
import { appealWish, resubmitWish, wordsToCheck } from './commands/resubmit-wish.ts'
import { publishWish, rejectWish, returnWish } from './commands/review-wish.ts'
import { disputeWish, settleWish } from './commands/settle-wish.ts'
import { approveThanks, showThanks } from './commands/show-thanks.ts'
import { submitWish } from './commands/submit-wish.ts'
import { replaceContact } from './commands/team.ts'
import { readContact } from './contact.ts'
import { listWishes } from './list.ts'
import { mayRead } from './policy.ts'
import { presentLine, presentWish } from './presenter.ts'
import { readWish, type WishView } from './queries.ts'
import { showRouting } from './routing-view.ts'

function show(context: ReadContext, view: WishView) {
  if (!mayRead(context.actor, view.wish)) throw kernelErrors.NOT_FOUND()
  return presentWish(context, view)
}

/** Shows a wish to whoever has just acted on it, even where the act took it out of their sight. */
const present = async (context: ReadContext, id: string) => presentWish(context, await readWish(context.db, id, context.db.sql`${context.actor.accountId}::uuid`))

async function act(context: CommandContext, id: string, verb: (context: CommandContext, id: string) => Promise<void>): Promise<Written> {
  await verb(context, id)
  return { subject: { kind: 'wish', id } }
}

const PUBLIC_VIEWS: readonly string[] = ['board', 'wall']

export const wishRoutes = (wechat: Wechat): readonly Route[] => [
  read(wishContract.list, async (context, { query }) => {
    if (!PUBLIC_VIEWS.includes(query.view) && context.actor.accountId === null) throw kernelErrors.UNAUTHENTICATED()
    const rows = await listWishes(context, { ...query, after: decodeCursor(query.cursor) })
    return pageOf(rows, query.limit, ({ at, line }) => ({ at, id: line.wish.id }), ({ line }) => presentLine(context, line, query.view))
  }),
  readAhead(wishContract.get, ({ db, asker }, { params }) => readWish(db, params.id, asker()), show),
  read(wishContract.routing, (context, { params, query }) => showRouting(context, params.id, query.withInputs === 'true')),
  write(wishContract.create, {
    prepare: (context, { body }) => checkText(wechat, context, `${body.title}\n${body.story}`),
    run: submitWish,
    present,
  }),
  write(wishContract.return, { run: (context, { params, body }) => act(context, params.id, (c, id) => returnWish(c, id, body.reason)), present }),
  write(wishContract.resubmit, {
    prepare: async (context, { params, body }) => checkText(wechat, context, await wordsToCheck(context, params.id, body)),
    run: (context, { params, body }, verdict) => act(context, params.id, (c, id) => resubmitWish(c, id, body, verdict)),
    present,
  }),
  write(wishContract.reject, { run: (context, { params, body }) => act(context, params.id, (c, id) => rejectWish(c, id, body.reasonCode, body.reason)), present }),
  write(wishContract.appeal, { run: (context, { params, body }) => act(context, params.id, (c, id) => appealWish(c, id, body.reason)), present }),
  write(wishContract.publish, { run: (context, { params, body }) => act(context, params.id, (c, id) => publishWish(c, id, body)), present }),
  write(wishContract.claim, { run: (context, { params, body }) => act(context, params.id, (c, id) => claimWish(c, id, body)), present }),
  write(wishContract.assign, { run: (context, { params, body }) => act(context, params.id, (c, id) => assignWish(c, id, body.memberId, body.reason)), present }),
  write(wishContract.progress, { run: (context, { params, body }) => act(context, params.id, (c, id) => reportProgress(c, id, body.note, body.uploadIds ?? [])), present }),
  write(wishContract.extend, { run: (context, { params, body }) => act(context, params.id, (c, id) => extendWish(c, id, body.reason)), present }),
  write(wishContract.acknowledge, { run: (context, { params, body }) => act(context, params.id, (c, id) => acknowledgeWish(c, id, body.reason)), present }),
  write(wishContract.shareContact, { run: (context, { params, body }) => act(context, params.id, (c, id) => shareContact(c, id, body.reason)), present }),
  write(wishContract.replaceContact, { run: (context, { params, body }) => act(context, params.id, (c, id) => replaceContact(c, id, body.contactId, body.reason)), present }),
  write(wishContract.contactReveal, { run: (context, { params, body }) => act(context, params.id, (c, id) => revealContact(c, id, body.reason)), present: readContact }),
  write(wishContract.release, { run: (context, { params, body }) => act(context, params.id, (c, id) => releaseWish(c, id, body.reason)), present }),
  write(wishContract.fulfil, { run: (context, { params, body }) => act(context, params.id, (c, id) => fulfilWish(c, id, body.account, body.uploadIds)), present }),
  write(wishContract.confirm, {
    prepare: async (context, { body }) => (body.thanks === undefined ? 'pass' : checkText(wechat, context, body.thanks)),
    run: (context, { params, body }, verdict) => act(context, params.id, (c, id) => confirmWish(c, id, body, verdict)),
    present,
  }),
  write(wishContract.showThanks, { run: (context, { params, body }) => act(context, params.id, (c, id) => showThanks(c, id, body.isAgreed)), present }),
  write(wishContract.approveThanks, { run: (context, { params }) => act(context, params.id, approveThanks), present }),
  write(wishContract.dispute, { run: (context, { params, body }) => act(context, params.id, (c, id) => disputeWish(c, id, body.missing)), present }),
  write(wishContract.settle, { run: (context, { params, body }) => act(context, params.id, (c, id) => settleWish(c, id, body.decision, body.reason)), present }),
  write(wishContract.withdraw, { run: (context, { params, body }) => act(context, params.id, (c, id) => withdrawWish(c, id, body.reason)), present }),
  write(wishContract.takeDown, { run: (context, { params, body }) => act(context, params.id, (c, id) => takeDownWish(c, id, body.reason)), present }),
  write(wishContract.closeUnmet, { run: (context, { params, body }) => proposeUnmet(context, params.id, body.reason), present }),
]
