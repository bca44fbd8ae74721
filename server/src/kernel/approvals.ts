import { dueAt } from '@huying/shared/kernel/calendar-clock.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { defineMachine, type StateOf } from '@huying/shared/kernel/machine.ts'
import type { Role, ScopeKind } from '@huying/shared/kernel/role.ts'
import { and, eq } from 'drizzle-orm'
import { jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type * as z from 'zod/mini'
import { appointmentsIn, appointmentsOver, type Actor, type AppointmentInForce } from './actor.ts'
import { instant, subjectColumns, type SubjectRow } from './columns.ts'
import { accountOf, type ActingAs, type CommandContext, type ReadContext } from './context.ts'
import { canonicalJson } from './history.ts'
import type { Written } from './module.ts'
import type { Verdict } from './policy.ts'
import { defineSubject, type Subject } from './subject.ts'
import { create, record } from './transition.ts'
import { uuidv7 } from './uuid.ts'

/** How long a proposal waits for a second person. */
export const APPROVAL_LIMIT = '1wd'

/** An office that may be the second person: a role over a place (its area or one above it), or of one unit, association or organization. */
export type Asked = { role: Role; over: string } | { role: Role; scopeKind: ScopeKind; scopeId: string }

/** The appointments by which this person is one of those asked. */
export const askedAs = (actor: Actor, asked: readonly Asked[]): AppointmentInForce[] =>
  asked.flatMap((one) =>
    'over' in one ? appointmentsOver(actor, [one.role], one.over) : appointmentsIn(actor, [one.role], one.scopeKind, one.scopeId),
  )

/** A two-person act that waits: nothing has changed yet but that it is written down. */
const approvalMachine = defineMachine({
  name: 'approval',
  label: '双人确认',
  states: {
    waiting: { label: '等另一人确认' },
    approved: { label: '已同意', isFinal: true },
    refused: { label: '没有同意', isFinal: true },
    lapsed: { label: '过期作废', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'propose', to: ['waiting'], who: ['resident'],
      guard: 'the act allows it to this person now', clocks: 'decide 1 working day', event: 'proposed', label: '提出，等另一人确认',
    },
    {
      from: ['waiting'], action: 'approve', to: ['approved'], who: ['resident'],
      guard: 'one of those asked, and another person; the guards of the act hold still', clocks: 'decide stops', event: 'approved', label: '确认同意',
    },
    {
      from: ['waiting'], action: 'refuse', to: ['refused'], who: ['resident'],
      guard: 'one of those asked, and another person', clocks: 'decide stops', event: 'refused', label: '没有同意',
    },
    {
      from: ['waiting'], action: 'pass_on', to: ['waiting'], who: ['resident', 'clock'],
      guard: 'the act names whom to ask after an objection or silence', clocks: 'decide anew', event: 'passedOn', label: '转给上一级确认',
    },
    {
      from: ['waiting'], action: 'lapse', to: ['lapsed'], who: ['clock'],
      guard: 'nobody decided in time', clocks: '', event: 'lapsed', label: '没有人确认，过期作废',
    },
  ],
})
export type ApprovalState = StateOf<typeof approvalMachine>

export const approvals = pgTable('approvals', {
  ...subjectColumns<ApprovalState>(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  action: text('action').notNull(),
  input: jsonb('input').$type<Record<string, unknown>>().notNull(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  proposedAs: jsonb('proposed_as').$type<ActingAs>().notNull(),
  expiresAt: instant('expires_at').notNull(),
  asked: jsonb('asked').$type<readonly Asked[]>().notNull(),
  stage: smallint('stage').notNull(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
})
export type Approval = typeof approvals.$inferSelect
export const approvalSubject = defineSubject(approvals, approvalMachine)

/** Who agreed, for the act's own history. */
export interface SecondPerson {
  accountId: string
  as: ActingAs
}

/**
 * One two-person act of a module. The first call asks its own guards and then calls `propose`; what happens after the
 * second person agreed is `perform`, which must ask the guards again (under the subject's lock, which is already held).
 */
export interface Approvable {
  /** The kind of the thing; of the thing to be, where the act creates it. */
  kind: string
  action: string
  /** What people read: 核查为部分解决. */
  label: string
  /** The thing's table and machine; absent where the act creates it. */
  subject?: Subject
  /** Where whoever decides moves with the thing while it waits: the roles they may have. Absent: those asked, and nobody else. */
  movesAmong?: readonly Role[]
  /** In whose name this person may decide, or the refusal. Asked when listing, when showing and when deciding. */
  second(context: ReadContext, approval: Approval): Promise<Verdict>
  /** Carries the act out in the first person's name; `context.actor` is that person as they stand in office now. */
  perform(context: CommandContext, approval: Approval, second: SecondPerson): Promise<void>
  /** After an objection or silence: whom to ask next. Absent or null: it is over. */
  passOn?(context: CommandContext, approval: Approval): Promise<readonly Asked[] | null>
}

type Perform<I> = (context: CommandContext, approval: Omit<Approval, 'input'> & { input: I }, second: SecondPerson) => Promise<void>

/** An act whose `perform` gets what was proposed as this schema reads it; what it cannot read is a fault of ours. */
export const approvable = <I>(input: z.ZodMiniType<I>, act: Omit<Approvable, 'perform'> & { perform: Perform<I> }): Approvable => ({
  ...act,
  perform: (context, approval, second) => act.perform(context, { ...approval, input: input.parse(approval.input) }, second),
})

/** The usual answer to `second`: whoever was asked. */
export function secondByOffice({ actor }: ReadContext, approval: Pick<Approval, 'asked'>): Verdict {
  const [held] = askedAs(actor, approval.asked)
  return held ? { role: held.role, appointmentId: held.id } : kernelErrors.FORBIDDEN()
}

export type ProposalOf =
  /** A thing that exists, with its row as locked by this transaction. */
  | { subject: Subject; row: SubjectRow }
  /** A thing that the act would create. */
  | { kind: string; id: string }

export interface Proposal {
  of: ProposalOf
  action: string
  /** What `perform` needs, as JSON; the second person reads it. */
  input: Record<string, unknown>
  asked: readonly Asked[]
}

/**
 * Writes a proposal down instead of the act: the thing stays as it is, its history gets `<action>_proposed`, and the
 * caller answers 202. The same person's same proposal is answered again; another one that waits is a 409.
 */
export async function propose(context: CommandContext, { of, action, input, asked }: Proposal): Promise<Written> {
  const [kind, subjectId] = 'kind' in of ? [of.kind, of.id] : [of.subject.kind, of.row.id]
  const waiting = await waitingFor(context, kind, subjectId, action)
  if (waiting) {
    const isSame = waiting.proposedBy === context.actor.accountId && canonicalJson(waiting.input) === canonicalJson(input)
    if (!isSame) throw kernelErrors.CONFLICT({ approvalId: waiting.id }, '已经有人提出，正在等另一人确认')
    return answerOf(waiting)
  }
  const expiresAt = dueAt(context.kernel.calendar(), context.now, parseLimit(APPROVAL_LIMIT))
  const as = context.as ?? { role: 'resident', appointmentId: null }
  const approval = await create({ ...context, as }, approvalSubject, 'propose', {
    id: uuidv7(context.now), subjectKind: kind, subjectId, action, input, asked, stage: 0,
    proposedBy: accountOf(context), proposedAt: context.now, proposedAs: as, expiresAt,
  }, { facts: { subjectKind: kind, subjectId, action }, start: [{ kind: 'decide', limit: APPROVAL_LIMIT }] })
  if ('row' in of) await noteProposal({ ...context, as }, of.subject, of.row, approval, 'proposed')
  return answerOf(approval)
}

/** `<action>_proposed`, `_refused` or `_lapsed` in the thing's own history. Call it with the thing locked. */
export async function noteProposal(
  context: CommandContext,
  subject: Subject,
  row: SubjectRow,
  { action, id }: Pick<Approval, 'action' | 'id'>,
  what: 'proposed' | 'refused' | 'lapsed',
): Promise<void> {
  const event = `${action.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}${what[0]!.toUpperCase()}${what.slice(1)}`
  await record(context, subject, row, { action: `${action}_${what}`, event }, { facts: { approvalId: id } })
}

async function waitingFor({ tx }: CommandContext, kind: string, subjectId: string, action: string): Promise<Approval | null> {
  const [found] = await tx.q.select().from(approvals).where(and(
    eq(approvals.subjectKind, kind), eq(approvals.subjectId, subjectId), eq(approvals.action, action), eq(approvals.state, 'waiting'),
  ))
  return found ?? null
}

const answerOf = ({ id, expiresAt }: Approval): Written => ({ approval: { id, expiresAt: expiresAt.toISOString() } })

/** Two accounts of one person: the same account, phone number or WeChat union identity. */
export async function isSamePerson({ db }: ReadContext, one: string, other: string): Promise<boolean> {
  if (one === other) return true
  const found = await db.sql`select 1 from accounts a join accounts b on b.id = ${other}
    where a.id = ${one} and (a.phone_index = b.phone_index or a.unionid = b.unionid)`
  return found.length > 0
}
