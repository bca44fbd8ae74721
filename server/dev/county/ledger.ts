import type { Calendar } from '@huying/shared/kernel/calendar'
import { dueAt, isProvisional, warnAt } from '@huying/shared/kernel/calendar-clock'
import { explain } from '@huying/shared/kernel/calendar-explain'
import { parseLimit, type Limit } from '@huying/shared/kernel/limit'
import type { Cipher } from '../../src/kernel/cipher.ts'
import { commitmentOf, historyHash, type Facts } from '../../src/kernel/history.ts'
import type { TableWriter } from './copy.ts'
import { Json } from './copy-bytes.ts'
import type { Random } from './random.ts'

export const HISTORY_COLUMNS = [
  'subject_kind', 'subject_id', 'seq', 'at', 'actor_id', 'appointment_id', 'role', 'action', 'from_state', 'to_state', 'facts',
  'commitments', 'previous_hash', 'hash',
]
export const HISTORY_VALUE_COLUMNS = ['subject_kind', 'subject_id', 'seq', 'field', 'salt', 'value']
export const CLOCK_COLUMNS = [
  'id', 'subject_kind', 'subject_id', 'kind', 'state', 'started_at', 'limit_spec', 'due_at', 'warn_at', 'original_due_at', 'pauses',
  'paused_at', 'warned_at', 'ended_at', 'is_provisional', 'sentence',
]

/** Who did a step: an account under an appointment, or the clock or the system. */
export interface Doer {
  account: string | null
  appointment: string | null
  role: string
}
export const CLOCK: Doer = { account: null, appointment: null, role: 'clock' }
export const SYSTEM: Doer = { account: null, appointment: null, role: 'system' }
export const asResident = (account: string): Doer => ({ account, appointment: null, role: 'resident' })

interface Running {
  kind: string
  limit: string
  startMs: number
  dueMs: number | null
  pauses: { from: number; to: number }[]
  pausedMs: number | null
  moved: { dueMs: number; sentence: string } | null
}

/** Clocks that fall due without anybody acting: they only mark that a thing is late. */
const SILENT = new Set(['solve', 'contact', 'appeal', 'reopenWindow'])

export interface LedgerTables {
  history: TableWriter
  historyValues: TableWriter
  clocks: TableWriter
}

const limits = new Map<string, Limit>()
/** There are few limits and hundreds of thousands of clocks. */
function limitOf(text: string): Limit {
  const known = limits.get(text)
  if (known) return known
  const limit = parseLimit(text)
  limits.set(text, limit)
  return limit
}

/** Where histories and clocks of everything that has a state are written, by the algorithms of the product itself. */
export class Ledger {
  constructor(
    readonly tables: LedgerTables,
    readonly cipher: Cipher,
    readonly calendar: Calendar,
    readonly nowMs: number,
  ) {}

  open(kind: string, id: string, random: Random): Chain {
    return new Chain(this, kind, id, random)
  }

  /** When a limit that begins then is due, epoch ms. */
  due(startMs: number, limit: string): number {
    return dueAt(this.calendar, new Date(startMs), limitOf(limit)).getTime()
  }

  async breathe(): Promise<void> {
    await this.tables.history.breathe()
    await this.tables.historyValues.breathe()
    await this.tables.clocks.breathe()
  }
}

/** The life of one thing: entries in order of time, and the clocks they start and stop. */
export class Chain {
  length = 0
  head: Buffer | null = null
  state: string | null = null
  atMs = 0
  createdMs = 0
  private readonly running = new Map<string, Running>()

  constructor(
    private readonly ledger: Ledger,
    readonly kind: string,
    readonly id: string,
    private readonly random: Random,
  ) {}

  /** One entry. `to` absent: the state stays. Words become salted commitments, as in the product. */
  add(atMs: number, by: Doer, action: string, to?: string, facts: Facts = {}, words: Record<string, string | null | undefined> = {}): void {
    if (atMs < this.atMs || atMs > this.ledger.nowMs) throw new Error(`${this.kind}.${action} lies outside its time`)
    const seq = this.length + 1
    const from = this.state
    const toState = to ?? from
    const commitments: Record<string, string> = {}
    for (const [field, value] of Object.entries(words)) {
      if (!value) continue
      const salt = this.random.bytes(16)
      commitments[field] = commitmentOf(salt, value)
      const sealed = this.ledger.cipher.seal({ table: 'history_values', column: 'value', row: `${this.id}/${seq}/${field}` }, value)
      this.ledger.tables.historyValues.row([this.kind, this.id, seq, field, salt, sealed])
    }
    const at = new Date(atMs)
    const hash = historyHash(this.head, {
      subjectKind: this.kind, subjectId: this.id, seq, at, actorId: by.account, appointmentId: by.appointment, role: by.role, action,
      fromState: from, toState, facts, commitments,
    })
    this.ledger.tables.history.row([
      this.kind, this.id, seq, at, by.account, by.appointment, by.role, action, from, toState, new Json(facts), new Json(commitments), this.head, hash,
    ])
    if (seq === 1) this.createdMs = atMs
    this.length = seq
    this.head = hash
    this.state = toState
    this.atMs = atMs
  }

