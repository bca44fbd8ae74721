import type { complaintContract } from '@huying/shared/complaint/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type * as z from 'zod/mini'
import type { ReadContext } from '../../kernel/context.ts'
import { GUEST } from '../../kernel/actor.ts'
import { readSubject } from '../../kernel/subject.ts'
import { byNumberAndPhone, filedByNumber } from './queries.ts'
import { presentRow } from './read.ts'
import { complaintSubject } from './subject.ts'

type Answer = z.input<(typeof complaintContract)['lookup']['answer']>

/** How far it is, for whoever knows its number and the reporter's phone number; every miss answers the same. */
export async function lookUp(context: ReadContext, { number, phone }: { number: string; phone: string }): Promise<Answer> {
  const id = (await ofAccount(context, number, phone)) ?? (await filedFor(context, number, phone))
  if (id === null) throw kernelErrors.NOT_FOUND()
  const row = await readSubject(context.db, complaintSubject, id)
  const shown = await presentRow({ ...context, actor: GUEST }, row)
  const { state, category, areaName, holder, createdAt, resolvedAt, closedAt, outcome } = shown
  return { number: row.number, state, category, areaName, holder, createdAt, resolvedAt, closedAt, outcome }
}

const ofAccount = ({ db, kernel }: ReadContext, number: string, phone: string): Promise<string | null> =>
  byNumberAndPhone(db, number, kernel.cipher.blindIndexes('accounts', 'phone', phone))

async function filedFor({ db, kernel }: ReadContext, number: string, phone: string): Promise<string | null> {
  const filed = await filedByNumber(db, number)
  if (!filed) return null
  const kept = kernel.cipher.open({ table: 'complaints', column: 'on_behalf_phone', row: filed.id }, filed.onBehalfPhone)
  return kept === phone ? filed.id : null
}
