import type { demandContract } from '@huying/shared/demand/contract.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { isSamePerson } from '../../../kernel/approvals.ts'
import { pauseClocks, restartClocks, resumeClocks, type ClockStart } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { limitsOf } from '../../complaint/public.ts'
import { demandSubject, NO_HOLD, reviewClock, takeDemand, type DemandRow, type Level } from '../../demand/public.ts'
import { pauseDispatch, resumeDispatch } from '../clocks.ts'
import { isAllReplied } from '../progress.ts'
import { liveIds, roundOf } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'

type Decision = Input<typeof demandContract.decideHold>['body']

const HELD = ['solve', 'red', 'assign', 'verify']
const asSystem = (context: CommandContext): CommandContext => ({ ...context, as: { role: 'system', appointmentId: null } })

/** The next level agrees, and everything that runs stands still until it is looked at again; or does not agree and says why. */
export async function decideHold(context: CommandContext, id: string, { decision, reason }: Decision): Promise<Written> {
  if (decision === 'refuse') return refuseHold(context, id, reason)
  const { row, command } = await takeDemand(context, id, 'approve_hold')
  if (await isSamePerson(context, accountOf(context), row.holdProposedBy!)) throw demandErrors.HOLD_SAME_PERSON()
  await transition(command, demandSubject, row, 'approve_hold', {
    set: { holdState: 'approved' },
    facts: { reason: row.holdReason, reviewOn: row.holdReviewOn },
    words: { plan: row.holdPlan, reason },
    stop: ['holdDecide'],
    start: [reviewClock(context, row.holdReviewOn!)],
  })
  await pauseClocks(context.tx, { kind: demandSubject.kind, ids: [id] }, HELD, context.now)
  await eachLive(context, row, 'pause')
  return { subject: { kind: demandSubject.kind, id } }
}

async function refuseHold(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'refuse_hold')
  if (reason === undefined) throw demandErrors.REASON_NEEDED()
  await transition(command, demandSubject, row, 'refuse_hold', { set: NO_HOLD, facts: { reason: row.holdReason }, words: { reason }, stop: ['holdDecide'] })
  return { subject: { kind: demandSubject.kind, id } }
}

/** It can be done now: the demand stands where its dispatches stand, and everything runs on. */
export async function releaseHold(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'release_hold')
  await runOn(context, row, ({ set, stop, ...rest }) =>
    transition(command, demandSubject, row, 'release_hold', { ...rest, set: { ...NO_HOLD, ...set }, words: { reason }, stop: ['review', ...stop] }))
  return { subject: { kind: demandSubject.kind, id } }
}

/** The day of the review went by: it is live again, one level up. Call it with the demand locked and the clock taken. */
export async function endHold(context: CommandContext, row: DemandRow): Promise<void> {
  const level = Math.min(2, row.level + 1) as Level
  await runOn(context, row, ({ set, ...rest }) => transition(context, demandSubject, row, 'review_overdue', { ...rest, set: { ...NO_HOLD, ...set, level }, facts: { level } }))
}

async function standing({ tx }: CommandContext, row: DemandRow): Promise<'pending' | 'dispatched' | 'replied'> {
  const round = await roundOf(tx, row)
  if (!round.some(({ role, state }) => role === 'lead' && LIVE_STATES.includes(state))) return 'pending'
  return isAllReplied(round) ? 'replied' : 'dispatched'
}
const LIVE_STATES: readonly string[] = ['sent', 'accepted', 'return_requested', 'replied']

/** Where the demand stands now, and what that changes of it. */
interface Standing {
  to: 'pending' | 'dispatched' | 'replied'
  set: { repliedAt?: Date | null }
  start: ClockStart[]
  stop: string[]
}

/**
 * Everything runs on, then `step` writes where the demand stands now. Units may have answered, or taken an answer back, while it was
 * held: what is owed then is owed from here on.
 */
async function runOn(context: CommandContext, row: DemandRow, step: (standing: Standing) => Promise<DemandRow>): Promise<void> {
  const subject = { kind: demandSubject.kind, ids: [row.id] }
  await resumeClocks(context.tx, context.kernel.calendar(), subject, HELD, context.now)
  const to = await standing(context, row)
  const isNewlyReplied = to === 'replied' && row.repliedAt === null
  const isUnderWayAgain = to === 'dispatched' && row.repliedAt !== null
  await step({
    to,
    set: isNewlyReplied ? { repliedAt: context.now } : isUnderWayAgain ? { repliedAt: null } : {},
    start: isNewlyReplied ? [{ kind: 'verify', limit: limitsOf(context.kernel, row.urgency).verify }] : [],
    stop: isNewlyReplied ? ['solve', 'red'] : isUnderWayAgain ? ['verify'] : [],
  })
  if (isUnderWayAgain) await restartClocks(context, subject, ['solve', 'red'])
  // Without a lead its assistants wait on, for the next one.
  if (to !== 'pending') await eachLive(context, row, 'resume')
}

/** A dispatch's clocks stand and run with its demand. */
async function eachLive(context: CommandContext, demand: DemandRow, action: 'pause' | 'resume'): Promise<void> {
  for (const id of await liveIds(context.tx, demand)) {
    const row = await lockSubject(context.tx, dispatchSubject, id)
    await transition(asSystem(context), dispatchSubject, row, action, { facts: { demandId: demand.id, unitId: row.unitId } })
    await (action === 'pause' ? pauseDispatch(context, id) : resumeDispatch(context, row))
  }
}
