import { wishErrors } from '@huying/shared/wish/errors.ts'
import { isPersonal } from '@huying/shared/wish/personal-words.ts'
import { bigrams } from '../../../kernel/bigrams.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { boardStart } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { wishSubject, type Wish } from '../table.ts'
import { lockFor } from './open-wish.ts'

interface Publication {
  publicTitle: string
  approvedUploadIds?: string[] | undefined
}

/** The worker checked title and pictures: on the board, first ring. */
export async function publishWish(context: CommandContext, id: string, { publicTitle, approvedUploadIds = [] }: Publication): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'publish')
  if (isPersonal(publicTitle, await namesOf(context, wish))) throw wishErrors.TITLE_PERSONAL()
  await checkPictures(context, wish.uploadIds, approvedUploadIds)
  await transition({ ...context, as }, wishSubject, wish, 'publish', {
    set: {
      publicTitle, bigrams: bigrams(publicTitle), publishedAt: context.now, publishedBy: accountOf(context), ring: 1,
      reviewReason: null, reviewReasonCode: null, rejectedBy: null, streetSince: null,
    },
    facts: approvedUploadIds.length > 0 ? { approvedUploadIds } : {},
    stop: ['review'],
    start: boardStart(context),
  })
}

/** Every real name that must not be in the title. */
async function namesOf({ tx, kernel: { cipher } }: CommandContext, wish: Wish): Promise<string[]> {
  const [account] = await tx.sql<{ name: Buffer | null }[]>`select name from accounts where id = ${wish.beneficiaryId}`
  const names = [wish.contactName && cipher.open({ table: 'wishes', column: 'contact_name', row: wish.id }, wish.contactName)]
  if (wish.onBehalfName) names.push(cipher.open({ table: 'wishes', column: 'on_behalf_name', row: wish.id }, wish.onBehalfName))
  if (account?.name) names.push(cipher.open({ table: 'accounts', column: 'name', row: wish.beneficiaryId! }, account.name))
  return names.filter((name) => name !== null)
}

/** A picture is shown when the check passed it, or when the worker says they looked at it; what the check calls risky never. */
async function checkPictures({ tx }: CommandContext, ids: readonly string[], approved: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const refused = await tx.sql<{ id: string }[]>`select id from uploads where id = any(${[...ids]}::uuid[])
    and verdict <> 'pass' and (verdict = 'risky' or id <> all(${[...approved]}::uuid[])) order by id`
  if (refused.length > 0) throw wishErrors.PICTURES_UNCHECKED({ uploadIds: refused.map((upload) => upload.id) })
}

export async function returnWish(context: CommandContext, id: string, reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'return')
  await transition({ ...context, as }, wishSubject, wish, 'return', {
    set: { reviewReason: reason, streetSince: null }, words: { reason }, stop: ['review'],
    start: [{ kind: 'resubmit', limit: limitsOf(context.kernel).resubmit }],
  })
}

/** An appeal comes once; refused again, it is over. */
export async function rejectWish(context: CommandContext, id: string, reasonCode: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'reject')
  await transition({ ...context, as }, wishSubject, wish, 'reject', {
    set: { reviewReasonCode: reasonCode, reviewReason: reason ?? null, rejectedBy: accountOf(context), streetSince: null },
    facts: { reasonCode }, words: { reason }, stop: ['review'],
    start: wish.appealedAt === null ? [{ kind: 'appeal', limit: limitsOf(context.kernel).appeal }] : [],
  })
}
