import { resumeClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { record, transition } from '../../../kernel/transition.ts'
import { CONFIRM_LIMIT, limitsOf } from '../limits.ts'
import { followersOf } from '../queries.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintOutcome, ComplaintRow } from '../table.ts'

export interface TargetResult {
  outcome: ComplaintOutcome
  note: string
  uploadIds: readonly string[]
  resolvedBy: string | null
}

const asSystem = (context: CommandContext): CommandContext => ({ ...context, as: { role: 'system', appointmentId: null } })
const mayBeOnLedger = ({ kind }: ComplaintRow): boolean => kind !== 'consult' && kind !== 'praise'

/** What was done about one is told to everybody who reported the same, and everybody is asked. Call it with the target locked. */
export async function resolveFollowers(context: CommandContext, target: Pick<ComplaintRow, 'id' | 'demandId'>, result: TargetResult): Promise<void> {
  for (const id of await followersOf(context.tx, target.id)) {
    const row = await lockSubject(context.tx, complaintSubject, id)
    await transition(asSystem(context), complaintSubject, row, 'resolve_with_target', {
      set: {
        outcome: result.outcome, resolution: result.note, resolutionUploadIds: [...result.uploadIds], resolvedAt: context.now, resolvedBy: result.resolvedBy,
        mergedIntoId: null, keptState: null, demandId: mayBeOnLedger(row) ? target.demandId : row.demandId,
      },
      facts: { targetId: target.id, outcome: result.outcome, demandId: target.demandId },
      words: { account: result.note },
      stop: 'all',
      start: [{ kind: 'confirm', limit: CONFIRM_LIMIT }],
    })
  }
}

/**
 * The target is gone (withdrawn, declined): the oldest follower goes on in its place, the others follow that one. Where
 * the target was on the ledger its place there is taken. Call it with the target as it was before.
 */
export async function releaseFollowers(context: CommandContext, target: ComplaintRow): Promise<void> {
  const rows: ComplaintRow[] = []
  for (const id of await followersOf(context.tx, target.id)) rows.push(await lockSubject(context.tx, complaintSubject, id))
  const heir = (target.state === 'raised' ? rows.find(mayBeOnLedger) : undefined) ?? rows[0]
  if (!heir) return
  const isRaised = target.state === 'raised' && mayBeOnLedger(heir)
  const to = isRaised ? 'raised' : goesBackTo(heir)
  await transition(asSystem(context), complaintSubject, heir, 'target_gone', {
    to,
    set: { mergedIntoId: null, keptState: null, ...(isRaised && { demandId: target.demandId }) },
    facts: { targetId: target.id, ...(isRaised && { demandId: target.demandId }) },
    start: isRaised || heir.keptState !== null ? [] : ownClocks(context, heir),
    stop: isRaised ? ['solve', 'accept'] : [],
  })
  if (!isRaised) await takeUpClocks(context, heir)
  for (const row of rows.filter(({ id }) => id !== heir.id))
    await transition(asSystem(context), complaintSubject, row, 'target_gone', {
      to: 'merged', set: { mergedIntoId: heir.id }, facts: { targetId: target.id, newTargetId: heir.id },
    })
}

/** No chains: what followed one that follows now itself goes on after the new target, and its reporter reads so. Call it with both locked. */
export async function moveFollowers(context: CommandContext, targetId: string, newTargetId: string): Promise<void> {
  for (const id of await followersOf(context.tx, targetId)) {
    const row = await lockSubject(context.tx, complaintSubject, id)
    await record(asSystem(context), complaintSubject, row, { action: 'follow', event: 'targetMoved' }, {
      set: { mergedIntoId: newTargetId }, facts: { targetId, newTargetId },
    })
  }
}

/** Where a merged complaint stood; one that joined never had a desk of its own. */
export const goesBackTo = ({ keptState }: ComplaintRow): 'submitted' | 'accepted' => (keptState === 'accepted' ? 'accepted' : 'submitted')

/** The clocks of one that joined begin when it stands alone. */
export const ownClocks = ({ kernel }: CommandContext, { urgency }: ComplaintRow) =>
  (['accept', 'solve'] as const).map((kind) => ({ kind, limit: limitsOf(kernel, urgency)[kind] }))

export const takeUpClocks = ({ tx, kernel, now }: CommandContext, { id }: ComplaintRow): Promise<void> =>
  resumeClocks(tx, kernel.calendar(), { kind: complaintSubject.kind, ids: [id] }, ['accept', 'solve'], now)
