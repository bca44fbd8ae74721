import { COMPLAINT_STEP_LABELS } from '@huying/shared/complaint/labels.ts'
import { DISPATCH_ROLE_LABELS } from '@huying/shared/dispatch/labels.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { TimelineEntry } from '@huying/shared/kernel/schema.ts'
import { desc, eq, sql } from 'drizzle-orm'
import type { Actor } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { TimelineSource } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { complaintSubject, isOwn, isSealed, mayReadComplaint, maySeeAnswer, type ComplaintRow } from '../complaint/public.ts'
import { demandSubject, readDemand } from '../demand/public.ts'
import { mayRead } from './policy.ts'
import { readDispatch } from './read.ts'
import { mergeTimelines, type SubjectRef, type View } from '../../kernel/timeline.ts'
import { dispatchSubject } from './subject.ts'
import { dispatches, type DispatchRow } from './table.ts'

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

interface Sent {
  row: DispatchRow
  unitName: string
}

/** A demand's dispatches, leads first. */
const sentOf = ({ db }: ReadContext, demandId: string): Promise<Sent[]> =>
  db.q.select({ row: dispatches, unitName: sql<string>`(select name from units where id = dispatches.unit_id)` }).from(dispatches)
    .where(eq(dispatches.demandId, demandId)).orderBy(desc(dispatches.role), dispatches.id)

const addressee = ({ row, unitName }: Sent): string => `${unitName}（${DISPATCH_ROLE_LABELS[row.role]}）`
const dispatchRef = (sent: Sent): SubjectRef => ({ machine: dispatchSubject.machine, id: sent.row.id, labels: { send: `派单给${addressee(sent)}` } })

const ADDRESSED: Readonly<Record<string, string>> = { 'demand.dispatch': '派单给', 'demand.add_assist': '再派单给' }

/** The steps of a demand and of those of its dispatches that the reader may know of; the act itself names their units in one line. */
async function readLedger(context: ReadContext, demandId: string, sent: readonly Sent[], first: readonly SubjectRef[], view: View): Promise<TimelineEntry[]> {
  const entries = await mergeTimelines(context, [...first, { machine: demandSubject.machine, id: demandId }, ...sent.map(dispatchRef)], view)
  return entries.map((entry) => {
    const words = ADDRESSED[entry.action]
    const names = words === undefined ? [] : sent.filter(({ row }) => row.createdAt.toISOString() === entry.at).map(addressee)
    return names.length === 0 ? entry : { ...entry, label: `${words}${names.join('、')}` }
  })
}

/** A complaint's own steps with those of its demand and dispatches. Here, because only this module is above all three. */
const complaintTimeline: TimelineSource = {
  kind: complaintSubject.kind,
  async read(context, id) {
    const row = await readSubject(context.db, complaintSubject, id)
    if (!mayReadComplaint(context.actor, row)) throw kernelErrors.NOT_FOUND()
    const own: SubjectRef = { machine: complaintSubject.machine, id, labels: COMPLAINT_STEP_LABELS }
    const view = viewOf(context.actor, row)
    return row.demandId === null
      ? mergeTimelines(context, [own], view)
      : readLedger(context, row.demandId, await sentOf(context, row.demandId), [own], view)
  },
}

/** Of a demand's dispatches those that this person reads by themselves: a unit hears nothing of what another does. */
const demandTimeline: TimelineSource = {
  kind: demandSubject.kind,
  async read(context, id) {
    const { row: demand } = await readDemand(context, id)
    const sent = (await sentOf(context, id)).filter(({ row }) => mayRead(context.actor, row, demand))
    return readLedger(context, id, sent, [], staffView)
  },
}

const dispatchTimeline: TimelineSource = {
  kind: dispatchSubject.kind,
  async read(context, id) {
    const { row } = await readDispatch(context, id)
    const sent = (await sentOf(context, row.demandId)).filter((one) => one.row.id === id)
    return mergeTimelines(context, sent.map(dispatchRef), staffView)
  },
}

export const timelines: readonly TimelineSource[] = [complaintTimeline, demandTimeline, dispatchTimeline]
