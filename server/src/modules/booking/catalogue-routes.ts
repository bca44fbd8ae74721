import { bookingCatalogueContract, type PlaceDetail } from '@huying/shared/booking/catalogue-contract.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { asEditor } from './catalogue-policy.ts'
import { createPlace, updatePlace } from './commands/keep-place.ts'
import { createService, previewRule, updateService } from './commands/keep-service.ts'
import { nextSessions } from './find-services.ts'
import { staffOf } from './policy.ts'
import { presentPlace, presentService } from './presenter.ts'
import { findService, listPlaces, readPlace, type PlaceRow } from './queries.ts'

/** Its code is for whoever prints it: people scan it at the door. */
function presentDetail(actor: Actor, place: PlaceRow): PlaceDetail {
  const mayPrint = staffOf(actor, place.id).length > 0 || !(asEditor(actor, place.communityCode) instanceof AppError)
  const { unitId, checkInRadiusM, uploadIds, isActive } = place
  return { ...presentPlace(place), code: mayPrint ? place.code : null, unitId, checkInRadiusM, uploadIds, isActive }
}

async function getPlace({ db, actor }: ReadContext, id: string): Promise<PlaceDetail> {
  const place = await readPlace(db, id)
  if (!place.isActive && asEditor(actor, place.communityCode) instanceof AppError) throw kernelErrors.NOT_FOUND()
  return presentDetail(actor, place)
}

/** The service as its editor sees it, also one that is out of use. */
async function getService({ db, now }: ReadContext, id: string) {
  const view = await findService(db, id)
  if (!view) throw kernelErrors.NOT_FOUND()
  return presentService(view, (await nextSessions(db, [id], now)).get(id))
}

/** Places and services, and who keeps them. */
export const bookingCatalogueRoutes: readonly Route[] = [
  read(bookingCatalogueContract.places, async ({ db, actor }, { query }) => {
    const rows = await listPlaces(db, { ...query, after: decodeCursor(query.cursor) })
    return pageOf(rows, query.limit, ({ createdAt, id }) => ({ at: createdAt, id }), (row) => presentDetail(actor, row))
  }),
  read(bookingCatalogueContract.place, (context, { params }) => getPlace(context, params.id)),
  write(bookingCatalogueContract.createPlace, { run: (context, { body }) => createPlace(context, body), present: getPlace }),
  write(bookingCatalogueContract.updatePlace, { run: (context, { params, body }) => updatePlace(context, params.id, body), present: getPlace }),
  write(bookingCatalogueContract.preview, { run: (context, { body }) => previewRule(context, body) }),
  write(bookingCatalogueContract.createService, { run: (context, { body }) => createService(context, body), present: getService }),
  write(bookingCatalogueContract.updateService, { run: (context, { params, body }) => updateService(context, params.id, body), present: getService }),
]
