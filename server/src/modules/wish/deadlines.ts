import { WISH_EVENTS } from '@huying/shared/wish/events.ts'
import type { WishState } from '@huying/shared/wish/machine.ts'
import { stopClocks, type ClockRow } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { emit } from '../../kernel/event.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { together, warn, windowClock } from '../../kernel/reminders.ts'
import { steppingClock } from '../../kernel/stepping-clocks.ts'
import { lockSubject, lockSubjects, readSubject } from '../../kernel/subject.ts'
import { takeClock, takeClocks } from '../../kernel/sweep.ts'
import { transition } from '../../kernel/transition.ts'
import { askWaves, lockRouting } from './commands/ask-members.ts'
import { lockPersons } from './commands/open-wish.ts'
import { lapseClaim } from './commands/release-wish.ts'
import { startWishClocks, waveAt } from './clocks.ts'
import { limitsOf } from './limits.ts'
import { wishSubject, type Wish } from './table.ts'

const LAST_RING = 4
const HOUR_MS = 3_600_000

type Act = (context: CommandContext, wish: Wish, clock: ClockRow) => Promise<unknown>

/** Locks the wish, re-checks clock and state, then acts; does nothing where a command was quicker. */
async function fire(context: CommandContext, clock: ClockRow, state: WishState, act: Act): Promise<void> {
  const wish = await lockSubject(context.tx, wishSubject, clock.subjectId)
  if ((await takeClock(context, clock)) && wish.state === state) await act(context, wish, clock)
}

const silently = (kind: string, state: WishState, act: Act): DeadlineHandler => ({
  subjectKind: wishSubject.kind, kind, onDue: (context, clock) => fire(context, clock, state, act),
})

/** From now on the street sees it too. */
const streetSees = (context: CommandContext, wish: Wish) => ({ streetSince: wish.streetSince ?? context.now })

/** Not reviewed in time: the street sees it too. */
const reviewOverdue: DeadlineHandler = {
  ...steppingClock(wishSubject, 'review', 'submitted', 'review_overdue', (context, wish) => ({ set: streetSees(context, wish) })), onWarn: warn,
}

/** Never filled in: over. */
const lapse: DeadlineHandler = { ...steppingClock(wishSubject, 'resubmit', 'returned', 'lapse', () => ({ stop: 'all' })), onWarn: warn }

/** From now on the refusal stands; the clock that fired says so. */
const appealOver = windowClock(wishSubject.kind, 'appeal')

/** Nobody in this ring: the next, or after the last one the branch assigns somebody within a working day. */
const widen = silently('ring', 'open', async (context, wish) => {
  const limits = limitsOf(context.kernel)
  const ring = wish.ring ?? LAST_RING
  if (ring >= LAST_RING) {
    await stopClocks(context, { kind: 'wish', id: wish.id }, ['wave'])
    await emit(context, { kind: WISH_EVENTS.assignBegun, subject: { kind: 'wish', id: wish.id }, seq: wish.version, data: {} })
    return startWishClocks(context, wish.id, [{ kind: 'assign', limit: limits.assign }])
  }
  return transition(context, wishSubject, wish, 'widen', {
    set: { ring: ring + 1 }, facts: { ring: ring + 1 }, start: [{ kind: 'ring', limit: limits.ring }, waveAt(context.now)],
  })
})

/** The branch has not found anybody either: the street sees it, and the branch has another day. */
const assignOverdue: DeadlineHandler = {
  ...steppingClock(wishSubject, 'assign', 'open', 'assign_overdue', (context, wish) => ({
    set: streetSees(context, wish), start: [{ kind: 'assign', limit: limitsOf(context.kernel).assign }],
  })),
  onWarn: warn,
}

const expireUnmet: DeadlineHandler = {
  ...steppingClock(wishSubject, 'unmet', 'open', 'expire_unmet', () => ({ set: { streetSince: null }, stop: 'all' })), onWarn: warn,
}

/** The next ten of the ring. One routing at a time in a county, so that nobody is asked more often than the cap allows. */
const wave = together(wishSubject.kind, 'wave', askDue)

async function askDue(context: CommandContext, clocks: readonly ClockRow[]): Promise<void> {
  await lockRouting(context)
  const wishes = await lockSubjects(context.tx, wishSubject, clocks.map(({ subjectId }) => subjectId))
  const due = (await takeClocks(context, clocks)).flatMap((clock) => {
    const wish = wishes.get(clock.subjectId)
    return wish?.state === 'open' ? [{ wish, clock }] : []
  })
  await askWaves(context, due)
}

/** No progress for 72 hours, or the 30 days are over. The claimer is locked before the wish; whoever it is cannot change while this clock runs. */
const lapseOn = (kind: 'progress' | 'total'): DeadlineHandler => ({
  subjectKind: wishSubject.kind,
  kind,
  async onDue(context, clock) {
    const { claimerId } = await readSubject(context.tx, wishSubject, clock.subjectId)
    await lockPersons(context, [claimerId])
    await fire(context, clock, 'claimed', async (locked, wish) => {
      // A team's contact was replaced between the two reads: the clock is put back for the next sweep.
      if (wish.claimerId !== claimerId) throw new Error(`the claimer of ${wish.id} changed`)
      await lapseClaim(locked, wish, kind)
    })
  },
  onWarn: warn,
})

/** No answer: done, as far as anybody can tell; no rating, thanks or credit. */
const autoConfirm = steppingClock(wishSubject, 'confirm', 'fulfilled', 'auto_confirm', ({ now }, { claimerId }) => ({
  set: { confirmedAt: now, confirmedBy: 'clock' as const }, facts: { memberId: claimerId }, stop: 'all',
}))

/** On day 3 and day 6 after it was reported fulfilled. */
const remind = silently('remind', 'fulfilled', async (context, wish, clock) => {
  const { tx, now, kernel } = context
  const [confirm] = await tx.sql<{ due_at: Date }[]>`select due_at from clocks
    where subject_kind = 'wish' and subject_id = ${wish.id} and kind = 'confirm' and state = 'running'`
  if (!confirm) return
  await emit(context, { kind: WISH_EVENTS.confirmReminded, subject: { kind: 'wish', id: wish.id }, seq: wish.version, data: { dueAt: confirm.due_at.toISOString() } })
  const isFirst = now.getTime() - wish.fulfilledAt!.getTime() < 2 * (clock.dueAt.getTime() - clock.startedAt.getTime()) - HOUR_MS
  if (isFirst) await startWishClocks(context, wish.id, [{ kind: 'remind', limit: limitsOf(kernel).remind, from: clock.dueAt }])
})

/** The community did not settle it in time: the street does. */
const settleOverdue: DeadlineHandler = {
  ...steppingClock(wishSubject, 'settle', 'disputed', 'settle_overdue', (context, wish) => ({
    set: streetSees(context, wish), start: [{ kind: 'settle', limit: limitsOf(context.kernel).settle }],
  })),
  onWarn: warn,
}

export const wishDeadlines: readonly DeadlineHandler[] = [
  reviewOverdue, lapse, appealOver, widen, assignOverdue, expireUnmet, wave, lapseOn('progress'), lapseOn('total'), autoConfirm, remind, settleOverdue,
]
