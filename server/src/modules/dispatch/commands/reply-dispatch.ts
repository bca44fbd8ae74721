import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { failedContacts } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import type { DispatchRow } from '../table.ts'
import { takeDispatch } from '../take.ts'
import { noteDispatch } from './note-dispatch.ts'
import { settleReplies } from './settle-replies.ts'

type Body = Input<typeof dispatchContract.reply>['body']
const TRIES_NEEDED = 3

async function checkContact({ tx }: CommandContext, row: DispatchRow): Promise<void> {
  if (row.role !== 'lead' || row.contactedAt !== null) return
  const tries = await failedContacts(tx, row.id)
  if (tries < TRIES_NEEDED) throw dispatchErrors.CONTACT_NEEDED({ tries })
}

/** The unit says what it did, with proof. When it was the last answer owed, the demand goes to be verified in the same transaction. */
export async function replyDispatch(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, demand, command } = await takeDispatch(context, id, 'reply')
  await checkContact(context, row)
  if (body.outcome !== 'solved' && body.plan === undefined) throw dispatchErrors.PLAN_NEEDED()
  const uploadIds = await attachUploads(context, body.uploadIds, 'proof', { kind: dispatchSubject.kind, id })
  await noteDispatch(context, id, { kind: 'reply', note: body.account, uploadIds })
  await transition(command, dispatchSubject, row, 'reply', {
    set: { outcome: body.outcome, account: body.account, plan: body.plan ?? null, uploadIds, repliedAt: context.now, repliedBy: accountOf(context),
      ...(row.extensionState === 'asked' && { extensionState: 'lapsed' as const }) },
    facts: { demandId: row.demandId, unitId: row.unitId, outcome: body.outcome, photos: uploadIds.length },
    words: { account: body.account, plan: body.plan },
    stop: 'all',
  })
  await settleReplies(context, demand)
  return { subject: { kind: dispatchSubject.kind, id } }
}
