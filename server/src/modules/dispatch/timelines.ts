import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { TimelineSource } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { complaintSubject, isOwn, mayReadComplaint, maySeeAnswer, type ComplaintRow } from '../complaint/public.ts'
import { readDemand } from '../demand/public.ts'
import { readDispatch } from './read.ts'
import { mergeTimelines, type SubjectRef, type View } from './timeline.ts'

/** What the reporter reads besides the steps: the answers meant for them. */
const FOR_REPORTERS = new Set(['complaint.resolve', 'complaint.resolve_by_demand', 'complaint.withdraw', 'complaint.confirm', 'demand.verify', 'dispatch.reply'])

function viewOf(actor: Actor, row: ComplaintRow): View {
  const isReporter = isOwn(actor, row)
  return {
    mayReadWords(kind, action) {
      if (isReporter) return FOR_REPORTERS.has(`${kind}.${action}`)
      return action !== 'confirm' || maySeeAnswer(actor, row)
    },
    resident: row.isConfidential && !isReporter ? '一位居民' : null,
  }
}

const staffView: View = { mayReadWords: () => true, resident: null }

async function ledgerOf({ db }: ReadContext, demandId: string): Promise<SubjectRef[]> {
  const rows = await db.sql<{ id: string }[]>`select id from dispatches where demand_id = ${demandId}`
  return [{ kind: 'demand', id: demandId }, ...rows.map(({ id }) => ({ kind: 'dispatch' as const, id }))]
}

/** A complaint's own steps with those of its demand and dispatches. Here, because only this module is above all three. */
const complaintTimeline: TimelineSource = {
  kind: complaintSubject.kind,
  async read(context, id) {
    const row = await readSubject(context.db, complaintSubject, id)
    if (!mayReadComplaint(context.actor, row)) throw kernelErrors.NOT_FOUND()
    const ledger = row.demandId === null ? [] : await ledgerOf(context, row.demandId)
    return mergeTimelines(context, [{ kind: 'complaint', id }, ...ledger], viewOf(context.actor, row))
  },
}

const demandTimeline: TimelineSource = {
  kind: 'demand',
  async read(context, id) {
    await readDemand(context, id)
    return mergeTimelines(context, await ledgerOf(context, id), staffView)
  },
}

const dispatchTimeline: TimelineSource = {
  kind: 'dispatch',
  async read(context, id) {
    await readDispatch(context, id)
    return mergeTimelines(context, [{ kind: 'dispatch', id }], staffView)
  },
}

export const timelines: readonly TimelineSource[] = [complaintTimeline, demandTimeline, dispatchTimeline]
