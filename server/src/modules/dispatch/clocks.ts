import { addPause, clocksOf, latestClock, pauseClocks, releaseClock, resumeClocks, type ClockRow } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import type { DemandRow } from '../demand/public.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchRow } from './table.ts'

/** What stands still with a dispatch. */
const PAUSED = ['solve', 'decide', 'returnLimit', 'extensionDecide'] as const

/** While a demand is on hold or has no lead, the time of those still at work on it stands. */
export const doesTimeStand = ({ state }: Pick<DemandRow, 'state'>): boolean => state === 'on_hold' || state === 'pending'

/** What an act has set going stands too, where the time of its demand stands. */
export async function standWith(context: CommandContext, demand: Pick<DemandRow, 'state'>, id: string): Promise<void> {
  if (doesTimeStand(demand)) await pauseDispatch(context, id)
}

export const pauseDispatch = ({ tx, now }: CommandContext, id: string): Promise<void> =>
  pauseClocks(tx, { kind: dispatchSubject.kind, ids: [id] }, PAUSED, now)

/** The wait for an answer about more time is over: the work's clock runs on to the date it had, or stands since everything does. */
export async function endWait(context: CommandContext, id: string, clocks: readonly ClockRow[]): Promise<void> {
  const stoodSince = latestClock(clocks, 'extensionDecide')?.pausedAt
  await releaseClock(context, { kind: dispatchSubject.kind, id }, 'solve')
  if (stoodSince) await pauseClocks(context.tx, { kind: dispatchSubject.kind, ids: [id] }, ['solve'], stoodSince)
}

/**
 * A dispatch's clocks run on. While more time is asked for, the work's own clock waits for the answer: its date moves by
 * the stretch in which everything stood, never by the wait, which is the asker's own.
 */
export async function resumeDispatch(context: CommandContext, { id, extensionState }: DispatchRow): Promise<void> {
  const { tx, now } = context
  const subject = { kind: dispatchSubject.kind, id }
  const many = { kind: dispatchSubject.kind, ids: [id] }
  const stoodSince = extensionState === 'asked' ? latestClock(await clocksOf(tx, subject.kind, [id]), 'extensionDecide')?.pausedAt : null
  if (stoodSince) {
    await releaseClock(context, subject, 'solve')
    await addPause(context, subject, 'solve', stoodSince)
  }
  await resumeClocks(tx, context.kernel.calendar(), many, stoodSince ? PAUSED.filter((kind) => kind !== 'solve') : PAUSED, now)
  if (stoodSince) await pauseClocks(tx, many, ['solve'], now)
}
