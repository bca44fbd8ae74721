import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { RoutingResult } from '@huying/shared/wish/routing.ts'
import { LEFT_OUT_WORDS, whyAsked } from '@huying/shared/wish/routing-words.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { readSubject } from '../../kernel/subject.ts'
import { mayRead, mayReadRouting } from './policy.ts'
import { readFacts } from './queries.ts'
import { isReproduced, readRuns, type RoutingRun } from './routing-store.ts'
import { wishSubject } from './table.ts'

/** Every ranking of a wish with its reasons, made again from its inputs to show that it still comes out the same. */
export async function showRouting(context: ReadContext, id: string, withInputs: boolean) {
  const wish = await readSubject(context.db, wishSubject, id)
  if (!mayRead(context.actor, wish)) throw kernelErrors.NOT_FOUND()
  if (!mayReadRouting(context.actor, wish, await readFacts(context.db, id))) throw kernelErrors.FORBIDDEN()
  const runs = await readRuns(context.db, id)
  const names = await namesOf(context, runs)
  const askedAt = await asksOf(context, id)
  return { runs: runs.map((run) => presentRun(run, names, askedAt, withInputs)) }
}

function presentRun(run: RoutingRun, names: ReadonlyMap<string, string>, askedAt: ReadonlyMap<string, Date>, withInputs: boolean) {
  const { ranked, leftOut } = JSON.parse(run.result) as RoutingResult
  const who = (id: string): string => names.get(id) ?? '一位党员'
  return {
    id: run.id, ring: run.ring, at: run.at.toISOString(),
    inputHash: run.inputHash.toString('hex'), resultHash: run.resultHash.toString('hex'), isReproduced: isReproduced(run),
    candidates: ranked.map((one, index) => ({
      memberId: one.id, who: who(one.id), rank: index + 1, ring: one.ring, hasSkill: one.hasSkill, freeSlots: one.freeSlots,
      weeksSinceAsked: one.weeksSinceAsked, distanceSteps: one.distanceSteps, why: whyAsked(one),
      askedAt: askedAt.get(`${run.id}/${one.id}`)?.toISOString() ?? null,
    })),
    leftOut: leftOut.map((one) => ({ memberId: one.id, who: who(one.id), reason: LEFT_OUT_WORDS[one.reason] })),
    inputs: withInputs ? run.inputs : null,
  }
}

async function namesOf({ db }: ReadContext, runs: readonly RoutingRun[]): Promise<Map<string, string>> {
  const ids = new Set(runs.flatMap((run) => {
    const { ranked, leftOut } = JSON.parse(run.result) as RoutingResult
    return [...ranked, ...leftOut].map(({ id }) => id)
  }))
  const rows = await db.sql<{ id: string; name: string }[]>`select id, staff_name as name from accounts where id = any(${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function asksOf({ db }: ReadContext, wishId: string): Promise<Map<string, Date>> {
  const rows = await db.sql<{ key: string; at: Date }[]>`select run_id || '/' || member_id as key, asked_at as at from wish_asks where wish_id = ${wishId}`
  return new Map(rows.map(({ key, at }) => [key, at]))
}
