import type { EdgeActor } from './role.ts'

/** A state machine as one table. Words of states and actions are those of the product's rules. */
export interface Edge<S extends string = string, A extends string = string> {
  /** null: the thing does not exist yet. */
  from: readonly S[] | null
  action: A
  /** `same`: no change of state (history is written all the same). Several: the command decides, by the guard. null: the row is deleted. */
  to: readonly S[] | 'same' | null
  who: readonly EdgeActor[]
  /** The condition beside state and role, in words, as the rules say it; '' where there is none. */
  guard: string
  /** What happens to clocks, in words; '' where nothing. */
  clocks: string
  /** Past tense, for the event `<machine>.<event>`. */
  event: string
  /** What a person reads in a timeline: "认领了心愿". */
  label: string
  /** False while a later capability still owes the command; the edge is declared and refused. */
  isBuilt?: boolean
}

export interface StateInfo {
  label: string
  isFinal?: boolean
}

export interface Machine<S extends string = string, A extends string = string> {
  name: string
  label: string
  states: Record<S, StateInfo>
  edges: readonly Edge<S, A>[]
}

export function defineMachine<const S extends string, const A extends string>(machine: {
  name: string
  label: string
  states: Record<S, StateInfo>
  edges: readonly Edge<NoInfer<S>, A>[]
}): Machine<S, A> {
  return machine
}

export type StateOf<M> = M extends Machine<infer S, string> ? S : never
export type ActionOf<M> = M extends Machine<string, infer A> ? A : never

/** The edge for an action in a state (null: creation), or undefined: then it does not exist. */
export function findEdge<S extends string, A extends string>(machine: Machine<S, A>, from: S | null, action: A): Edge<S, A> | undefined {
  return machine.edges.find(
    (edge) => edge.action === action && (from === null ? edge.from === null : edge.from?.includes(from)),
  )
}

/** Where an edge leads from a state; `chosen` is needed when it offers several. Throws on a wrong choice: a bug, not an input. */
export function nextState<S extends string, A extends string>(edge: Edge<S, A>, from: S | null, chosen?: S): S {
  if (edge.to === null) throw new Error(`${edge.action} deletes`)
  if (edge.to === 'same') {
    if (from === null) throw new Error(`${edge.action} cannot create`)
    return from
  }
  const [only] = edge.to
  const to = chosen ?? (edge.to.length === 1 ? only : undefined)
  if (to === undefined || !edge.to.includes(to)) throw new Error(`${edge.action} cannot lead to ${String(chosen)}`)
  return to
}
