import type { ScopeKind } from '@huying/shared/kernel/role'

/** Someone of the demo county that a developer may log in as. */
export interface Persona {
  /** As `resident` or `grid-leader-a`. */
  key: string
  name: string
  roleLabel: string
  /** One Chinese sentence: what this person can do in the product. */
  mayDo: string
  scopes: { role: string; scopeKind: ScopeKind; scopeId: string; label: string }[]
  /** Machine → state → the id of one thing in that state that this person can see. */
  sampleIds: Record<string, Record<string, string>>
  /** GCJ-02 degrees, inside the grid where the first of most kinds live and work. */
  samplePoint: { lng: number; lat: number }
}

/**
 * What the stand-in must be told about the server it serves. WeChat knows people by openid and knows
 * nothing of the product's database; the start script, which knows both, implements this.
 */
export interface StandInHost {
  /** Every persona with a key of its own; the keys of `openidFor` are exactly these. */
  listPersonas(): Promise<Persona[]>
  /** The openid of the `nth` person of a kind (0: the listed one), null where there are not so many. */
  openidFor(persona: string, nth: number): Promise<string | null>
  /** The mainland number (11 digits) that WeChat holds of this openid, null where it holds none. */
  phoneFor(openid: string): Promise<string | null>
  /**
   * Moves the server's clock on by `ms` ≥ 0, from due instant to due instant, and resolves with the new time
   * once due clocks, outbox and jobs are drained. The stand-in never calls it twice at once.
   */
  advance(ms: number): Promise<Date>
  /** The server's clock, offset included. */
  now(): Date
}
