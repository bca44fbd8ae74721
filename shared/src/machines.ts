import { chairTermMachine } from './association/machine.ts'
import { bookingMachine } from './booking/machine.ts'
import { sessionMachine } from './booking/session-machine.ts'
import { waitlistMachine } from './booking/waitlist-machine.ts'
import { complaintMachine } from './complaint/machine.ts'
import { demandMachine } from './demand/machine.ts'
import { dispatchMachine } from './dispatch/machine.ts'
import type { Edge, Machine } from './kernel/machine.ts'
import type { EdgeActor } from './kernel/role.ts'
import { wishMachine } from './wish/machine.ts'

/** Every state machine there is: what is in none of these tables cannot happen. */
export const machines: readonly Machine[] = [
  wishMachine,
  complaintMachine,
  demandMachine,
  dispatchMachine,
  bookingMachine,
  sessionMachine,
  waitlistMachine,
  chairTermMachine,
]

export interface EdgeDescription {
  /** Empty: the thing does not exist yet. */
  from: string[]
  action: string
  /** Several: the guard decides. Empty: the thing is deleted. */
  to: string[]
  who: EdgeActor[]
  guard: string
  clocks: string
}
export interface MachineDescription {
  name: string
  states: string[]
  edges: EdgeDescription[]
}

/** All tables as plain data, `GET machines`. An edge that keeps the state is listed once for each state it keeps. */
export function describeMachines(): { machines: MachineDescription[] } {
  return {
    machines: machines.map(({ name, states, edges }) => ({
      name,
      states: Object.keys(states),
      edges: edges.flatMap(describeEdge),
    })),
  }
}

function describeEdge({ from, action, to, who, guard, clocks }: Edge): EdgeDescription[] {
  const described = { action, who: [...who], guard, clocks }
  const start = from ?? []
  if (to === 'same') return start.map((state) => ({ from: [state], to: [state], ...described }))
  return [{ from: [...start], to: [...(to ?? [])], ...described }]
}
