import type { Role, ScopeKind } from '@huying/shared/kernel/role'
import type { TableWriter } from './copy.ts'
import type { Doer, Ledger } from './ledger.ts'
import type { People } from './people.ts'
import { Random } from './random.ts'

/** An appointment in force and who holds it. */
export interface Held {
  id: string
  person: number
  account: string
  role: Role
  scopeKind: ScopeKind
  scopeId: string
}

export const asHolder = (held: Held): Doer => ({ account: held.account, appointment: held.id, role: held.role })

export const APPOINTMENT_COLUMNS = [
  'id', 'account_id', 'role', 'scope_kind', 'scope_id', 'post', 'from_at', 'to_at', 'appointed_by', 'approved_by', 'created_at',
  'history_length', 'history_head',
]
const DAY_MS = 86_400_000

/** Gives people their offices; two administrators appoint and approve, and neither themselves. */
export class Offices {
  private readonly random = new Random('offices')
  private readonly serials = new Map<string, number>()
  readonly appointers: number[] = []
  /** Openids of those one can log in as. */
  readonly personas = new Map<number, string>()

  constructor(
    private readonly people: People,
    private readonly ledger: Ledger,
    private readonly table: TableWriter,
  ) {}

  /** An appointment for about a year and a half already. */
  appoint(person: number, role: Role, scopeKind: ScopeKind, scopeId: string, post: 'A' | 'B' | null = null): Held {
    const account = this.people.id(person)
    const fromMs = this.ledger.nowMs - this.random.between(370, 379) * DAY_MS
    const id = this.random.uuid(fromMs)
    const [appointer, approver] = this.appointers.filter((other) => other !== person).map((other) => this.people.id(other))
    const chain = this.ledger.open('appointment', id, this.random)
    chain.state = 'inForce'
    chain.add(fromMs, { account: appointer ?? null, appointment: null, role: 'administrator' }, 'appoint', 'inForce', { role, scopeKind, scopeId, post, accountId: account })
    const from = new Date(fromMs)
    this.table.row([id, account, role, scopeKind, scopeId, post, from, null, appointer, approver, from, chain.length, chain.head])
    return { id, person, account, role, scopeKind, scopeId }
  }

  /** The person becomes the next of a kind of persona: `openidForPersona` finds them by it. */
  present(person: number, key: string): void {
    const nth = this.serials.get(key) ?? 0
    this.serials.set(key, nth + 1)
    this.personas.set(person, personaOpenid(key, nth))
  }
}

export const personaOpenid = (key: string, nth: number): string => `demo-openid-${key}-${nth}`
