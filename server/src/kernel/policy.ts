import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import { findEdge } from '@huying/shared/kernel/machine.ts'
import type { Abilities } from '@huying/shared/kernel/schema.ts'
import type { Actor, AppointmentInForce } from './actor.ts'
import type { SubjectTable } from './columns.ts'
import type { ActingAs } from './context.ts'
import type { Subject } from './subject.ts'
import { wrongState } from './transition.ts'

/** What a policy says: in whose name the actor may do it, or the error that refuses. */
export type Verdict = ActingAs | AppError

/** Pure: who may take an action on a row, apart from its state (the machine's) and its clocks. */
export type Policy<Row, A extends string> = Partial<Record<A, (actor: Actor, row: Row, now: Date) => Verdict>>

/** All that the machine needs of a row; what else there must be of it is the policy's to say. */
interface Stateful {
  state: string
}

export const forbidden = (): AppError => kernelErrors.FORBIDDEN()

/** Acting in one's own name. */
export const asSelf = (role = 'resident'): ActingAs => ({ role, appointmentId: null })

/** Acting under the first of these appointments, or the refusal. */
export const asHolder = (held: readonly AppointmentInForce[], refusal: AppError = forbidden()): Verdict =>
  held[0] ? { role: held[0].role, appointmentId: held[0].id } : refusal

/** Throws what forbids the action (403 for the person, then 409 for the state); else in whose name it is done. */
export function authorize<Row extends Stateful, S extends string, A extends string>(
  subject: Subject<SubjectTable, S, A>,
  policy: Policy<Row, A>,
  actor: Actor,
  row: Row,
  action: A,
  now: Date,
): ActingAs {
  const verdict = verdictOn(subject, policy, actor, row, action, now)
  if (verdict instanceof AppError) throw verdict
  return verdict
}

function verdictOn<Row extends Stateful, S extends string, A extends string>(
  subject: Subject<SubjectTable, S, A>,
  policy: Policy<Row, A>,
  actor: Actor,
  row: Row,
  action: A,
  now: Date,
): Verdict {
  const verdict = policy[action]?.(actor, row, now) ?? forbidden()
  if (verdict instanceof AppError) return verdict
  const edge = findEdge(subject.machine, row.state as S, action)
  if (!edge) return wrongState(subject, row.state, action)
  if (edge.isBuilt === false) return kernelErrors.NOT_AVAILABLE_YET({ action })
  return verdict
}

/** What this person may do to the thing now, by the same policy the commands ask. Keys as in paths: `take-down`. */
export function abilitiesOf<Row extends Stateful, S extends string, A extends string>(
  subject: Subject<SubjectTable, S, A>,
  policy: Policy<Row, A>,
  actor: Actor,
  row: Row,
  now: Date,
): Abilities {
  const abilities: Abilities = {}
  for (const action in policy) {
    const verdict = verdictOn(subject, policy, actor, row, action, now)
    abilities[pathWord(action)] = verdict instanceof AppError ? { code: verdict.code, message: verdict.message } : true
  }
  return abilities
}

const pathWords = new Map<string, string>()

/** `take-down` of `take_down`; actions are few and known. */
function pathWord(action: string): string {
  const known = pathWords.get(action) ?? action.replaceAll('_', '-')
  pathWords.set(action, known)
  return known
}
