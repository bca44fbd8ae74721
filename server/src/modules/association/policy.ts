import type { ChairTermAction } from '@huying/shared/association/machine.ts'
import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import type { Asked } from '../../kernel/approvals.ts'
import { asHolder, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { ChairTermRow } from './table.ts'

/** The two offices that appoint, cancel and revoke together. */
const PAIR = ['administrator', 'streetOfficer'] as const

/** Either of the two over the association's community may begin. */
export const asFirst = (actor: Actor, communityCode: string): Verdict => asHolder(appointmentsOver(actor, PAIR, communityCode))

/** The other office of the two has to agree. */
export const otherAsked = (firstRole: string | undefined, communityCode: string): Asked[] => [
  { role: firstRole === 'administrator' ? 'streetOfficer' : 'administrator', over: communityCode },
]

/** Who may do what to a term of the association in this community. */
export const chairTermPolicy = (communityCode: string): Policy<Pick<ChairTermRow, 'id' | 'state' | 'accountId'>, ChairTermAction> => ({
  cancel: (actor) => asFirst(actor, communityCode),
  revoke: (actor) => asFirst(actor, communityCode),
  resign: (actor, row) => (row.accountId === actor.accountId ? { role: 'chair', appointmentId: row.id } : forbidden()),
})
