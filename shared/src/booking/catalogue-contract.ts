import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { abilities, areaCode, day, id, point, text } from '../kernel/schema.ts'
import { audience, place, placeKind, priceKind, quotaPeriod, service, serviceKind, span } from './schemas.ts'

const byId = { params: z.object({ id }) }

/** A place with what its keepers need; `code` is what its permanent check-in code carries, null for everybody else. */
const placeDetail = z.extend(place, {
  code: z.nullable(z.string()),
  unitId: z.nullable(z.string()),
  checkInRadiusM: z.number(),
  uploadIds: z.array(z.string()),
  isActive: z.boolean(),
  /** Seven weekdays, Sunday first; null where nobody has said. */
  openingHours: z.nullable(z.array(z.array(span))),
  /** `update`: the place and its services. */
  abilities,
})
export type PlaceDetail = z.infer<typeof placeDetail>

const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, '时间写成 09:00 这样'))
const hours = z.array(z.tuple([clock, clock])).check(z.maxLength(12, '一天最多 12 段'))
const week = z.array(hours).check(z.length(7, '一周要写七天'))

const landline = z.string().check(z.regex(/^[0-9-]{7,20}$/, '电话只能有数字和短横'))
const placeFields = {
  name: text(40), kind: placeKind, address: text(80), phone: z.optional(z.nullable(landline)), point,
  unitId: z.optional(z.nullable(id)), checkInRadiusM: z.optional(z.int().check(z.minimum(20), z.maximum(2000))),
  uploadIds: z.optional(z.array(id).check(z.maxLength(9, '最多 9 张照片'))),
  /** Seven weekdays, Sunday first. */
  openingHours: z.optional(z.nullable(week)),
}

const minutes = (max: number) => z.int().check(z.minimum(0), z.maximum(max))

/** Everything that makes a service, its sessions and who gets a place in them. */
const rule = {
  name: text(40), kind: serviceKind, summary: text(300), audience, priceKind,
  /** Fen. */
  priceFen: z.optional(z.int().check(z.minimum(1), z.maximum(10_000_000))),
  marketPriceFen: z.optional(z.int().check(z.minimum(1), z.maximum(10_000_000))),
  /** Seven weekdays, Sunday first. */
  weeklyHours: week,
  exceptions: z.optional(z.array(z.object({ date: day, hours, reason: text(40) })).check(z.maxLength(366))),
  holidayRule: z.enum(['closed', 'asUsual']),
  sessionMinutes: z.int().check(z.minimum(10), z.maximum(720)), seats: z.int().check(z.minimum(1), z.maximum(1000)),
  opensDaysAhead: z.int().check(z.minimum(1), z.maximum(60)), closesMinutesBefore: minutes(10_080), cancelMinutesBefore: minutes(20_160),
  quota: z.optional(z.nullable(z.object({ count: z.int().check(z.minimum(1), z.maximum(100)), period: quotaPeriod }))),
  needsApproval: z.optional(z.boolean()),
  isActive: z.optional(z.boolean()),
}

/** What a rule would change, before it does. */
const preview = z.object({
  /** The first sessions of the next days, in order. */
  sessions: z.array(z.object({ startsAt: z.string(), endsAt: z.string(), isNew: z.boolean() })),
  total: z.number(),
  added: z.number(),
  /** Sessions that nobody ever booked and that would go. */
  dropped: z.number(),
  /** Sessions that the rule would no longer make, with people in them. */
  touched: z.array(z.object({ sessionId: z.string(), startsAt: z.string(), bookings: z.number(), waiting: z.number() })),
  /** All bookings and waiting of those: to be repeated as `acceptTouched`. */
  people: z.number(),
})
export type RulePreview = z.infer<typeof preview>

export const bookingCatalogueContract = {
  places: endpoint({
    name: 'place.list', method: 'GET', path: '/places', summary: '能办事、能约的地点', who: 'guest',
    /** `kept`: those whoever asks keeps, also out of use. */
    query: z.object({ ...pageQuery, areaCode: z.optional(areaCode), kind: z.optional(placeKind), view: z._default(z.enum(['shown', 'kept']), 'shown') }),
    answer: page(placeDetail),
  }),
  place: endpoint({ ...byId, name: 'place.get', method: 'GET', path: '/places/:id', summary: '一个地点', who: 'guest', answer: placeDetail }),
  createPlace: endpoint({
    name: 'place.create', method: 'POST', path: '/places', summary: '新增地点', who: 'account', status: 201, answer: placeDetail,
    body: z.object({ ...placeFields, communityCode: areaCode }), errors: ['AREA_UNKNOWN', 'UNIT_UNKNOWN', 'UPLOAD_NOT_USABLE', 'RULE_WRONG'],
  }),
  updatePlace: endpoint({
    ...byId, name: 'place.update', method: 'PUT', path: '/places/:id', summary: '改地点', who: 'account', answer: placeDetail,
    body: z.object({ ...placeFields, isActive: z.optional(z.boolean()) }), errors: ['UNIT_UNKNOWN', 'UPLOAD_NOT_USABLE', 'RULE_WRONG'],
  }),
  placeServices: endpoint({
    ...byId, name: 'place.services', method: 'GET', path: '/places/:id/services', summary: '一个地点的全部服务和规则，停用的也在，给管的人看', who: 'account',
    query: z.object(pageQuery), answer: page(service),
  }),
  preview: endpoint({
    name: 'service.preview', method: 'POST', path: '/services/preview', summary: '先看看这样排班会有哪些场次、影响谁', who: 'account', answer: preview,
    body: z.object({ ...rule, placeId: z.optional(id), serviceId: z.optional(id) }), errors: ['PLACE_UNKNOWN', 'RULE_WRONG'],
  }),
  createService: endpoint({
    name: 'service.create', method: 'POST', path: '/services', summary: '新增服务，并排出场次', who: 'account', status: 201, answer: service,
    body: z.object({ ...rule, placeId: id }), errors: ['PLACE_UNKNOWN', 'RULE_WRONG'],
  }),
  updateService: endpoint({
    ...byId, name: 'service.update', method: 'PUT', path: '/services/:id', summary: '改服务和排班；影响已约的人时要先看过', who: 'account', answer: service,
    body: z.object({
      ...rule,
      /** The version that was edited. */
      version: z.int(),
      /** How many people the preview said it touches. */
      acceptTouched: z.optional(z.int()),
    }),
    errors: ['RULE_WRONG', 'RULE_MOVED', 'RULE_TOUCHES'],
  }),
}
