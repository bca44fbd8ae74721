import type { bookingCatalogueContract, PlaceDetail } from '@huying/shared/booking/catalogue-contract'
import { faultOfHours } from '@huying/shared/booking/generate'
import { WEEKDAYS } from '@huying/shared/kernel/calendar-day'
import type { CallInput } from '@huying/shared/kernel/endpoint'
import { areAllSent, type Photo } from '../../components/photo-picker/photo'
import type { Point } from '../../platform/location'
import { hoursText, parseHours } from './hours'

type PlaceBody = NonNullable<CallInput<typeof bookingCatalogueContract.updatePlace>['body']>

/** A place while it is written; plain data, kept as a draft. */
export interface PlaceForm {
  communityCode: string | null
  name: string
  kind: PlaceDetail['kind'] | null
  address: string
  phone: string
  point: Point | null
  radius: string
  /** Hours of seven weekdays, Sunday first. */
  week: readonly string[]
  uploadIds: readonly string[]
  isActive: boolean
}

export const EMPTY_PLACE: PlaceForm = {
  communityCode: null, name: '', kind: null, address: '', phone: '', point: null, radius: '300', week: ['', '', '', '', '', '', ''], uploadIds: [], isActive: true,
}

export const placeFormOf = (place: PlaceDetail): PlaceForm => ({
  communityCode: place.communityCode, name: place.name, kind: place.kind, address: place.address, phone: place.phone ?? '', point: { lng: place.lng, lat: place.lat }, radius: String(place.checkInRadiusM),
  week: (place.openingHours ?? EMPTY_PLACE.week.map(() => [])).map(hoursText), uploadIds: place.uploadIds, isActive: place.isActive,
})

const PHONE = /^[0-9-]{7,20}$/

/** Everything that has to be mended before the place can be kept, in the order of the page; names are the server's. */
export function placeFaultsOf({ communityCode, name, kind, address, phone, point, radius, week }: PlaceForm, photos: readonly Photo[]): { field: string; words: string }[] {
  const hoursFault = (text: string): string | null => {
    const spans = parseHours(text)
    return spans === null ? '写成 09:00-11:00，几段用逗号隔开；不开就空着' : faultOfHours(spans, 1)
  }
  const checks: readonly [field: string, isRight: boolean, words: string][] = [
    ['communityCode', communityCode !== null, '选一下在哪个社区或村'],
    ['name', name.trim() !== '', '写一下叫什么'],
    ['kind', kind !== null, '选一下是哪一种'],
    ['address', address.trim() !== '', '写一下在哪条路几号'],
    ['point', point !== null, '在地图上点一下门口'],
    ['phone', phone === '' || PHONE.test(phone), '电话只能有数字和短横，也可以不写'],
    ['checkInRadiusM', /^\d+$/.test(radius) && Number(radius) >= 20 && Number(radius) <= 2000, '20 到 2000 米'],
    ...week.map((text, weekday): [string, boolean, string] => [`openingHours.${weekday}`, hoursFault(text) === null, `${WEEKDAYS[weekday]}：${hoursFault(text)}`]),
    ['uploadIds', areAllSent(photos), '照片还没传好，等一下或者点一下重传'],
  ]
  return checks.flatMap(([field, isRight, words]) => (isRight ? [] : [{ field, words }]))
}

/** The place as it is sent. Call it where `placeFaultsOf` finds nothing. */
export function placeOf({ name, kind, address, phone, point, radius, week, uploadIds, isActive }: PlaceForm): PlaceBody {
  const hours = week.map((text) => parseHours(text) ?? [])
  return {
    name: name.trim(), kind: kind!, address: address.trim(), phone: phone === '' ? null : phone, point: point!, checkInRadiusM: Number(radius),
    openingHours: hours.every((spans) => spans.length === 0) ? null : hours, uploadIds: [...uploadIds], isActive,
  }
}
