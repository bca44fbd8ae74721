import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { asHolder, type Verdict } from '../../kernel/policy.ts'

/** Places and services of a community are kept by its workers, and by administrators. */
export const asEditor = (actor: Actor, communityCode: string): Verdict => asHolder(appointmentsOver(actor, ['communityWorker', 'administrator'], communityCode))
