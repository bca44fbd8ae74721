import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import type { demandContract } from '@huying/shared/demand/contract.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsOver } from '../../../kernel/actor.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { asHolder } from '../../../kernel/policy.ts'
import { categoriesNow } from '../../complaint/public.ts'
import { placeBy } from '../queries.ts'
import { demandSubject } from '../subject.ts'
import { natureOf, openDemand } from './open-demand.ts'

type Body = Input<typeof demandContract.create>['body']

/** A community worker or the street puts on the ledger what an inspection or a meeting found. */
export async function createDemand(context: CommandContext, body: Body): Promise<Written> {
  const as = asHolder(appointmentsOver(context.actor, ['communityWorker', 'streetOfficer'], body.areaCode))
  if (as instanceof AppError) throw as
  const category = categoriesNow(context).byCode.get(body.category)
  if (!category?.isActive) throw complaintErrors.CATEGORY_UNKNOWN()
  const place = await placeBy(context.tx, body.areaCode)
  if (!place) throw complaintErrors.PLACE_UNKNOWN()
  const aboutUnitId = body.aboutUnitId ?? null
  if (aboutUnitId !== null && (await context.tx.sql`select 1 from units where id = ${aboutUnitId}`).length === 0) throw demandErrors.UNIT_UNKNOWN()
  const row = await openDemand({ ...context, as }, {
    place, lng: body.point?.lng ?? null, lat: body.point?.lat ?? null, category: category.code, nature: natureOf(body.nature),
    urgency: category.urgency, summary: body.text, reason: body.reason, aboutUnitId, recurrenceOf: body.recurrenceOf ?? null,
  })
  return { subject: { kind: demandSubject.kind, id: row.id } }
}
