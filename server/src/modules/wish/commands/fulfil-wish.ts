import type { wishContract } from '@huying/shared/wish/contract.ts'
import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { CLAIM_CLOCKS } from '../clocks.ts'
import { limitsOf } from '../limits.ts'
import { wishSubject, type Wish } from '../table.ts'
import { endClaim } from './end-claim.ts'
import { lockFor } from './open-wish.ts'
import { verdictOnThanks } from './show-thanks.ts'

/** Words about a claim, with pictures. */
export async function addNote(context: CommandContext, wish: Wish, kind: 'progress' | 'fulfil' | 'dispute', note: string, uploadIds: readonly string[] = []): Promise<void> {
  const attached = await attachUploads(context, uploadIds, 'proof', { kind: 'wish', id: wish.id })
  await context.tx.sql`insert into wish_notes (id, wish_id, claim_id, kind, at, author_id, note, upload_ids) values (${uuidv7(context.now)}, ${wish.id},
    ${wish.claimId}, ${kind}, ${context.now}, ${accountOf(context)}, ${note}, ${attached}::uuid[])`
}

/** A note buys another 72 hours; the total never moves. */
export async function reportProgress(context: CommandContext, id: string, note: string, uploadIds: readonly string[]): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'progress')
  await addNote(context, wish, 'progress', note, uploadIds)
  await transition({ ...context, as }, wishSubject, wish, 'progress', {
    words: { note }, facts: { photos: uploadIds.length }, start: [{ kind: 'progress', limit: limitsOf(context.kernel).progress }],
  })
}

/** The resident has 7 days to answer and is reminded twice; the board's clocks stay held, in case it is not done after all. */
export async function fulfilWish(context: CommandContext, id: string, account: string, uploadIds: readonly string[]): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'fulfil')
  const limits = limitsOf(context.kernel)
  await addNote(context, wish, 'fulfil', account, uploadIds)
  await endClaim(context, wish, 'fulfilled')
  await transition({ ...context, as }, wishSubject, wish, 'fulfil', {
    set: { fulfilledAt: context.now }, words: { note: account }, facts: { photos: uploadIds.length, memberId: wish.claimerId }, stop: CLAIM_CLOCKS,
    start: [{ kind: 'confirm', limit: limits.confirm }, { kind: 'remind', limit: limits.remind }],
  })
}

type Answer = Input<typeof wishContract.confirm>['body']

/** The resident's own answer, or their words by phone to the call-back officer. */
export async function confirmWish(context: CommandContext, id: string, { rating, thanks, showThanks }: Answer, verdict: CheckVerdict): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'confirm')
  if (verdict === 'risky') throw wishErrors.CONTENT_RISKY()
  const isShown = thanks !== undefined && (showThanks ?? wish.hasPublicationConsent)
  await transition({ ...context, as }, wishSubject, wish, 'confirm', {
    set: {
      rating: rating ?? null, thanks: thanks ?? null, thanksVerdict: thanks === undefined ? null : verdictOnThanks(thanks, verdict),
      thanksAgreedResidentAt: isShown ? context.now : null, confirmedAt: context.now, confirmedBy: as.role === 'callBackOfficer' ? 'callBack' : 'beneficiary',
    },
    facts: { rating: rating ?? null, memberId: wish.claimerId }, words: { thanks }, stop: 'all',
  })
}
