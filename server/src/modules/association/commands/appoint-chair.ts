import { associationContract } from '@huying/shared/association/contract.ts'
import { associationErrors } from '@huying/shared/association/errors.ts'
import { latestEnd } from '@huying/shared/association/term.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { approvable, isSamePerson, propose, secondByOffice } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { create } from '../../../kernel/transition.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { asFirst, otherAsked } from '../policy.ts'
import { associationBy, isSameUnitTwice, overlaps, unitOfSecretary, type Association } from '../queries.ts'
import { chairTermSubject } from '../table.ts'

type Body = Input<typeof associationContract.appoint>['body']

const REMIND_MS = 7 * 86_400_000

/** Administrator and street officer together decide who chairs next; the first of them proposes. */
export async function appointChair(context: CommandContext, body: Body): Promise<Written> {
  const { association, as } = await check(context, body)
  return propose({ ...context, as }, {
    of: { kind: chairTermSubject.kind, id: uuidv7(context.now) }, action: 'appoint', input: { ...body }, asked: otherAsked(as.role, association.communityCode),
  })
}

interface Checked {
  association: Association
  unitId: string
  as: { role: string; appointmentId: string | null }
}

async function check(context: CommandContext, { associationId, accountId, from, to }: Body): Promise<Checked> {
  const { tx, now } = context
  const association = await associationBy(tx, associationId)
  if (!association) throw associationErrors.ASSOCIATION_UNKNOWN()
  const as = asFirst(context.actor, association.communityCode)
  if (as instanceof AppError) throw as
  if (await isSamePerson(context, accountOf(context), accountId)) throw associationErrors.NOT_YOURSELF()
  const [fromAt, toAt] = [new Date(from), new Date(to)]
  if (fromAt >= toAt || fromAt < now) throw associationErrors.TERM_IN_PAST()
  if (toAt > latestEnd(fromAt)) throw associationErrors.TERM_TOO_LONG()
  const unitId = await unitOfSecretary(tx, associationId, accountId)
  if (unitId === null) throw associationErrors.NOT_SECRETARY()
  if (await overlaps(tx, associationId, fromAt, toAt)) throw associationErrors.TERM_OVERLAPS()
  if (await isSameUnitTwice(tx, associationId, unitId, fromAt)) throw associationErrors.SAME_UNIT_TWICE()
  return { association, unitId, as }
}

export const chairAppointment = approvable(associationContract.appoint.body, {
  kind: chairTermSubject.kind,
  action: 'appoint',
  label: '定轮值会长',
  async second(context, approval) {
    const verdict = secondByOffice(context, approval)
    const isChosen = approval.input.accountId === context.actor.accountId
    return isChosen && !(verdict instanceof AppError) ? associationErrors.NOT_YOURSELF() : verdict
  },
  async perform(context, { subjectId, input: body }, second) {
    // One term at a time is decided for an association.
    await context.tx.sql`select 1 from associations where id = ${body.associationId} for update`
    const { unitId, as } = await check(context, body)
    const [from, to] = [new Date(body.from), new Date(body.to)]
    const remindAt = new Date(to.getTime() - REMIND_MS)
    await create({ ...context, as }, chairTermSubject, 'appoint', {
      id: subjectId, associationId: body.associationId, accountId: body.accountId, unitId, fromAt: from, toAt: to,
    }, {
      facts: {
        associationId: body.associationId, accountId: body.accountId, unitId, from: from.toISOString(), to: to.toISOString(),
        agreedBy: second.accountId, agreedAs: second.as.role,
      },
      start: [
        { kind: 'begin', limit: '1d', dueAt: from },
        { kind: 'remind', limit: '1d', dueAt: remindAt > from ? remindAt : from },
      ],
    })
  },
})
