import * as z from 'zod/mini'
import { urgency } from '../complaint/contract.ts'
import { areaCode, code, day, id, text } from '../kernel/schema.ts'

export const demandState = z.enum(['pending', 'dispatched', 'replied', 'on_hold', 'verified', 'closed', 'dismissed'])

/** What the ledger can be narrowed to; each as it stands in an address, all of them together. */
export const ledgerFilter = {
  state: z.optional(demandState),
  category: z.optional(code),
  nature: z.optional(code),
  urgency: z.optional(urgency),
  /** 0 the chair, 1 the street joint conference, 2 the county leading group. */
  level: z.optional(z.enum(['0', '1', '2'])),
  areaCode: z.optional(areaCode),
  associationId: z.optional(id),
  /** With a part in it, whatever became of that. */
  unitId: z.optional(id),
  /** Live, and beyond the time for the whole work. */
  overdue: z.optional(z.literal('true')),
  /** Days in Shanghai on which it was put on the ledger, both counted. */
  from: z.optional(day),
  to: z.optional(day),
  /** Words of its text or the reason for raising it, or its number. */
  q: z.optional(text(50)),
}
export const ledgerFilterObject = z.object(ledgerFilter)
export type LedgerFilter = z.infer<typeof ledgerFilterObject>
