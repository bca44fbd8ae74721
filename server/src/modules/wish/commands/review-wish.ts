import { bigrams } from '../../../kernel/bigrams.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { wishSubject } from '../table.ts'
import { lockFor } from './open-wish.ts'

const FIRST_HOUR = 7
const LAST_HOUR = 22
const ZONE_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000

/** A ring begins with its first message: at once between 07:00 and 22:00, else at the next 07:00. */
export function firstSendAt(now: Date): Date {
  const local = new Date(now.getTime() + ZONE_MS)
  const hour = local.getUTCHours()
  if (hour >= FIRST_HOUR && hour < LAST_HOUR) return now
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + (hour >= LAST_HOUR ? 1 : 0))
  return new Date(midnight + FIRST_HOUR * HOUR_MS - ZONE_MS)
}

/** The worker checked the title: on the board, first ring. */
export async function publishWish(context: CommandContext, id: string, publicTitle: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'publish')
  await transition({ ...context, as }, wishSubject, wish, 'publish', {
    set: { publicTitle, bigrams: bigrams(publicTitle), publishedAt: context.now, publishedBy: accountOf(context), ring: 1 },
    stop: ['review'],
    start: [{ kind: 'ring', limit: '24h', from: firstSendAt(context.now) }],
  })
}

export async function returnWish(context: CommandContext, id: string, reason: string): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'return')
  await transition({ ...context, as }, wishSubject, wish, 'return', {
    set: { reviewReason: reason }, words: { reason }, stop: ['review'], start: [{ kind: 'resubmit', limit: '30d' }],
  })
}

export async function rejectWish(context: CommandContext, id: string, reasonCode: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'reject')
  await transition({ ...context, as }, wishSubject, wish, 'reject', {
    set: { reviewReasonCode: reasonCode, reviewReason: reason ?? null }, facts: { reasonCode }, words: { reason },
    stop: ['review'], start: [{ kind: 'appeal', limit: '7d' }],
  })
}
