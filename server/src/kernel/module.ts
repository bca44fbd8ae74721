import type { Answer, Endpoint } from '@huying/shared/kernel/endpoint.ts'
import type { TimelineEntry } from '@huying/shared/kernel/schema.ts'
import type * as z from 'zod/mini'
import type { Approvable } from './approvals.ts'
import type { ClockRow } from './clocks.ts'
import type { CommandContext, Kernel, ReadContext } from './context.ts'
import type { Db, Fragment } from './db.ts'
import type { ConstraintErrors } from './faults.ts'
import type { Subject } from './subject.ts'

/** The parsed input of an endpoint; `file` for a multipart one, `origin` the scheme and host by which the caller reached us. */
export interface Input<E extends Endpoint> {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  file?: { buffer: Buffer; originalname: string }
  origin: string
}

/** What a command leaves: the thing it wrote (answered through `present`), or a small answer of its own, or a waiting approval. */
export type Written =
  | { subject: { kind: string; id: string } }
  | { answer: unknown }
  | { approval: { id: string; expiresAt: string } }

/** What is known of a request before its session was looked up. */
export interface EarlyContext {
  db: Db
  /** The id of whoever asks, as SQL: null for a guest and a session that is over. */
  asker(): Fragment
}

export interface ReadRoute<E extends Endpoint = Endpoint> {
  kind: 'read'
  endpoint: E
  /** Sent together with the look-up of the session, so that it costs no round trip of its own; shown to nobody before that is answered. */
  ahead?(context: EarlyContext, input: Input<E>): Promise<unknown>
  read(context: ReadContext, input: Input<E>, ahead: unknown): Promise<unknown>
}

export interface WriteRoute<E extends Endpoint = Endpoint> {
  kind: 'write'
  endpoint: E
  /** Calls to the outside (content check); runs before the transaction. */
  prepare?(context: ReadContext, input: Input<E>): Promise<unknown>
  run(context: CommandContext, input: Input<E>, prepared: unknown): Promise<Written>
  /** Runs once the transaction is committed, for what may get lost; must not throw. */
  after?(context: ReadContext): Promise<void>
  /** The thing as this person sees it now; also answers a repeat with the same Idempotency-Key. */
  present?(context: ReadContext, id: string, input: Input<E>): Promise<unknown>
}

export type Route = ReadRoute | WriteRoute

/** A GET, or a POST that asks with what may not stand in an address; it writes nothing. */
export const read = <E extends Endpoint>(
  endpoint: E,
  handler: (context: ReadContext, input: Input<E>) => Promise<z.input<E['answer']>>,
): Route => ({ kind: 'read', endpoint, read: handler }) as unknown as Route

/** A GET whose statement need not know who asks; `show` decides what of it they see. */
export const readAhead = <E extends Endpoint, A>(
  endpoint: E,
  ahead: (context: EarlyContext, input: Input<E>) => Promise<A>,
  show: (context: ReadContext, ahead: A) => z.input<E['answer']>,
): Route => ({ kind: 'read', endpoint, ahead, read: async (context: ReadContext, _input: Input<E>, found: A) => show(context, found) }) as unknown as Route

/** A POST or PUT: one transaction. */
export const write = <E extends Endpoint, P = undefined>(
  endpoint: E,
  route: {
    prepare?: (context: ReadContext, input: Input<E>) => Promise<P>
    run: (context: CommandContext, input: Input<E>, prepared: P) => Promise<Written>
    after?: (context: ReadContext) => Promise<void>
    present?: (context: ReadContext, id: string, input: Input<E>) => Promise<z.input<E['answer']>>
  },
): Route => ({ kind: 'write', endpoint, ...route }) as unknown as Route

export type { Answer }

/** A committed event as subscribers get it. `data` has the transition's facts plus action, from, to, version. */
export interface DomainEvent {
  id: string
  at: Date
  kind: string
  subjectKind: string
  subjectId: string
  seq: number
  actorId: string | null
  data: Record<string, unknown>
}

/** Runs once per event, in a transaction of its own, in order per subject; retried until it succeeds or is declared dead. */
export interface Subscriber {
  /** `<module>.<what>`, unique. */
  name: string
  on: readonly string[]
  /** Tells people or counts, and changes no case: it may come a little after what happens next. */
  isNews?: true
  handle(context: CommandContext, event: DomainEvent): Promise<void>
}

/** What a due clock does. The kernel has claimed the clock; the handler locks the subject and calls `takeClock` to re-check it. */
export interface DeadlineHandler {
  subjectKind: string
  kind: string
  onDue(context: CommandContext, clock: ClockRow): Promise<void>
  /**
   * The same for many clocks of as many subjects, in their order and in one transaction: what the statements of each would
   * cost is paid once. Where it fails, each is done by itself.
   */
  onDueMany?(context: CommandContext, clocks: readonly ClockRow[]): Promise<void>
  /** Clocks that come near their end, each of another subject. */
  onWarn?(context: CommandContext, clocks: readonly ClockRow[]): Promise<void>
}

/** One timeline source: who may read a subject's history, and its entries as people read them. */
export interface TimelineSource {
  kind: string
  /** Throws 404 when the actor may not read the subject. */
  read(context: ReadContext, id: string): Promise<TimelineEntry[]>
}

export interface Module {
  name: string
  routes: readonly Route[]
  subjects?: readonly Subject[]
  subscribers?: readonly Subscriber[]
  deadlines?: readonly DeadlineHandler[]
  timelines?: readonly TimelineSource[]
  /** Acts that need a second person; the approval module lists and decides them. */
  approvables?: readonly Approvable[]
  constraints?: ConstraintErrors
  /** Deletes a batch of rows whose time is over and answers how many went; run daily, again at once while there is something. */
  purges?: readonly ((kernel: Kernel) => Promise<number>)[]
  /** Whether the account may watch this subject's changes live; false unless a module says so. */
  mayWatch?: Record<string, (context: ReadContext, id: string) => Promise<boolean>>
  /** Whether the asker may see a photo tied to this subject; only its owner may unless some module says so. */
  maySeePhotos?: Record<string, (context: ReadContext, id: string, uploadId: string) => Promise<boolean>>
}
