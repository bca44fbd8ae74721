import { associationContract } from '@huying/shared/association/contract.ts'
import { approvable, propose, secondByOffice } from '../../../kernel/approvals.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { chairTermPolicy, otherAsked } from '../policy.ts'
import { associationBy, isSecretaryStill, termsLost } from '../queries.ts'
import { chairTermSubject, type ChairTermRow } from '../table.ts'

type Ending = 'cancel' | 'revoke'

const factsOf = (row: ChairTermRow) => ({ associationId: row.associationId, accountId: row.accountId, unitId: row.unitId })

async function takeTerm(context: CommandContext, id: string, action: Ending | 'resign') {
  const row = await lockSubject(context.tx, chairTermSubject, id)
  const association = await associationBy(context.tx, row.associationId)
  if (!association) throw kernelErrors.NOT_FOUND()
  const as = authorize(chairTermSubject, chairTermPolicy(association.communityCode), context.actor, row, action, context.now)
  return { row, association, command: { ...context, as } }
}

/** What has not begun is cancelled, what runs is revoked: both by administrator and street officer together. */
export async function proposeEnding(context: CommandContext, id: string, action: Ending, reason: string): Promise<Written> {
  const { row, association, command } = await takeTerm(context, id, action)
  return propose(command, { of: { subject: chairTermSubject, row }, action, input: { reason }, asked: otherAsked(command.as.role, association.communityCode) })
}

/** The chair steps down now; the right ends with this very instant. */
export async function resignChair(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { row, command } = await takeTerm(context, id, 'resign')
  await transition(command, chairTermSubject, row, 'resign', { set: { toAt: endOf(context, row) }, facts: factsOf(row), words: { reason }, stop: 'all' })
  return { subject: { kind: chairTermSubject.kind, id } }
}

/** A term is never longer for having ended early. */
const endOf = ({ now }: CommandContext, row: ChairTermRow): Date => (now < row.toAt ? (now > row.fromAt ? now : row.fromAt) : row.toAt)

const ending = (action: Ending, label: string) => approvable(associationContract[action].body, {
  kind: chairTermSubject.kind,
  action,
  label,
  subject: chairTermSubject,
  second: async (context, approval) => secondByOffice(context, approval),
  async perform(context, { subjectId, input }, second) {
    const { row, command } = await takeTerm(context, subjectId, action)
    await transition(command, chairTermSubject, row, action, {
      set: action === 'revoke' ? { toAt: endOf(context, row) } : {},
      facts: { ...factsOf(row), agreedBy: second.accountId, agreedAs: second.as.role },
      words: { reason: input.reason },
      stop: 'all',
    })
  },
})
export const chairCancellation = ending('cancel', '取消轮值任期')
export const chairRevocation = ending('revoke', '提前结束轮值任期')

/** Begins a planned term, if its chair is still secretary. Call it with the clock taken. */
export async function beginTerm(context: CommandContext, row: ChairTermRow): Promise<void> {
  const isStill = await isSecretaryStill(context.tx, row.associationId, row.unitId, row.accountId, context.now)
  await transition(context, chairTermSubject, row, 'begin', {
    to: isStill ? 'running' : 'cancelled',
    facts: { ...factsOf(row), isSecretary: isStill },
    ...(isStill ? { start: [{ kind: 'end', limit: '1d', dueAt: row.toAt }] } : { stop: 'all' as const }),
  })
}

/** Somebody's office or account is gone: the terms that rested on it end now. */
export async function endLostTerms(context: CommandContext, accountId: string): Promise<void> {
  for (const id of await termsLost(context.tx, accountId)) {
    const row = await lockSubject(context.tx, chairTermSubject, id)
    if (row.state !== 'running' || (await isSecretaryStill(context.tx, row.associationId, row.unitId, accountId, context.now))) continue
    await transition(context, chairTermSubject, row, 'lose_office', { set: { toAt: endOf(context, row) }, facts: factsOf(row), stop: 'all' })
  }
}
