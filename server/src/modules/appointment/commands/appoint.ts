import { createHash } from 'node:crypto'
import type { appointmentContract } from '@huying/shared/appointment/contract.ts'
import { appointmentErrors } from '@huying/shared/appointment/errors.ts'
import { OFFICE_ROLES, OFFICES } from '@huying/shared/appointment/offices.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { ROLE_LABELS } from '@huying/shared/kernel/role.ts'
import * as z from 'zod/mini'
import { approvable, isSamePerson, propose, secondByOffice, type Asked } from '../../../kernel/approvals.ts'
import type { ActingAs, CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { asAdministrator } from '../policy.ts'
import { appointmentSubject } from '../table.ts'
import { checkOffice, type OfficeInput } from './check-office.ts'

/** What waits for the second person; `from` null: from when they agree. */
const proposedOffice = z.object({
  accountId: z.string(), role: z.enum(OFFICE_ROLES), scopeId: z.string(), post: z.nullable(z.enum(['A', 'B'])), from: z.nullable(z.string()), to: z.nullable(z.string()),
})

type Body = Input<typeof appointmentContract.create>['body']

function actingAs(context: CommandContext): ActingAs {
  const verdict = asAdministrator(context.actor)
  if (verdict instanceof AppError) throw verdict
  return verdict
}

/** Proposes an appointment: all of them bring rights, so a second person decides. Nothing changes yet. */
export async function proposeOffice(context: CommandContext, { body }: Input<typeof appointmentContract.create>): Promise<Written> {
  const as = actingAs(context)
  const from = body.from ?? context.now.toISOString()
  if (new Date(from) < context.now) throw appointmentErrors.PERIOD_WRONG()
  const input: OfficeInput = {
    accountId: await personOf(context, body), role: body.role, scopeId: body.scopeId, post: body.post ?? null, from, to: body.to ?? null,
  }
  await checkOffice(context, input)
  return propose({ ...context, as }, {
    of: { kind: appointmentSubject.kind, id: nameOf(input) },
    action: 'appoint',
    input: { ...input, from: body.from ?? null },
    asked: askedFor(context, input),
  })
}

async function personOf({ tx, kernel }: CommandContext, { accountId, phone }: Body): Promise<string> {
  if (accountId !== undefined) return accountId
  if (phone === undefined) throw appointmentErrors.PERSON_UNKNOWN()
  const found = await tx.sql<{ id: string }[]>`select id from accounts
    where phone_index in ${tx.sql(kernel.cipher.blindIndexes('accounts', 'phone', phone))} and state = 'active' limit 2`
  if (found.length !== 1) throw appointmentErrors.PERSON_UNKNOWN()
  return found[0]!.id
}

/** One name for one person in one office, so that asking twice is one proposal. A UUID of the hash. */
function nameOf({ accountId, role, scopeId, post }: OfficeInput): string {
  const hex = createHash('sha256').update(JSON.stringify([accountId, role, scopeId, post])).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Another administrator, a county officer, or for an office in a street that street's officer. */
function askedFor({ actor }: CommandContext, { role, scopeId }: OfficeInput): readonly Asked[] {
  const county = actor.appointments.find((held) => held.role === 'administrator')!.scopeId
  const isBelowTown = OFFICES[role].scopeKind === 'area' && scopeId.length > county.length
  return [
    { role: 'administrator', over: county },
    { role: 'countyOfficer', over: county },
    ...(isBelowTown ? [{ role: 'streetOfficer', over: scopeId } as const] : []),
  ]
}

/** The second person's part: what was proposed is checked anew and comes into force, at the earliest now. */
export const officeApproval = approvable(proposedOffice, {
  kind: appointmentSubject.kind,
  action: 'appoint',
  label: '任命',
  async second(context, approval) {
    const chosen = String(approval.input.accountId)
    if (context.actor.accountId !== null && (await isSamePerson(context, context.actor.accountId, chosen))) return appointmentErrors.NOT_YOURSELF()
    return secondByOffice(context, approval)
  },
  async perform(context, { input: proposed, proposedBy }, second) {
    const as = actingAs(context)
    const from = proposed.from !== null && new Date(proposed.from) > context.now ? new Date(proposed.from) : context.now
    await checkOffice(context, { ...proposed, from: from.toISOString() })
    const { accountId, role, scopeId, post, to } = proposed
    const scopeKind = OFFICES[role].scopeKind
    await create({ ...context, as }, appointmentSubject, 'appoint', {
      accountId, role, scopeKind, scopeId, post, fromAt: from, toAt: to === null ? null : new Date(to),
      appointedBy: proposedBy, approvedBy: second.accountId,
    }, { facts: { accountId, role, label: ROLE_LABELS[role], scopeKind, scopeId, post, from: from.toISOString(), to, approvedBy: second.accountId } })
  },
})
