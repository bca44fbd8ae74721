import { redAt } from '@huying/shared/kernel/calendar-clock.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { firstSendAt } from '@huying/shared/wish/ask-hours.ts'
import { resumeClocks, startClocks, type ClockStart } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { limitsOf, RING_FLOOR_MS, UNMET_FLOOR_MS } from './limits.ts'

/** The clocks of a wish on the board; they are held while somebody helps. */
export const BOARD_CLOCKS = ['ring', 'assign', 'unmet']
/** The clocks of a running claim. */
export const CLAIM_CLOCKS = ['progress', 'total']

const subject = (id: string) => ({ kind: 'wish', id })
const subjects = (id: string) => ({ kind: 'wish', ids: [id] })
const DAY_MS = 86_400_000

/** When the first (or next) ten of a ring are asked. */
export const waveAt = (at: Date): ClockStart => ({ kind: 'wave', limit: '2h', from: at, dueAt: firstSendAt(at) })

export const startWishClocks = (context: CommandContext, id: string, starts: readonly ClockStart[]): Promise<void> => startClocks(context, subject(id), starts)

/** On the board anew: the first ring from its first message, and the 60 days after which it ends. */
export const boardStart = (context: CommandContext): ClockStart[] => {
  const limits = limitsOf(context.kernel)
  return [{ kind: 'ring', limit: limits.ring, from: firstSendAt(context.now) }, { kind: 'unmet', limit: limits.unmet }, waveAt(context.now)]
}

/** A claim came to nothing: the board's clocks run on, the ring for at least an hour and the end at least 7 days off. */
export async function resumeBoard(context: CommandContext, id: string): Promise<void> {
  const { tx, now, kernel } = context
  await resumeClocks(tx, kernel.calendar(), subjects(id), BOARD_CLOCKS, now)
  const limits = limitsOf(kernel)
  const running = await tx.sql<{ kind: string }[]>`select kind from clocks where subject_kind = 'wish' and subject_id = ${id} and state = 'running'`
  const has = (kind: string) => running.some((clock) => clock.kind === kind)
  const missing: ClockStart[] = []
  if (!has('ring') && !has('assign')) missing.push({ kind: 'ring', limit: limits.ring, from: firstSendAt(now) })
  if (!has('unmet')) missing.push({ kind: 'unmet', limit: limits.unmet })
  if (!has('assign')) missing.push(waveAt(now))
  if (missing.length > 0) await startWishClocks(context, id, missing)
  await atLeast(context, id, ['ring', 'assign'], new Date(now.getTime() + RING_FLOOR_MS), '放回心愿墙以后，至少再等 1 小时。')
  await atLeast(context, id, ['unmet'], new Date(now.getTime() + UNMET_FLOOR_MS), '放回心愿墙以后，至少再等 7 天。')
}

async function atLeast({ tx }: CommandContext, id: string, kinds: string[], due: Date, sentence: string): Promise<void> {
  await tx.sql`update clocks set due_at = ${due}, warn_at = null, sentence = ${sentence}
    where subject_kind = 'wish' and subject_id = ${id} and kind = any(${kinds}::text[]) and state = 'running' and due_at < ${due}`
}

/** The end of a claim moves to a later date; the first one stays readable. */
export async function moveTotal({ tx, now, kernel }: CommandContext, id: string, limit: string): Promise<Date> {
  const [total] = await tx.sql<{ id: string; due_at: Date }[]>`select id, due_at from clocks
    where subject_kind = 'wish' and subject_id = ${id} and kind = 'total' and state = 'running' for update`
  const due = redAt(kernel.calendar(), total?.due_at ?? now, parseLimit(limit))
  if (total)
    await tx.sql`update clocks set due_at = ${due}, warn_at = ${new Date(due.getTime() - DAY_MS)}, warned_at = null,
      sentence = '居民同意再多等一段时间。' where id = ${total.id}`
  return due
}

/** What was left of the claim's time when it was reported fulfilled, in milliseconds; 0 where it was over. */
export async function restOfTotal({ tx }: CommandContext, id: string): Promise<number> {
  const [total] = await tx.sql<{ due_at: Date; ended_at: Date }[]>`select due_at, ended_at from clocks
    where subject_kind = 'wish' and subject_id = ${id} and kind = 'total' and state = 'stopped' order by ended_at desc limit 1`
  return total ? Math.max(0, total.due_at.getTime() - total.ended_at.getTime()) : 0
}
