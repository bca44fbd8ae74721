import { DAY_MS } from '@huying/shared/kernel/calendar-day.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { privacyContract } from '@huying/shared/privacy/contract.ts'
import { privacyErrors } from '@huying/shared/privacy/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { create, transition } from '../../../kernel/transition.ts'
import { holdPolicy, mayPlace, mayPlaceAnywhere, mayReadHold } from '../policy.ts'
import { findCase, runningClosing } from '../queries.ts'
import { closingSubject, holdSubject, type LegalHoldRow } from '../table.ts'
import { eraseUnlessHeld, lockAccount } from './close-account.ts'

/** Keeps what is known about whoever a case is about. A case out of reach and one that is not there look the same. */
export async function placeHold(context: CommandContext, { body }: Input<typeof privacyContract.placeHold>): Promise<Written> {
  const anywhere = mayPlaceAnywhere(context.actor)
  if (anywhere instanceof AppError) throw anywhere
  const found = await findCase(context.tx, body.caseKind, body.caseNumber)
  const as = found && mayPlace(context.actor, found.townCode)
  if (!found || !as || as instanceof AppError) throw privacyErrors.CASE_UNKNOWN()
  if (found.accountId === null) throw privacyErrors.CASE_WITHOUT_ACCOUNT()
  await lockAccount(context, found.accountId)
  const untilAt = new Date(context.now.getTime() + body.days * DAY_MS)
  const row = await create({ ...context, as }, holdSubject, 'place', {
    accountId: found.accountId, caseKind: body.caseKind, caseNumber: body.caseNumber, townCode: found.townCode, basis: body.basis, untilAt, placedBy: accountOf(context),
  }, { facts: { caseKind: body.caseKind, until: untilAt.toISOString() }, words: { reason: body.basis }, start: [{ kind: 'until', limit: '1d', dueAt: untilAt }] })
  return { subject: { kind: holdSubject.kind, id: row.id } }
}

export async function releaseHold(context: CommandContext, id: string, reason: string): Promise<Written> {
  const row = await lockHold(context, id)
  if (!mayReadHold(context.actor, row)) throw kernelErrors.NOT_FOUND()
  const as = authorize(holdSubject, holdPolicy, context.actor, row, 'release', context.now)
  await transition({ ...context, as }, holdSubject, row, 'release', { words: { reason }, stop: 'all' })
  await eraseIfClosed(context, row)
  return { subject: { kind: holdSubject.kind, id } }
}

/** The person before their hold. */
export async function lockHold(context: CommandContext, id: string): Promise<LegalHoldRow> {
  const { accountId } = await readSubject(context.tx, holdSubject, id)
  await lockAccount(context, accountId)
  return lockSubject(context.tx, holdSubject, id)
}

/** The account may have been closed meanwhile: with the last hold gone, what was kept is destroyed now. */
export async function eraseIfClosed(context: CommandContext, { accountId }: LegalHoldRow): Promise<void> {
  const id = await runningClosing(context.tx, accountId)
  const closing = id === null ? null : await lockSubject(context.tx, closingSubject, id)
  if (closing?.state === 'closed') await eraseUnlessHeld(context, closing)
}
