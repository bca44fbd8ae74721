import { addPause, clocksOf, latestClock, pauseClocks, releaseClock, resumeClocks } from '../../kernel/clocks.ts'
import type { CommandContext } from '../../kernel/context.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchRow } from './table.ts'

/** What stands still with a dispatch. */
const PAUSED = ['solve', 'decide', 'returnLimit', 'extensionDecide'] as const

export const pauseDispatch = ({ tx, now }: CommandContext, id: string): Promise<void> =>
  pauseClocks(tx, { kind: dispatchSubject.kind, ids: [id] }, PAUSED, now)

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
