import type { Answer } from '@huying/shared/kernel/endpoint'
import type { wishContract } from '@huying/shared/wish/contract'

export type Routing = Answer<typeof wishContract.routing>
export type Candidate = Routing['runs'][number]['candidates'][number]

export interface People {
  /** Asked already, the latest first. */
  asked: Candidate[]
  /** Could still be asked, the fittest first. */
  waiting: Candidate[]
  /** Why others were not: 手上的心愿已经满了 → 12. */
  leftOut: { reason: string; count: number }[]
  /** Every ranking was made again from what was stored, and came out the same. */
  isReproduced: boolean
}

/** All rankings of a wish as one list of people, each as they stood in the last ranking that had them. */
export function peopleOf({ runs }: Routing): People {
  const inOrder = [...runs].sort((one, other) => one.at.localeCompare(other.at))
  const people = new Map<string, Candidate>()
  for (const { candidates } of inOrder)
    for (const candidate of candidates) people.set(candidate.memberId, { ...candidate, askedAt: candidate.askedAt ?? people.get(candidate.memberId)?.askedAt ?? null })
  const all = [...people.values()]
  return {
    asked: all.filter(({ askedAt }) => askedAt !== null).sort((one, other) => (other.askedAt ?? '').localeCompare(one.askedAt ?? '') || one.rank - other.rank),
    waiting: all.filter(({ askedAt }) => askedAt === null).sort((one, other) => one.ring - other.ring || one.rank - other.rank),
    leftOut: countReasons((inOrder[inOrder.length - 1]?.leftOut ?? []).filter(({ memberId }) => !people.has(memberId))),
    isReproduced: runs.every((run) => run.isReproduced),
  }
}

function countReasons(leftOut: readonly { reason: string }[]): People['leftOut'] {
  const counts = new Map<string, number>()
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count)
}
