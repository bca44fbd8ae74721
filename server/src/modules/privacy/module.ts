import { privacyContract } from '@huying/shared/privacy/contract.ts'
import { privacyErrors } from '@huying/shared/privacy/errors.ts'
import type { ObjectStorage } from '../../gateways/object-storage.ts'
import { accountOf, type ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import type { LiveSender } from '../../kernel/live-sender.ts'
import { read, write, type Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { askClosing, keepAccount } from './commands/close-account.ts'
import { askPackage } from './commands/export-data.ts'
import { placeHold, releaseHold } from './commands/hold-case.ts'
import { reachOf } from './policy.ts'
import { presentClosing, presentHold, presentPackage } from './presenter.ts'
import { collectAll, currentPackage, effectsOf, latestClosing, listHolds, openWorkOf } from './queries.ts'
import { purgeOld } from './retention.ts'
import { privacyDeadlines, privacySubscribers } from './subscribers.ts'
import { closingSubject, holdSubject } from './table.ts'

async function showClosing(context: ReadContext) {
  const accountId = accountOf(context)
  return presentClosing(await latestClosing(context.db, accountId), await openWorkOf(context, accountId), await effectsOf(context, accountId))
}

async function showPackage(context: ReadContext) {
  const row = await currentPackage(context.db, accountOf(context), context.now)
  if (!row) throw privacyErrors.NO_PACKAGE()
  return presentPackage(row)
}

const showHold = async ({ db, actor, now }: ReadContext, id: string) => presentHold(actor, await readSubject(db, holdSubject, id), now)

/** Leaving with everything one has: export, closing an account, erasing, and what the law keeps longer. */
export const privacyModule = ({ live, storage }: { live: LiveSender; storage: ObjectStorage }): Module => ({
  name: 'privacy',
  subjects: [closingSubject, holdSubject],
  routes: [
    read(privacyContract.closing, showClosing),
    write(privacyContract.close, { run: askClosing, present: showClosing }),
    write(privacyContract.keep, { run: keepAccount, present: showClosing }),
    read(privacyContract.export, async (context) => {
      const accountId = accountOf(context)
      const current = await currentPackage(context.db, accountId, context.now)
      return { at: context.now.toISOString(), sections: await collectAll(context, accountId), package: current && presentPackage(current) }
    }),
    write(privacyContract.askPackage, { run: askPackage, present: showPackage }),
    read(privacyContract.package, async ({ db, actor, now }) => {
      const row = actor.accountId === null ? null : await currentPackage(db, actor.accountId, now)
      const body = row?.objectKey ? await storage.get(row.objectKey) : null
      if (!body) throw privacyErrors.NO_PACKAGE()
      return { type: 'application/zip', body, headers: { 'content-disposition': 'attachment; filename="my-data.zip"', 'cache-control': 'no-store' } }
    }),
    read(privacyContract.holds, async ({ db, actor, now }, { query }) => {
      const rows = await listHolds(db, reachOf(actor), decodeCursor(query.cursor), query.limit + 1)
      return pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), (row) => presentHold(actor, row, now))
    }),
    write(privacyContract.placeHold, { run: placeHold, present: showHold }),
    write(privacyContract.releaseHold, { run: (context, { params, body }) => releaseHold(context, params.id, body.reason), present: showHold }),
  ],
  subscribers: privacySubscribers({ live, storage }),
  deadlines: privacyDeadlines(storage),
  purges: [purgeOld],
  constraints: { account_closings_one_running: privacyErrors.ALREADY_CLOSING },
})
