import { complaintMachine } from '@huying/shared/complaint/machine.ts'
import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import type { Machine } from '@huying/shared/kernel/machine.ts'
import type { DeadlineHandler, DomainEvent, Subscriber } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { countCasesOf, countOpenCases } from './commands/count-cases.ts'
import { liftBySilence } from './commands/object-to-exclusion.ts'
import { exclusionSubject } from './exclusion-table.ts'
import { recountCases } from './rate-store.ts'

/** Steps that move nothing that is counted: no due time, contact, carrier, answer or mark. Every other step is heard of, also one that is yet to be built. */
const OF_NO_ACCOUNT: readonly string[] = [
  'complaint.acceptFellDue', 'complaint.asked', 'complaint.raiseRequested', 'complaint.raiseRefused', 'complaint.reopenRequested', 'complaint.reopenRefused',
  'demand.assignFellDue', 'demand.verifyFellDue', 'demand.holdProposed', 'demand.holdFellDue', 'demand.holdRefused', 'demand.holdRenewed', 'demand.closed',
  'demand.escalated', 'demand.takenOver', 'demand.handedBack', 'demand.dateSet', 'demand.allReplied', 'demand.opened',
  'dispatch.accepted', 'dispatch.acceptedBySilence', 'dispatch.returnRequested', 'dispatch.decideFellDue', 'dispatch.handedOver', 'dispatch.progressed',
  'dispatch.milestoneReached', 'dispatch.replied', 'dispatch.extensionRequested', 'dispatch.extensionFellDue', 'dispatch.verified',
]
const eventsOf = ({ name, edges }: Machine): string[] => [...new Set(edges.map(({ event }) => `${name}.${event}`))].filter((event) => !OF_NO_ACCOUNT.includes(event))

/** What an event is about, as far as cases are counted by it. */
function aboutOf({ subjectKind, subjectId, data }: DomainEvent): ['complaint' | 'demand' | 'dispatch', string] {
  if (subjectKind === exclusionSubject.kind) return ['complaint', String(data.complaintId)]
  return [subjectKind as 'complaint' | 'demand' | 'dispatch', subjectId]
}

const count: Subscriber = {
  name: 'statistics.countCases',
  on: [...[complaintMachine, demandMachine, dispatchMachine, exclusionSubject.machine].flatMap(eventsOf), 'complaint.targetMoved'],
  isNews: true,
  handle: (context, event) => countCasesOf(context, ...aboutOf(event)),
}

const countAnew: Subscriber = {
  name: 'statistics.countOpenCases',
  on: ['administration.changed'],
  isNews: true,
  handle: (context) => countOpenCases(context),
}

export const rateSubscribers: readonly Subscriber[] = [count, countAnew]

/** Once, when the rates come into being: what there was before. */
const build: DeadlineHandler = {
  subjectKind: 'rateFigures',
  kind: 'build',
  async onDue(context, clock) {
    if (await takeClock(context, clock)) await recountCases(context.tx)
  },
}

const decideOverdue: DeadlineHandler = { subjectKind: exclusionSubject.kind, kind: 'decide', onDue: liftBySilence }

export const rateDeadlines: readonly DeadlineHandler[] = [build, decideOverdue]
