import type { Wish } from './table.ts'

/** A clock that runs or is held, as far as rights depend on it. */
export interface LiveClock {
  kind: string
  state: string
  startedAt: Date
  dueAt: Date
}

/** What rights depend on beside the wish's own row; read together with it. */
export interface WishFacts {
  clocks: readonly LiveClock[]
  /** The claimer's organization and all above it, outermost first. */
  claimerPath: readonly string[]
  /** The branches of the wish's community and all above them: their secretaries are the backstop. */
  branchIds: readonly string[]
  /** A team's members; empty where one person helps. */
  teamIds: readonly string[]
}

/** For rights that depend on the row alone. */
export const NO_FACTS: WishFacts = { clocks: [], claimerPath: [], branchIds: [], teamIds: [] }

/** The clock of this kind where it still runs at `now`. */
export const runningClock = ({ clocks }: WishFacts, kind: string): LiveClock | undefined =>
  clocks.find((clock) => clock.kind === kind && clock.state === 'running')

export const isOfTeam = (accountId: string | null, wish: Wish, { teamIds }: WishFacts): boolean =>
  accountId !== null && wish.claimId !== null && teamIds.includes(accountId)
