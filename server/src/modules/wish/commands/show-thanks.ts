import { isPersonal } from '@huying/shared/wish/personal-words.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { record } from '../../../kernel/transition.ts'
import type { CheckVerdict } from '../../account/public.ts'
import { asThanked, mayApproveThanks } from '../policy.ts'
import { wishSubject, type Wish } from '../table.ts'
import { lockReadable } from './open-wish.ts'

/** Thanks are shown by themselves only where the check passed them and they tell nobody's number or door; else a worker reads them first. */
export const verdictOnThanks = (thanks: string, verdict: CheckVerdict): CheckVerdict => (verdict === 'pass' && isPersonal(thanks, []) ? 'review' : verdict)

/** The resident and the member each say whether the thanks may be on the wall, and may change their mind. */
export async function showThanks(context: CommandContext, id: string, isAgreed: boolean): Promise<void> {
  const wish = await lockReadable(context, id)
  const as = asThanked(context.actor, wish)
  if (as instanceof AppError) throw as
  const at = isAgreed ? context.now : null
  const set = as.role === 'member' ? { thanksAgreedMemberAt: at } : { thanksAgreedResidentAt: at }
  await record({ ...context, as }, wishSubject, wish, { action: 'show_thanks', event: 'thanksAgreed' }, {
    set, facts: { isAgreed, needsReading: isAgreed && waitsForDesk({ ...wish, ...set }) },
  })
}

/** Both agree, and only a worker's eye is missing. */
const waitsForDesk = (wish: Wish): boolean => wish.thanksVerdict !== 'pass' && wish.thanksAgreedResidentAt !== null && wish.thanksAgreedMemberAt !== null

/** A worker read the thanks and found that they may be seen by everybody. */
export async function approveThanks(context: CommandContext, id: string): Promise<void> {
  const wish = await lockReadable(context, id)
  const as = mayApproveThanks(context.actor, wish)
  if (as instanceof AppError) throw as
  await record({ ...context, as }, wishSubject, wish, { action: 'approve_thanks', event: 'thanksApproved' }, { set: { thanksVerdict: 'pass' } })
}
