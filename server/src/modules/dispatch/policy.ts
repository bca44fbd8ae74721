import { dispatchErrors } from '@huying/shared/dispatch/errors.ts'
import type { DispatchAction } from '@huying/shared/dispatch/machine.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { appointmentsIn, type Actor } from '../../kernel/actor.ts'
import { asHolder, type Policy, type Verdict } from '../../kernel/policy.ts'
import { asOwner, mayReadDemand, type Around, type DemandRow } from '../demand/public.ts'
import type { DispatchRow } from './table.ts'

const handlersOf = (actor: Actor, row: DispatchRow) => appointmentsIn(actor, ['unitHandler'], 'unit', row.unitId)
const asHandler = (actor: Actor, row: DispatchRow): Verdict => asHolder(handlersOf(actor, row))

/** Handlers of its unit, and whoever keeps or oversees the ledger it is on; another unit of the same demand does not. */
export const mayRead = (actor: Actor, row: DispatchRow, demand: DemandRow): boolean =>
  handlersOf(actor, row).length > 0 || mayReadDemand(actor, demand, { dispatches: [] })

/** Who may do what to a dispatch of this demand. */
export const dispatchPolicy = (demand: DemandRow, around: Around): Policy<DispatchRow, DispatchAction> => ({
  accept: asHandler,
  contact: (actor, row) => (row.role === 'lead' || handlersOf(actor, row).length === 0 ? asHandler(actor, row) : dispatchErrors.NOT_LEAD()),
  progress: asHandler,
  reply: asHandler,
  cancel(actor, row) {
    const verdict = asOwner(actor, demand, around)
    // Without its lead a demand would have to be dispatched anew, which is not open yet.
    return 'role' in verdict && row.role === 'lead' ? kernelErrors.NOT_AVAILABLE_YET({ action: 'lead_lost' }) : verdict
  },
})
