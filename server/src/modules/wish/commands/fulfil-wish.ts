import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { wishSubject, type Wish } from '../table.ts'
import { endClaim } from './claim-wish.ts'
import { lockFor } from './open-wish.ts'

async function addNote(context: CommandContext, wish: Wish, kind: 'progress' | 'fulfil', note: string, uploadIds: readonly string[]): Promise<void> {
  const attached = await attachUploads(context, uploadIds, 'proof', { kind: 'wish', id: wish.id })
  await context.tx.sql`insert into wish_notes (id, wish_id, claim_id, kind, at, author_id, note, upload_ids) values (${uuidv7(context.now)}, ${wish.id},
    ${wish.claimId}, ${kind}, ${context.now}, ${accountOf(context)}, ${note}, ${attached}::uuid[])`
}

/** A note buys another 72 hours; the total never moves. */
export async function reportProgress(context: CommandContext, id: string, note: string, uploadIds: readonly string[]): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'progress')
  await addNote(context, wish, 'progress', note, uploadIds)
  await transition({ ...context, as }, wishSubject, wish, 'progress', { words: { note }, start: [{ kind: 'progress', limit: '72h' }] })
}

export async function fulfilWish(context: CommandContext, id: string, account: string, uploadIds: readonly string[]): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'fulfil')
  await addNote(context, wish, 'fulfil', account, uploadIds)
  await endClaim(context, wish.claimId!, 'fulfilled')
  await transition({ ...context, as }, wishSubject, wish, 'fulfil', {
    set: { fulfilledAt: context.now }, words: { note: account }, facts: { photos: uploadIds.length }, stop: 'all', start: [{ kind: 'confirm', limit: '7d' }],
  })
}

export async function confirmWish(context: CommandContext, id: string, rating: number | undefined, thanks: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'confirm')
  await transition({ ...context, as }, wishSubject, wish, 'confirm', {
    set: { rating: rating ?? null, thanks: thanks ?? null, confirmedAt: context.now, confirmedBy: 'beneficiary' },
    facts: { rating: rating ?? null }, words: { thanks }, stop: 'all',
  })
}

/** The claimer gets no mark. */
export async function withdrawWish(context: CommandContext, id: string, reason: string | undefined): Promise<void> {
  const { wish, as } = await lockFor(context, id, 'withdraw')
  if (wish.claimId !== null) await endClaim(context, wish.claimId, 'ended')
  await transition({ ...context, as }, wishSubject, wish, 'withdraw', { words: { reason }, stop: 'all' })
}
