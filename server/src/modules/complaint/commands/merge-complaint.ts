import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { pauseClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { mayRead } from '../policy.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintRow } from '../table.ts'
import { takeComplaint } from '../take.ts'
import { goesBackTo, moveFollowers, ownClocks, takeUpClocks } from './followers.ts'

const JOINABLE: readonly ComplaintRow['state'][] = ['submitted', 'accepted', 'awaiting_resident', 'raised']

/** One that others can follow: under way, itself following nobody. A miss and what may not be joined answer the same. */
export async function lockTarget(context: CommandContext, id: string): Promise<ComplaintRow> {
  try {
    const target = await lockSubject(context.tx, complaintSubject, id)
    if (JOINABLE.includes(target.state)) return target
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  throw complaintErrors.TARGET_UNKNOWN()
}

/** Two complaints about one thing are handled as one; every reporter is still told and asked, of each of their complaints where two come together. Rows are locked in the order of their ids. */
export async function mergeComplaint(context: CommandContext, id: string, targetId: string, reason: string | undefined): Promise<Written> {
  if (id === targetId) throw complaintErrors.TARGET_UNKNOWN()
  const [target, { row, command }] = targetId < id
    ? [await lockTarget(context, targetId), await takeComplaint(context, id, 'merge')]
    : await takeBoth(context, id, targetId)
  if (!mayRead(context.actor, target)) throw complaintErrors.TARGET_UNKNOWN()
  if (target.communityCode === null || target.communityCode !== row.communityCode) throw complaintErrors.TARGET_ELSEWHERE()
  await pauseClocks(context.tx, { kind: complaintSubject.kind, ids: [id] }, ['accept', 'solve'], context.now)
  await transition(command, complaintSubject, row, 'merge', {
    set: { mergedIntoId: target.id, keptState: row.state }, facts: { targetId: target.id, keptState: row.state }, words: { reason },
  })
  await moveFollowers(context, id, target.id)
  return { subject: { kind: complaintSubject.kind, id } }
}

async function takeBoth(context: CommandContext, id: string, targetId: string) {
  const taken = await takeComplaint(context, id, 'merge')
  return [await lockTarget(context, targetId), taken] as const
}

/** It stands alone again: where it stood, or, for one that joined, before the desk as if it had just come. */
export async function unmergeComplaint(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'unmerge')
  if (row.mergedIntoId === null) throw kernelErrors.CONFLICT()
  const target = await lockSubject(context.tx, complaintSubject, row.mergedIntoId)
  if (!JOINABLE.includes(target.state)) throw complaintErrors.TARGET_DONE()
  await transition(command, complaintSubject, row, 'unmerge', {
    to: goesBackTo(row),
    set: { mergedIntoId: null, keptState: null },
    facts: { targetId: target.id },
    words: { reason },
    start: row.keptState === null ? ownClocks(context, row) : [],
  })
  await takeUpClocks(context, row)
  return { subject: { kind: complaintSubject.kind, id } }
}