  /** Starts a clock at the last entry, or anew where it runs; `dueMs` where a rule gives the instant. */
  start(kind: string, limit: string, options: { fromMs?: number; dueMs?: number } = {}): void {
    this.running.set(kind, { kind, limit, startMs: options.fromMs ?? this.atMs, dueMs: options.dueMs ?? null, pauses: [], pausedMs: null, moved: null })
  }

  stop(...kinds: string[]): void {
    for (const kind of kinds) this.end(kind, this.atMs, 'stopped')
  }

  stopAll(): void {
    this.stop(...this.running.keys())
  }

  /** It fell due, with the last entry or, where it wrote none, then. */
  fire(kind: string, atMs = this.atMs): void {
    this.end(kind, atMs, 'fired')
  }

  pause(...kinds: string[]): void {
    for (const kind of kinds) {
      const clock = this.running.get(kind)
      if (clock) clock.pausedMs = this.atMs
    }
  }

  resume(...kinds: string[]): void {
    for (const kind of kinds) {
      const clock = this.running.get(kind)
      if (!clock || clock.pausedMs === null) continue
      clock.pauses.push({ from: clock.pausedMs, to: this.atMs })
      clock.pausedMs = null
    }
  }

  /** Somebody in charge set a new date for a running clock; the first one stays beside it. */
  move(kind: string, dueMs: number, sentence: string): void {
    const clock = this.running.get(kind)
    if (clock) clock.moved = { dueMs, sentence }
  }

  /** When a running clock is due, with its pauses; Infinity where it does not run. */
  dueMs(kind: string): number {
    const clock = this.running.get(kind)
    return clock && clock.pausedMs === null ? this.dueOf(clock) : Number.POSITIVE_INFINITY
  }

  /** The columns every subject has, in their order: id, state, version, history_length, history_head, created_at, updated_at. */
  columns(): [string, string, number, number, Buffer, Date, Date] {
    return [this.id, this.state!, this.length, this.length, this.head!, new Date(this.createdMs), new Date(this.atMs)]
  }

  /** Writes the clocks that still run; what is only a mark of lateness has fired meanwhile. Ends the use of the chain. */
  close(): void {
    const { nowMs } = this.ledger
    for (const clock of this.running.values()) {
      const due = this.dueOf(clock)
      if (clock.pausedMs === null && due <= nowMs) {
        if (!SILENT.has(clock.kind)) throw new Error(`${this.kind} ${this.state}: ${clock.kind} fell due and nothing happened`)
        this.end(clock.kind, due, 'fired')
      } else this.write(clock, clock.pausedMs === null ? 'running' : 'paused', null)
    }
  }

  private end(kind: string, atMs: number, state: 'stopped' | 'fired'): void {
    const clock = this.running.get(kind)
    if (!clock) return
    this.running.delete(kind)
    const due = this.dueOf(clock)
    const hasFired = state === 'stopped' && clock.pausedMs === null && due <= atMs && SILENT.has(kind)
    this.write(clock, hasFired ? 'fired' : state, hasFired ? due : atMs)
  }

  private dueOf({ startMs, limit, pauses, dueMs, moved }: Running): number {
    return moved?.dueMs ?? dueMs ?? dueAt(this.ledger.calendar, new Date(startMs), limitOf(limit), spans(pauses)).getTime()
  }

  private write(clock: Running, state: string, endedMs: number | null): void {
    const { calendar, nowMs } = this.ledger
    const limit = limitOf(clock.limit)
    const from = new Date(clock.startMs)
    const pauses = spans(clock.pauses)
    const due = new Date(this.dueOf(clock))
    const isGiven = clock.dueMs !== null
    const warn = isGiven || clock.moved ? null : warnAt(calendar, from, limit, pauses)
    const reached = endedMs ?? nowMs
    const original = isGiven || (pauses.length === 0 && !clock.moved) ? due : dueAt(calendar, from, limit)
    this.ledger.tables.clocks.row([
      this.random.uuid(clock.startMs), this.kind, this.id, clock.kind, state, from, clock.limit, due, warn, original,
      new Json(pauses), clock.pausedMs !== null && endedMs === null ? new Date(clock.pausedMs) : null,
      warn !== null && warn.getTime() <= reached ? warn : null, endedMs === null ? null : new Date(endedMs),
      !isGiven && !clock.moved && isProvisional(calendar, from, due, limit),
      clock.moved ? clock.moved.sentence : isGiven ? '这个时间是规则直接定下的。' : explain(calendar, from, limit, pauses).sentence,
    ])
  }
}

const spans = (pauses: readonly { from: number; to: number }[]) => pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
