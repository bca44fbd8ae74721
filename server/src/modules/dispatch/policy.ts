import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import type { DispatchAction } from '@huying/shared/dispatch/machine.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { Asked } from '../../kernel/approvals.ts'
import { appointmentsIn, appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { isOverdue, latestClock, type ClockRow } from '../../kernel/clocks.ts'
import { asHolder, type Policy, type Verdict } from '../../kernel/policy.ts'
import { wrongState } from '../../kernel/transition.ts'
import { asOwner, demandSubject, mayReadDemand, ownersAsked, type Around, type DemandRow } from '../demand/public.ts'
import { doesTimeStand } from './clocks.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchRow } from './table.ts'

const handlersOf = (actor: Actor, row: DispatchRow) => appointmentsIn(actor, ['unitHandler'], 'unit', row.unitId)
export const asHandler = (actor: Actor, row: DispatchRow): Verdict => asHolder(handlersOf(actor, row))
/** A handler of the unit whose lead it is. */
export const asLead = (actor: Actor, row: DispatchRow): Verdict =>
  row.role === 'lead' || handlersOf(actor, row).length === 0 ? asHandler(actor, row) : dispatchErrors.NOT_LEAD()
/** A handler, unless something stands against it. */
const handlerUnless = (actor: Actor, row: DispatchRow, against: () => AppError | null): Verdict => {
  const verdict = asHandler(actor, row)
  return verdict instanceof AppError ? verdict : (against() ?? verdict)
}

/** Handlers of its unit, and whoever keeps or oversees the ledger it is on; another unit of the same demand does not. */
export const mayRead = (actor: Actor, row: DispatchRow, demand: DemandRow): boolean =>
  handlersOf(actor, row).length > 0 || mayReadDemand(actor, demand, { dispatches: [] })

/** The words of the matter: of units only one whose matter it is still. */
export const mayReadWords = (actor: Actor, row: DispatchRow, demand: DemandRow): boolean =>
  (row.state !== 'returned' && row.state !== 'cancelled') || mayReadDemand(actor, demand, { dispatches: [] })

function againstReturn(row: DispatchRow, clocks: readonly ClockRow[], now: Date): AppError | null {
  if (row.redoCount > 0) return dispatchErrors.RETURN_AFTER_REDO()
  if (row.returnCount > 0) return dispatchErrors.RETURN_ONCE()
  const limit = latestClock(clocks, 'returnLimit')
  return limit && limit.dueAt > now ? null : dispatchErrors.RETURN_TOO_LATE()
}

function againstExtension(row: DispatchRow, demand: DemandRow, clocks: readonly ClockRow[], now: Date): AppError | null {
  if (doesTimeStand(demand)) return dispatchErrors.TIME_STANDS()
  if (row.urgency === 'emergency') return dispatchErrors.EXTENSION_EMERGENCY()
  if (row.extensionState !== null) return dispatchErrors.EXTENSION_ONCE()
  return isOverdue(latestClock(clocks, 'solve'), now) ? dispatchErrors.EXTENSION_TOO_LATE() : null
}

/** The owner; of a complex matter the street; whoever stands above them once they did not answer in time. */
function extensionDeciders(actor: Actor, row: DispatchRow, demand: DemandRow, around: Around): Verdict {
  const verdict = mayExtend(actor, row, demand, around)
  return verdict instanceof AppError || row.extensionState === 'asked' ? verdict : dispatchErrors.EXTENSION_NOT_ASKED()
}

/** The officers who decide about more time instead of the owner; null: the owner does. */
function extensionOfficers(row: DispatchRow, demand: DemandRow): 'streetOfficer' | 'countyOfficer' | null {
  const level = row.extensionLevel ?? (row.urgency === 'complex' && demand.level !== 2 ? 1 : null)
  if (level === null) return null
  return level === 1 ? 'streetOfficer' : 'countyOfficer'
}

/** Whom a request for more time waits for. */
export function extensionAsked(row: DispatchRow, demand: DemandRow, around: Around): Asked[] {
  const role = extensionOfficers(row, demand)
  return role === null ? ownersAsked(demand, around) : [{ role, over: demand.townCode }]
}

function mayExtend(actor: Actor, row: DispatchRow, demand: DemandRow, around: Around): Verdict {
  const role = extensionOfficers(row, demand)
  const officers = role === null ? [] : appointmentsOver(actor, [role], demand.townCode)
  if (row.extensionLevel !== null) return asHolder(officers)
  const owner = asOwner(actor, demand, around)
  if (role === null) return owner
  return asHolder(officers, owner instanceof AppError ? owner : dispatchErrors.EXTENSION_BY_STREET())
}

/** Who may do what to a dispatch of this demand. */
export const dispatchPolicy = (demand: DemandRow, around: Around, clocks: readonly ClockRow[]): Policy<DispatchRow, DispatchAction> => ({
  accept: asHandler,
  request_return: (actor, row, now) => handlerUnless(actor, row, () => againstReturn(row, clocks, now)),
  withdraw_return: asHandler,
  approve_return: (actor) => asOwner(actor, demand, around),
  refuse_return: (actor) => asOwner(actor, demand, around),
  contact: asLead,
  hand_over: asHandler,
  progress: asHandler,
  request_extension: (actor, row, now) => handlerUnless(actor, row, () => againstExtension(row, demand, clocks, now)),
  grant_extension: (actor, row) => extensionDeciders(actor, row, demand, around),
  refuse_extension: (actor, row) => extensionDeciders(actor, row, demand, around),
  reply: asHandler,
  recall_reply: (actor, row) => handlerUnless(actor, row, () => (row.recallCount > 0 ? dispatchErrors.RECALL_ONCE() : null)),
  cancel(actor, row) {
    const verdict = asOwner(actor, demand, around)
    // Without its lead a demand is dispatched anew, which only one under way can be.
    const isStuck = row.role === 'lead' && demand.state !== 'dispatched'
    return isStuck && !(verdict instanceof AppError) ? wrongState(demandSubject, demand.state, 'lead_lost') : verdict
  },
})

const LIVE: readonly DispatchRow['state'][] = ['sent', 'accepted', 'return_requested', 'replied']
/** Who may see how to reach the reporters: the lead's handlers, while it is theirs. */
export function mayReveal(actor: Actor, row: DispatchRow): Verdict {
  const verdict = asLead(actor, row)
  return verdict instanceof AppError || LIVE.includes(row.state) ? verdict : wrongState(dispatchSubject, row.state, 'contact_reveal')
}
