import { demandMachine } from '@huying/shared/demand/machine.ts'
import { dispatchMachine } from '@huying/shared/dispatch/machine.ts'
import fc from 'fast-check'
import { expect } from 'vitest'
import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { deliver } from '../../../server/src/kernel/jobs.ts'
import type { DomainEvent } from '../../../server/src/kernel/module.ts'
import { demandSubscribers } from '../../../server/src/modules/demand/subscribers.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import type { Person } from '../../factories/whistle-county.ts'
import { tryAct, type Drawn, type Tried } from './acts.ts'
import { startCrowd, type CrowdCounty } from './county.ts'
import { LedgerModel } from './model.ts'
import { brokenRules } from './rules.ts'
import { readWorld, type Demand } from './world.ts'

export interface CrowdOptions {
  actors: number
  demands: number
  /** Stories, each with demands of its own; of so many moments each. */
  stories: number
  moments: number
  seed: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Real {
  county: CrowdCounty
  reporters: ReadonlyMap<string, { reporter: Person; complaintId: string }>
  world: Demand[]
}
type Command = fc.AsyncCommand<LedgerModel, Real>

/** Everybody who drew something does it in the same moment; time may pass, and residents answer, in the middle of it. */
const moment = (drawn: readonly Drawn[], passing: number, answering: readonly number[]): Command => ({
  check: () => true,
  toString: () => `${drawn.length} at once${passing > 0 ? ` while ${passing / HOUR} h pass` : ''}`,
  async run(model, real) {
    const { county } = real
    const [tried] = await Promise.all([
      Promise.all(drawn.map((one) => tryAct(county, real.world, one))),
      passing > 0 ? county.app.advance(passing) : null,
      ...answering.map((salt) => answerAsResident(real, salt)),
    ])
    await tellLedger(county)
    await compare(model, real, tried.flatMap((one) => one ?? []))
  },
})

/** A reporter is content, or is not, and it is brought back. */
async function answerAsResident({ county, reporters, world }: Real, salt: number): Promise<void> {
  const found = world.filter(({ state }) => state === 'verified' || state === 'closed')
  const demand = found[salt % Math.max(1, found.length)]
  if (!demand) return
  const { reporter, complaintId } = reporters.get(demand.id)!
  const isContent = salt % 3 === 0
  await county.post(reporter, `/complaints/${complaintId}/${isContent ? 'confirm' : 'reopen'}`, isContent ? { contacted: true, solved: true, satisfied: 'very' } : { reason: '还是老样子' })
}

/** The ledger hears of what happened, and strikes off what is answered. */
async function tellLedger({ app: { kernel } }: CrowdCounty): Promise<void> {
  const events = await kernel.db.sql<DomainEvent[]>`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq, actor_id as "actorId", data
    from outbox where relayed_at is null order by id`
  for (const event of events) for (const subscriber of demandSubscribers) if (subscriber.on.includes(event.kind)) await deliver(kernel, subscriber, event)
  await kernel.db.sql`update outbox set relayed_at = at where relayed_at is null`
}

async function compare(model: LedgerModel, real: Real, tried: readonly Tried[]): Promise<void> {
  expect(real.county.app.faults).toEqual([])
  real.world = await readWorld(real.county.app.kernel.db.sql, model.demandIds)
  expect(await model.follow(tried)).toEqual([])
  expect(model.standing(real.world)).toEqual([])
  expect(real.world.flatMap(brokenRules)).toEqual([])
}

/** Edges of the ledger that chance must have gone, or the run has shown nothing. */
const UNREACHED: ReadonlySet<string> = new Set([
  // Of other tests: a confirmed join to a held demand, stages, handing over within a unit.
  'demand.join', 'dispatch.milestone', 'dispatch.hand_over',
])
const EDGES = [demandMachine, dispatchMachine].flatMap(({ name, edges }) => edges.map(({ action }) => `${name}.${action}`)).filter((edge) => !UNREACHED.has(edge))

/** Lets a crowd loose on the ledger; throws where a rule is broken. Answers how many steps were gone and which edges were not. */
export async function letCrowdLoose({ actors, demands, stories, moments, seed }: CrowdOptions): Promise<{ steps: number; missed: string[] }> {
  const county = await startCrowd(actors)
  try {
    const drawn = fc.record({ actor: fc.nat(), demand: fc.nat(), act: fc.nat(), salt: fc.nat(100_000) })
    const atOnce = fc.tuple(
      fc.array(drawn, { minLength: actors, maxLength: actors, size: 'max' }), fc.constantFrom(0, 0, 0, HOUR, HOUR, 4 * HOUR, DAY, 3 * DAY), fc.array(fc.nat(10_000), { maxLength: 4 }),
    ).map((parts) => moment(...parts))
    const edges = new Set<string>()
    let steps = 0
    await fc.assert(fc.asyncProperty(fc.array(atOnce, { minLength: moments, maxLength: moments, size: 'max' }), async (commands) => {
      const reporters = await county.raise(demands)
      await tellLedger(county)
      const model = new LedgerModel(county.app.kernel.db.sql, [...reporters.keys()])
      const real: Real = { county, reporters, world: [] }
      await compare(model, real, [])
      // At the end nobody does anything for a while, and what is due falls due.
      await fc.asyncModelRun(() => ({ model, real }), [...commands, moment([], 7 * DAY, [])])
      for (const edge of model.edges) edges.add(edge)
      steps += model.steps
    }), { numRuns: stories, seed, endOnFailure: true })
    const { faults } = await checkHistory(county.app.kernel.db, { tables: historyTables, cipher: county.app.kernel.cipher })
    expect(faults).toEqual([])
    return { steps, missed: EDGES.filter((edge) => !edges.has(edge)) }
  } finally {
    await county.close()
  }
}
