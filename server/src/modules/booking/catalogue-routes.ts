import { bookingCatalogueContract, type PlaceDetail } from '@huying/shared/booking/catalogue-contract.ts'
import { AppError, kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { read, write, type Route } from '../../kernel/module.ts'
import { asEditor, keptAreas } from './catalogue-policy.ts'
import { createPlace, updatePlace } from './commands/keep-place.ts'
import { createService, previewRule, updateService } from './commands/keep-service.ts'
import { nextSessions } from './find-services.ts'
import { staffOf } from './policy.ts'
import { presentPlace, presentService } from './presenter.ts'
import { findService, listPlaces, readPlace, servicesOf, type PlaceRow } from './queries.ts'

/** Its code is for whoever prints it: people scan it at the door. */
function presentDetail(actor: Actor, place: PlaceRow): PlaceDetail {
  const verdict = asEditor(actor, place.communityCode)
  const isEditor = !(verdict instanceof AppError)
  const mayPrint = isEditor || staffOf(actor, place.id).length > 0
  const { unitId, checkInRadiusM, uploadIds, isActive, openingHours } = place
  return {
    ...presentPlace(place), code: mayPrint ? place.code : null, unitId, checkInRadiusM, uploadIds, isActive, openingHours,
    abilities: { update: isEditor || { code: verdict.code, message: verdict.message } },
  }
}

async function getPlace({ db, actor }: ReadContext, id: string): Promise<PlaceDetail> {
  const place = await readPlace(db, id)
  if (!place.isActive && asEditor(actor, place.communityCode) instanceof AppError) throw kernelErrors.NOT_FOUND()
  return presentDetail(actor, place)
}

/** Of a person who keeps none there is nothing to see. */
function keptBy(actor: Actor): string[] {
  const areas = keptAreas(actor)
  if (areas.length === 0) throw kernelErrors.FORBIDDEN()
  return areas
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
    const keptIn = query.view === 'kept' ? keptBy(actor) : undefined
    const rows = await listPlaces(db, { ...query, keptIn, after: decodeCursor(query.cursor) })
    return pageOf(rows, query.limit, ({ createdAt, id }) => ({ at: createdAt, id }), (row) => presentDetail(actor, row))
  }),
  read(bookingCatalogueContract.place, (context, { params }) => getPlace(context, params.id)),
  read(bookingCatalogueContract.placeServices, async ({ db, actor, now }, { params, query }) => {
    const place = await readPlace(db, params.id)
    const verdict = asEditor(actor, place.communityCode)
    if (verdict instanceof AppError) throw verdict
    const rows = await servicesOf(db, place, { after: decodeCursor(query.cursor), limit: query.limit })
    const next = await nextSessions(db, rows.map(({ service }) => service.id), now)
    return pageOf(rows, query.limit, ({ service }) => ({ at: service.createdAt, id: service.id }), (row) => presentService(row, next.get(row.service.id)))
  }),
  write(bookingCatalogueContract.createPlace, { run: (context, { body }) => createPlace(context, body), present: getPlace }),
  write(bookingCatalogueContract.updatePlace, { run: (context, { params, body }) => updatePlace(context, params.id, body), present: getPlace }),
  write(bookingCatalogueContract.preview, { run: (context, { body }) => previewRule(context, body) }),
  write(bookingCatalogueContract.createService, { run: (context, { body }) => createService(context, body), present: getService }),
  write(bookingCatalogueContract.updateService, { run: (context, { params, body }) => updateService(context, params.id, body), present: getService }),
]
