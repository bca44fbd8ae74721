import { wishContract } from '@huying/shared/wish/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import type { CommandContext, ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Module, type Written } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { checkText } from '../account/public.ts'
import { claimWish, releaseWish } from './commands/claim-wish.ts'
import { confirmWish, fulfilWish, reportProgress, withdrawWish } from './commands/fulfil-wish.ts'
import { publishWish, rejectWish, returnWish } from './commands/review-wish.ts'
import { submitWish } from './commands/submit-wish.ts'
import { mayRead } from './policy.ts'
import { presentLine, presentWish } from './presenter.ts'
import { listWishes, readWish } from './queries.ts'
import { wishSubject } from './table.ts'

async function show(context: ReadContext, id: string) {
  const view = await readWish(context.db, id)
  if (!mayRead(context.actor, view.wish)) throw kernelErrors.NOT_FOUND()
  return presentWish(context, view)
}

/** Shows a wish to whoever has just acted on it, even where the act took it out of their sight. */
const present = async (context: ReadContext, id: string) => presentWish(context, await readWish(context.db, id))

const written = (id: string): Written => ({ subject: { kind: 'wish', id } })

type Verb = (context: CommandContext, id: string) => Promise<void>
const act = async (context: CommandContext, id: string, verb: Verb): Promise<Written> => {
  await verb(context, id)
  return written(id)
}

export const wishModule = (wechat: Wechat): Module => ({
  name: 'wish',
  subjects: [wishSubject],
  mayWatch: { wish: async ({ actor, db }, id) => mayRead(actor, await readSubject(db, wishSubject, id)) },
  routes: [
    read(wishContract.list, async (context, { query }) => {
      if (query.view !== 'board') accountOrRefuse(context)
      const rows = await listWishes(context.db, context.actor, { ...query, after: decodeCursor(query.cursor) })
      const at = ({ wish }: (typeof rows)[number]) => (query.view === 'board' ? wish.publishedAt! : query.view === 'claims' ? wish.claimedAt! : wish.createdAt)
      return pageOf(rows, query.limit, (row) => ({ at: at(row), id: row.wish.id }), (row) => presentLine(context, row))
    }),
    read(wishContract.get, (context, { params }) => show(context, params.id)),
    write(wishContract.create, {
      prepare: (context, { body }) => checkText(wechat, context, `${body.title}\n${body.story}`),
      run: submitWish,
      present,
    }),
    write(wishContract.publish, { run: (context, { params, body }) => act(context, params.id, (c, id) => publishWish(c, id, body.publicTitle)), present }),
    write(wishContract.return, { run: (context, { params, body }) => act(context, params.id, (c, id) => returnWish(c, id, body.reason)), present }),
    write(wishContract.reject, { run: (context, { params, body }) => act(context, params.id, (c, id) => rejectWish(c, id, body.reasonCode, body.reason)), present }),
    write(wishContract.claim, { run: (context, { params }) => act(context, params.id, claimWish), present }),
    write(wishContract.release, { run: (context, { params, body }) => act(context, params.id, (c, id) => releaseWish(c, id, body.reason)), present }),
    write(wishContract.progress, { run: (context, { params, body }) => act(context, params.id, (c, id) => reportProgress(c, id, body.note, body.uploadIds ?? [])), present }),
    write(wishContract.fulfil, { run: (context, { params, body }) => act(context, params.id, (c, id) => fulfilWish(c, id, body.account, body.uploadIds)), present }),
    write(wishContract.confirm, { run: (context, { params, body }) => act(context, params.id, (c, id) => confirmWish(c, id, body.rating, body.thanks)), present }),
    write(wishContract.withdraw, { run: (context, { params, body }) => act(context, params.id, (c, id) => withdrawWish(c, id, body.reason)), present }),
  ],
})

function accountOrRefuse(context: ReadContext): void {
  if (context.actor.accountId === null) throw kernelErrors.UNAUTHENTICATED()
}
