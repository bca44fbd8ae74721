import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'
import { milestoneClock, milestonesOf } from '../milestones.ts'
import type { DispatchRow } from '../table.ts'
import { noteDispatch } from './note-dispatch.ts'

type Body = Input<typeof dispatchContract.progress>['body']

/** A stage that the matter's category asks of the lead, not reached yet. */
function milestoneOf(row: DispatchRow, category: string, code: string): string {
  if (row.role !== 'lead' || row.milestones.includes(code) || !milestonesOf(category).some((one) => one.code === code)) throw dispatchErrors.MILESTONE_UNKNOWN()
  return code
}

/** A note on how far it is; with a milestone, that a stage is reached. */
export async function progressDispatch(context: CommandContext, id: string, { note, uploadIds = [], milestone }: Body): Promise<Written> {
  const { row, demand, command } = await takeDispatch(context, id, 'progress')
  const reached = milestone === undefined ? null : milestoneOf(row, demand.category, milestone)
  const attached = await attachUploads(context, uploadIds, 'proof', { kind: dispatchSubject.kind, id })
  await noteDispatch(context, id, { kind: 'progress', note, uploadIds: attached })
  const facts = { demandId: row.demandId, unitId: row.unitId, photos: attached.length }
  if (reached === null) await transition(command, dispatchSubject, row, 'progress', { facts, words: { note } })
  else
    await transition(command, dispatchSubject, row, 'milestone', {
      set: { milestones: [...row.milestones, reached] }, facts: { ...facts, milestone: reached }, words: { note }, stop: [milestoneClock(reached)],
    })
  return { subject: { kind: dispatchSubject.kind, id } }
}
