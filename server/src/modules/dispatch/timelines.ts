import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { eq } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { TimelineSource } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { complaintSubject, isOwn, isSealed, mayReadComplaint, maySeeAnswer, type ComplaintRow } from '../complaint/public.ts'
import { demandSubject, readDemand, type DemandRow } from '../demand/public.ts'
import { mayRead } from './policy.ts'
import { readDispatch } from './read.ts'
import { mergeTimelines, type SubjectRef, type View } from '../../kernel/timeline.ts'
import { dispatchSubject } from './subject.ts'
import { dispatches } from './table.ts'

/** What the reporter reads besides the steps: the answers meant for them. */
const FOR_REPORTERS = new Set(['complaint.resolve', 'complaint.resolve_by_demand', 'complaint.withdraw', 'complaint.confirm', 'demand.verify', 'dispatch.reply'])

const TOGETHER = [
  'demand.open', 'complaint.raise', 'demand.dispatch', 'demand.add_assist', 'dispatch.send', 'dispatch.approve_return', 'dispatch.reply', 'dispatch.cancel',
  'demand.lead_lost', 'demand.all_replied', 'dispatch.recall_reply', 'demand.reply_recalled', 'demand.redo', 'dispatch.redo', 'demand.escalate',
  'demand.verify', 'dispatch.verify', 'complaint.resolve_by_demand', 'complaint.confirm', 'complaint.reopen', 'demand.bring_back', 'demand.close',
]

function viewOf(actor: Actor, row: ComplaintRow): View {
  const isReporter = isOwn(actor, row)
  return {
    mayReadWords(kind, action) {
      if (isReporter) return FOR_REPORTERS.has(`${kind}.${action}`)
      return action !== 'confirm' || maySeeAnswer(actor, row)
    },
    resident: isSealed(row) && !isReporter ? '一位居民' : null,
    together: TOGETHER,
  }
}

const staffView: View = { mayReadWords: () => true, resident: null, together: TOGETHER }

async function ledgerOf({ db }: ReadContext, demandId: string): Promise<SubjectRef[]> {
  const rows = await db.sql<{ id: string }[]>`select id from dispatches where demand_id = ${demandId}`
  return [{ machine: demandSubject.machine, id: demandId }, ...rows.map(({ id }) => ({ machine: dispatchSubject.machine, id }))]
}

/** Of a demand's dispatches those that this person reads by themselves: a unit hears nothing of what another does. */
async function readableOf({ db, actor }: ReadContext, demand: DemandRow): Promise<SubjectRef[]> {
  const rows = await db.q.select().from(dispatches).where(eq(dispatches.demandId, demand.id))
  const mine = rows.filter((row) => mayRead(actor, row, demand))
  return [{ machine: demandSubject.machine, id: demand.id }, ...mine.map(({ id }) => ({ machine: dispatchSubject.machine, id }))]
}

/** A complaint's own steps with those of its demand and dispatches. Here, because only this module is above all three. */
const complaintTimeline: TimelineSource = {
  kind: complaintSubject.kind,
  async read(context, id) {
    const row = await readSubject(context.db, complaintSubject, id)
    if (!mayReadComplaint(context.actor, row)) throw kernelErrors.NOT_FOUND()
    const ledger = row.demandId === null ? [] : await ledgerOf(context, row.demandId)
    return mergeTimelines(context, [{ machine: complaintSubject.machine, id }, ...ledger], viewOf(context.actor, row))
  },
}

const demandTimeline: TimelineSource = {
  kind: demandSubject.kind,
  async read(context, id) {
    const { row } = await readDemand(context, id)
    return mergeTimelines(context, await readableOf(context, row), staffView)
  },
}

const dispatchTimeline: TimelineSource = {
  kind: dispatchSubject.kind,
  async read(context, id) {
    await readDispatch(context, id)
    return mergeTimelines(context, [{ machine: dispatchSubject.machine, id }], staffView)
  },
}

export const timelines: readonly TimelineSource[] = [complaintTimeline, demandTimeline, dispatchTimeline]
