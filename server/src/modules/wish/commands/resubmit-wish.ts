import type { wishContract } from '@huying/shared/wish/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import type { CommandContext, ReadContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { limitsOf } from '../limits.ts'
import { mayRead } from '../policy.ts'
import { wishSubject } from '../table.ts'
import { countLive } from './beneficiary.ts'
import { lockFor, lockPersons } from './open-wish.ts'
import { isSensitive, sealContactName } from './submit-wish.ts'

type Body = Input<typeof wishContract.resubmit>['body']

/** What was asked for is filled in, and the checks of a first submission are made again. */
export async function resubmitWish(context: CommandContext, id: string, body: Body, verdict: CheckVerdict): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'resubmit')
  if (verdict === 'risky') throw wishErrors.CONTENT_RISKY()
  const uploadIds = body.uploadIds === undefined ? wish.uploadIds : await attachUploads(context, body.uploadIds, 'wish', { kind: 'wish', id })
  const category = body.category ?? wish.category
  await transition({ ...context, as }, wishSubject, wish, 'resubmit', {
    set: {
      category, isSensitive: isSensitive(category) || ((category === wish.category || wish.dependentId !== null) && wish.isSensitive),
      title: body.title ?? wish.title, story: body.story ?? wish.story, uploadIds, checkVerdict: verdict,
      hasPublicationConsent: body.publicationConsent ?? wish.hasPublicationConsent,
      contactName: body.contactName === undefined ? wish.contactName : sealContactName(context, id, body.contactName),
    },
    facts: { category, photos: uploadIds.length }, stop: ['resubmit'], start: [{ kind: 'review', limit: limitsOf(context.kernel).review }],
  })
}

/** The words as they will be, for the check before the transaction. */
export async function wordsToCheck(context: ReadContext, id: string, body: Body): Promise<string> {
  const wish = await readSubject(context.db, wishSubject, id)
  if (!mayRead(context.actor, wish)) throw kernelErrors.NOT_FOUND()
  return `${body.title ?? wish.title}\n${body.story ?? wish.story}`
}

/** Somebody else looks again: another worker, or the street, on whose desk it is now. */
export async function appealWish(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const before = await readSubject(context.tx, wishSubject, id)
  await lockPersons(context, [before.beneficiaryId, before.filerId])
  const live = await countLive(context, { accountId: before.beneficiaryId, dependentId: before.dependentId, index: before.onBehalfIndex })
  const { wish, as } = await lockFor(context, id, 'appeal')
  const limits = limitsOf(context.kernel)
  if (live >= limits.liveWishes) throw wishErrors.TOO_MANY_WISHES()
  await transition({ ...context, as }, wishSubject, wish, 'appeal', {
    set: { appealedAt: context.now, streetSince: context.now }, words: { reason }, stop: ['appeal'], start: [{ kind: 'review', limit: limits.review }],
  })
}
