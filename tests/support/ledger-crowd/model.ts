import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import { findEdge, nextState, type Machine } from '@huying/shared/kernel/machine.ts'
import type { Sql } from 'postgres'
import type { Step, Tried } from './acts.ts'
import type { Demand } from './world.ts'

interface Entry {
  kind: 'demand' | 'dispatch'
  id: string
  seq: number
  action: string
  role: string
  actorId: string | null
  fromState: string | null
  toState: string
  demandId: string
  unitId: string | null
}

const MACHINES: Record<Entry['kind'], Machine> = { demand: demandMachine, dispatch: dispatchMachine }
/** Notes beside the machine, which keep the state. */
const isNote = (action: string): boolean => /_(?:proposed|refused|lapsed)$/.test(action)
const isPerson = ({ role }: Entry): boolean => role !== 'system' && role !== 'clock'

/** The ledger as the machines alone allow it: follows every step that was written and knows where each thing must stand. */
export class LedgerModel {
  private readonly states = new Map<string, { state: string; length: number }>()
  /** Edges gone so far, `demand.verify`. */
  readonly edges = new Set<string>()
  steps = 0

  constructor(private readonly sql: Sql, readonly demandIds: readonly string[]) {}

  /** Goes the steps that were written since the last time; answers what is wrong with them, and with what people were told. */
  async follow(tried: readonly Tried[]): Promise<string[]> {
    const entries = await this.newEntries()
    const wrong: string[] = []
    const seen = new Map<string, Set<string>>()
    for (const entry of entries) {
      const before = this.states.get(entry.id) ?? { state: null, length: 0 }
      wrong.push(...this.stepFaults(entry, before))
      seen.set(entry.id, (seen.get(entry.id) ?? new Set()).add(before.state ?? '').add(entry.toState))
      this.states.set(entry.id, { state: entry.toState, length: entry.seq })
      this.edges.add(`${entry.kind}.${entry.action}`)
      this.steps++
    }
    return [...wrong, ...lostSteps(entries.filter(isPerson), tried), ...this.refusalFaults(tried, seen)]
  }

  /** Whether each thing stands where its last step led, and nothing exists without one. */
  standing(world: readonly Demand[]): string[] {
    const things = world.flatMap((demand) => [demand, ...demand.dispatches])
    return things.flatMap(({ id, state }) => (this.states.get(id)?.state === state ? [] : [`${id} is ${state}, its history ends with ${this.states.get(id)?.state}`]))
  }

  private stepFaults(entry: Entry, before: { state: string | null; length: number }): string[] {
    const where = `${entry.kind} ${entry.id}#${entry.seq} ${entry.action}`
    if (entry.seq !== before.length + 1) return [`${where}: follows step ${before.length}`]
    if (entry.fromState !== before.state) return [`${where}: from ${entry.fromState}, but it was ${before.state}`]
    if (isNote(entry.action)) return entry.toState === before.state ? [] : [`${where}: a note moved it to ${entry.toState}`]
    const edge = findEdge(MACHINES[entry.kind], before.state, entry.action)
    if (!edge) return [`${where}: no such edge from ${before.state}`]
    const targets = edge.to !== null && edge.to !== 'same' ? edge.to : [nextState(edge, before.state)]
    return targets.includes(entry.toState) ? [] : [`${where}: led to ${entry.toState}`]
  }

  /** A refusal for the wrong state names a state which the thing had meanwhile, and from which there is no such edge. */
  private refusalFaults(tried: readonly Tried[], seen: ReadonlyMap<string, ReadonlySet<string>>): string[] {
    return tried.flatMap(({ what, refused }) => {
      if (!refused) return []
      const known = [...this.states].flatMap(([id, { state }]) => (what.endsWith(id) ? [state, ...(seen.get(id) ?? [])] : []))
      const isFree = Object.values(MACHINES).every((machine) => !(refused.state in machine.states) || findEdge(machine, refused.state, refused.action) === undefined)
      const ofDemand = what.includes('dispatch ')
      return [
        ...(isFree ? [] : [`${what}: refused from ${refused.state}, which allows ${refused.action}`]),
        ...(known.includes(refused.state) || ofDemand ? [] : [`${what}: refused as ${refused.state}, which it never was`]),
      ]
    })
  }

  private async newEntries(): Promise<Entry[]> {
    const lengths = JSON.stringify(Object.fromEntries([...this.states].map(([id, { length }]) => [id, length])))
    return this.sql.unsafe<Entry[]>(`select h.subject_kind as kind, h.subject_id as id, h.seq, h.action, h.role, h.actor_id as "actorId", h.from_state as "fromState", h.to_state as "toState",
        coalesce(p.demand_id, h.subject_id) as "demandId", p.unit_id as "unitId"
      from history h left join dispatches p on h.subject_kind = 'dispatch' and p.id = h.subject_id
      where h.subject_kind in ('demand', 'dispatch') and coalesce(p.demand_id, h.subject_id) = any($1::uuid[])
        and h.seq > coalesce(($2::text::jsonb ->> h.subject_id::text)::int, 0) order by h.subject_id, h.seq`, [[...this.demandIds], lengths] as never[])
  }
}

/** What people were promised and what they are on record for must be the same, one for one. */
function lostSteps(entries: readonly Entry[], tried: readonly Tried[]): string[] {
  const key = ({ kind, id, action, actorId }: Step) => `${action} of ${kind} ${id} by ${actorId}`
  const written = entries.filter(({ action }) => action !== 'open')
    .map(({ kind, id, action, actorId, demandId, unitId }) => key({ kind, id: action === 'send' ? `${demandId} to ${unitId}` : id, action, actorId: actorId! }))
  const counts = new Map<string, number>()
  for (const one of tried.flatMap(({ promised }) => promised)) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1)
  for (const one of written) counts.set(one, (counts.get(one) ?? 0) - 1)
  return [...counts].flatMap(([one, count]) => (count === 0 ? [] : [count > 0 ? `${one}: promised, not written` : `${one}: written, never promised`]))
}
