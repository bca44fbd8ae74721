import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'
import { ROLES, SCOPE_KINDS } from '../kernel/role.ts'
import { abilities, id, instant, phone, text } from '../kernel/schema.ts'
import { OFFICE_ROLES } from './offices.ts'

const appointment = z.object({
  id: z.string(),
  accountId: z.string(),
  /** 刘*平. */
  name: z.string(),
  role: z.enum(ROLES),
  scopeKind: z.enum(SCOPE_KINDS),
  scopeId: z.string(),
  scopeName: z.nullable(z.string()),
  post: z.nullable(z.enum(['A', 'B'])),
  from: z.string(),
  to: z.nullable(z.string()),
  isInForce: z.boolean(),
  endReason: z.nullable(z.string()),
  abilities,
})
export type Appointment = z.infer<typeof appointment>

const absence = z.object({
  id: z.string(),
  appointmentId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  scopeId: z.string(),
  post: z.nullable(z.enum(['A', 'B'])),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  isNow: z.boolean(),
  abilities,
})
export type Absence = z.infer<typeof absence>

const isOn = z._default(z.enum(['true', 'false']), 'true')
const scopeId = z.string().check(z.minLength(1), z.maxLength(64))

export const appointmentContract = {
  list: endpoint({
    name: 'appointment.list', method: 'GET', path: '/appointments', summary: '谁担任什么职务', who: 'account',
    query: z.object({ ...pageQuery, role: z.optional(z.enum(OFFICE_ROLES)), scopeId: z.optional(scopeId), accountId: z.optional(id), inForce: isOn }),
    answer: page(appointment),
  }),
  create: endpoint({
    name: 'appointment.create', method: 'POST', path: '/appointments', summary: '提出任命，由另一个人同意后生效', who: 'account', status: 201, needsApproval: true,
    body: z.object({
      /** Whom: an account, or the number they bound. */
      accountId: z.optional(id),
      phone: z.optional(phone),
      role: z.enum(OFFICE_ROLES),
      scopeId,
      post: z.optional(z.enum(['A', 'B'])),
      from: z.optional(instant),
      to: z.optional(instant),
    }),
    answer: appointment,
    errors: ['NOT_YOURSELF', 'PERSON_UNKNOWN', 'NAME_NEEDED', 'SCOPE_UNKNOWN', 'POST_WRONG', 'PERIOD_WRONG', 'ALREADY_APPOINTED', 'POST_TAKEN'],
  }),
  end: endpoint({
    name: 'appointment.end', method: 'POST', path: '/appointments/:id/end', summary: '结束任职', who: 'account',
    params: z.object({ id }), body: z.object({ reason: text(200) }), answer: appointment, errors: ['ALREADY_OVER', 'LAST_ADMINISTRATOR'],
  }),
  absences: endpoint({
    name: 'absence.list', method: 'GET', path: '/absences', summary: '谁什么时候离岗', who: 'account',
    query: z.object({ ...pageQuery, scopeId: z.optional(scopeId) }), answer: page(absence),
  }),
  reportAbsence: endpoint({
    name: 'absence.create', method: 'POST', path: '/absences', summary: '登记离岗，由 B岗或上一级接手', who: 'account', status: 201,
    body: z.object({ appointmentId: id, from: z.optional(instant), to: instant, reason: text(100) }),
    answer: absence, errors: ['NO_DUTY', 'ABSENCE_WRONG', 'ABSENCE_OVERLAPS'],
  }),
  endAbsence: endpoint({
    name: 'absence.end', method: 'POST', path: '/absences/:id/end', summary: '回来了，或取消离岗', who: 'account',
    params: z.object({ id }), body: z.object({}), answer: absence, errors: ['ALREADY_OVER'],
  }),
}
