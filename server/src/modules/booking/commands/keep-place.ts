import { randomBytes } from 'node:crypto'
import type { bookingCatalogueContract } from '@huying/shared/booking/catalogue-contract.ts'
import { bookingErrors } from '@huying/shared/booking/errors.ts'
import { faultOfHours } from '@huying/shared/booking/generate.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { administer } from '../../../kernel/administration.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { findArea } from '../../area/public.ts'
import { asEditor } from '../catalogue-policy.ts'
import { readPlace } from '../queries.ts'

type Create = Input<typeof bookingCatalogueContract.createPlace>['body']
type Update = Input<typeof bookingCatalogueContract.updatePlace>['body']

/** In whose name somebody keeps the catalogue of a community, or 403. */
export function editing(context: CommandContext, communityCode: string): CommandContext {
  const as = asEditor(context.actor, communityCode)
  if (as instanceof AppError) throw as
  return { ...context, as }
}

export async function createPlace(context: CommandContext, body: Create): Promise<Written> {
  const area = await findArea(context.tx, body.communityCode)
  if (area?.kind !== 'community' || area.townCode === null) throw bookingErrors.AREA_UNKNOWN()
  const command = editing(context, area.code)
  checkHours(body)
  await checkUnit(context, body.unitId)
  const id = uuidv7(context.now)
  const topic = await administer(command, `place ${id}`)
  const uploadIds = await attachUploads(context, body.uploadIds ?? [], 'place', { kind: 'place', id })
  await context.tx.sql`insert into places (id, code, name, kind, community_code, town_code, unit_id, address, phone, lng, lat, check_in_radius_m, upload_ids, opening_hours, created_at)
    values (${id}, ${newCode()}, ${body.name}, ${body.kind}, ${area.code}, ${area.townCode}, ${body.unitId ?? null}, ${body.address}, ${body.phone ?? null},
      ${body.point.lng}, ${body.point.lat}, ${body.checkInRadiusM ?? 300}, ${uploadIds}, ${inJson(body.openingHours)}::jsonb, ${context.now})`
  await topic.note({ placeId: id, name: body.name, communityCode: area.code })
  return { subject: { kind: 'place', id } }
}

/** What is left out stays; a place out of use is not shown, and nothing of it can be booked. */
export async function updatePlace(context: CommandContext, id: string, body: Update): Promise<Written> {
  const place = await readPlace(context.tx, id)
  const command = editing(context, place.communityCode)
  checkHours(body)
  await checkUnit(context, body.unitId)
  const topic = await administer(command, `place ${id}`)
  const kept = (body.uploadIds ?? place.uploadIds).filter((upload) => place.uploadIds.includes(upload))
  const added = await attachUploads(context, (body.uploadIds ?? []).filter((upload) => !kept.includes(upload)), 'place', { kind: 'place', id })
  await context.tx.sql`update places set name = ${body.name}, kind = ${body.kind}, address = ${body.address}, lng = ${body.point.lng}, lat = ${body.point.lat},
    phone = ${body.phone === undefined ? place.phone : body.phone}, unit_id = ${body.unitId === undefined ? place.unitId : body.unitId},
    check_in_radius_m = ${body.checkInRadiusM ?? place.checkInRadiusM}, upload_ids = ${[...kept, ...added]},
    opening_hours = ${inJson(body.openingHours === undefined ? place.openingHours : body.openingHours)}::jsonb, is_active = ${body.isActive ?? place.isActive} where id = ${id}`
  await topic.note({ placeId: id, name: body.name, isActive: body.isActive ?? place.isActive })
  return { subject: { kind: 'place', id } }
}

const inJson = (hours: Update['openingHours']): string | null => (hours ? JSON.stringify(hours) : null)

/** @throws 422 with the weekday whose hours contradict each other */
function checkHours({ openingHours }: Pick<Update, 'openingHours'>): void {
  const faults = (openingHours ?? []).flatMap((hours, weekday) => {
    const message = faultOfHours(hours, 1)
    return message === null ? [] : [{ path: `openingHours.${weekday}`, message }]
  })
  if (faults.length > 0) throw bookingErrors.RULE_WRONG(faults)
}

async function checkUnit({ tx }: CommandContext, unitId: string | null | undefined): Promise<void> {
  if (unitId === undefined || unitId === null) return
  const known = await tx.sql`select 1 from units where id = ${unitId} and is_active`
  if (known.length === 0) throw bookingErrors.UNIT_UNKNOWN()
}

/** Short enough for a mini-program code, and nobody can guess the next. */
const newCode = (): string => randomBytes(8).toString('hex').slice(0, 12)
