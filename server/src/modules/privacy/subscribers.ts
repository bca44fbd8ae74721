import type { ObjectStorage } from '../../gateways/object-storage.ts'
import type { LiveSender } from '../../kernel/live-sender.ts'
import type { DeadlineHandler, Subscriber } from '../../kernel/module.ts'
import { lockSubject, readSubject } from '../../kernel/subject.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { transition } from '../../kernel/transition.ts'
import { closeAtOnce, endCoolingOff, endLeftovers, LEFTOVERS, lockAccount } from './commands/close-account.ts'
import { deletePackage, makePackage, PACKAGE, PACKAGE_ASKED } from './commands/export-data.ts'
import { eraseIfClosed, lockHold } from './commands/hold-case.ts'
import { closingSubject, holdSubject } from './table.ts'

export const privacySubscribers = ({ live, storage }: { live: LiveSender; storage: ObjectStorage }): readonly Subscriber[] => [
  {
    name: 'privacy.followWechat',
    on: ['wechat.accountCancelled'],
    handle: (context, { data }) => closeAtOnce(context, String(data.accountId)),
  },
  {
    name: 'privacy.cutConnections',
    on: ['account.closed'],
    handle: (_context, { subjectId }) => live.revokeAccount(subjectId),
  },
  {
    name: 'privacy.deletePackages',
    on: ['account.closed'],
    async handle(context, { subjectId }) {
      const rows = await context.tx.sql<{ id: string }[]>`select id from export_packages where account_id = ${subjectId}`
      for (const { id } of rows) await deletePackage(context, storage, id)
    },
  },
  {
    name: 'privacy.makePackage',
    on: [PACKAGE_ASKED],
    handle: (context, { subjectId }) => makePackage(context, storage, subjectId),
  },
]

export const privacyDeadlines = (storage: ObjectStorage): readonly DeadlineHandler[] => [
  {
    subjectKind: closingSubject.kind,
    kind: 'coolingOff',
    async onDue(context, clock) {
      const { accountId } = await readSubject(context.tx, closingSubject, clock.subjectId)
      await lockAccount(context, accountId)
      const row = await lockSubject(context.tx, closingSubject, clock.subjectId)
      if ((await takeClock(context, clock)) && row.state === 'cooling') await endCoolingOff(context, row)
    },
  },
  {
    subjectKind: closingSubject.kind,
    kind: LEFTOVERS,
    async onDue(context, clock) {
      const { accountId } = await readSubject(context.tx, closingSubject, clock.subjectId)
      await lockAccount(context, accountId)
      const row = await lockSubject(context.tx, closingSubject, clock.subjectId)
      if (await takeClock(context, clock)) await endLeftovers(context, row)
    },
  },
  {
    subjectKind: holdSubject.kind,
    kind: 'until',
    async onDue(context, clock) {
      const row = await lockHold(context, clock.subjectId)
      if (!(await takeClock(context, clock)) || row.state !== 'in_force') return
      await transition(context, holdSubject, row, 'lapse')
      await eraseIfClosed(context, row)
    },
  },
  {
    subjectKind: PACKAGE,
    kind: 'expire',
    async onDue(context, clock) {
      if (await takeClock(context, clock)) await deletePackage(context, storage, clock.subjectId)
    },
  },
]
