import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { asHolder, type Verdict } from '../../kernel/policy.ts'

const KEEPERS = ['communityWorker', 'administrator'] as const

/** The areas whose places and services this person keeps. */
export const keptAreas = (actor: Actor): string[] =>
  actor.appointments.filter(({ role, scopeKind }) => scopeKind === 'area' && KEEPERS.some((keeper) => keeper === role)).map(({ scopeId }) => scopeId)

/** Places and services of a community are kept by its workers, and by administrators. */
export const asEditor = (actor: Actor, communityCode: string): Verdict => asHolder(appointmentsOver(actor, KEEPERS, communityCode))
