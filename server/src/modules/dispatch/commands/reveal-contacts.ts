import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext, ReadContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { record } from '../../../kernel/transition.ts'
import { contactCardOf } from '../../complaint/public.ts'
import { complaintsOf, demandSubject, interestsOf } from '../../demand/public.ts'
import { mayRead, mayReveal } from '../policy.ts'
import { readDispatch } from '../read.ts'
import { dispatchSubject } from '../subject.ts'

/** A look at how to reach the reporters stands in the history, with its reason. */
export async function revealContacts(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { demandId } = await readSubject(context.tx, dispatchSubject, id)
  const demand = await lockSubject(context.tx, demandSubject, demandId)
  const row = await lockSubject(context.tx, dispatchSubject, id)
  if (!mayRead(context.actor, row, demand)) throw kernelErrors.NOT_FOUND()
  const as = mayReveal(context.actor, row)
  if (as instanceof AppError) throw as
  await record({ ...context, as }, dispatchSubject, row, { action: 'contact_reveal', event: 'contactRevealed' }, {
    facts: { demandId }, words: { reason },
  })
  return { subject: { kind: dispatchSubject.kind, id } }
}

/**
 * Of those who may be reached: never who reported the first line, nor who asked for confidence from the unit complained of
 * or from anybody who works there. Also to a repeated request only while the right lasts.
 */
export async function contactCards(context: ReadContext, id: string) {
  const { row } = await readDispatch(context, id)
  const verdict = mayReveal(context.actor, row)
  if (verdict instanceof AppError) throw verdict
  const complainedOf = [row.unitId, ...interestsOf(context.actor)]
  const open = (await complaintsOf(context.db, row.demandId)).filter(
    ({ aboutRole, aboutUnitId, isConfidential }) => aboutRole === null && !(isConfidential && aboutUnitId !== null && complainedOf.includes(aboutUnitId)),
  )
  const items = await Promise.all(open.map(async (complaint) => ({
    complaintId: complaint.id, number: complaint.number, ...(await contactCardOf(context, complaint)),
  })))
  return { items }
}
