import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { areaCode } from '../kernel/schema.ts'
import { SKILLS } from '../wish/catalogue.ts'
import { TIMES } from './catalogue.ts'

const skill = z.enum(SKILLS.map((entry) => entry.code) as [string, ...string[]])
const time = z.enum(TIMES.map((entry) => entry.code) as [string, ...string[]])

const MAX_REPORT_IN = 3

const offers = z.object({
  skills: z.array(z.string()),
  times: z.array(z.string()),
  /** Away for a while: routing asks others. */
  isAway: z.boolean(),
  reportIn: z.array(z.object({ code: z.string(), name: z.string() })),
})
export type Offers = z.infer<typeof offers>

/** What a party member offers: skills of the catalogue, when, and the communities they reported in to 双报到. */
export const offerContract = {
  get: endpoint({ name: 'offer.get', method: 'GET', path: '/me/offers', summary: '我能帮什么、什么时候有空、在哪里报到', who: 'account', answer: offers, errors: ['NOT_A_MEMBER'] }),
  set: endpoint({
    name: 'offer.set', method: 'PUT', path: '/me/offers', summary: '改我能帮什么、什么时候有空、在哪里报到', who: 'account', answer: offers,
    body: z.object({
      skills: z.array(skill).check(z.maxLength(SKILLS.length)),
      times: z.array(time).check(z.maxLength(TIMES.length)),
      isAway: z._default(z.boolean(), false),
      reportInCodes: z.array(areaCode).check(z.maxLength(MAX_REPORT_IN, `最多在 ${MAX_REPORT_IN} 个社区报到`)),
    }),
    errors: ['NOT_A_MEMBER', 'NOT_A_COMMUNITY'],
  }),
}
