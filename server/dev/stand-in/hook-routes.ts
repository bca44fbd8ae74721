import * as z from 'zod'
import type { StandIn } from './context.ts'
import { parseDuration } from './duration.ts'
import { openidOf, personFields, readHook } from './hook-input.ts'
import type { Routes } from './http.ts'
import { HookRefusal } from './refusal.ts'

const codeBody = z.strictObject({ ...personFields, appId: z.string().optional() })
const clockBody = z.strictObject({ advance: z.string() })
const verdictBody = z.strictObject({
  kind: z.enum(['text', 'media']),
  match: z.string().min(1).optional(),
  suggest: z.enum(['pass', 'review', 'risky', 'none']),
  label: z.int().optional(),
  times: z.int().positive().optional(),
})
const failureBody = z
  .strictObject({
    api: z.union([z.literal('*'), z.string().startsWith('/')]),
    errcode: z.int().optional(),
    errmsg: z.string().optional(),
    delayMs: z.int().nonnegative().max(60_000).optional(),
    times: z.int().positive().default(1),
  })
  .refine(({ errcode, delayMs }) => errcode || delayMs, 'needs an errcode or a delayMs')
const creditBody = z.strictObject({
  ...personFields,
  templateId: z.string(),
  answer: z.enum(['accept', 'reject', 'ban']).default('accept'),
  count: z.int().positive().max(1_000).default(1),
})
const withdrawalBody = z.strictObject({ ...personFields, fields: z.array(z.int().positive()).min(1).optional() })

/** What a developer or a test does in the place of people and of WeChat's own staff. Never in production. */
export function hookRoutes(standIn: StandIn): Routes {
  const { appId, host, loginCodes, phoneCodes, sessions, subscriptions, templates, verdicts, failures, pushes, sent } = standIn
  let clockTail: Promise<unknown> = Promise.resolve()

  /** One advance after another. */
  function advance(ms: number): Promise<Date> {
    const step = clockTail.then(() => host.advance(ms))
    clockTail = step.catch(() => undefined)
    return step
  }

  return {
    async 'GET /stand-in/personas'() {
      return { json: { items: await host.listPersonas() } }
    },

    async 'POST /stand-in/codes'({ body }) {
      const input = readHook(codeBody, body)
      const openid = await openidOf(standIn, input)
      sessions.visit(openid)
      return { json: { code: loginCodes.mint(openid, input.appId ?? appId) } }
    },

    async 'POST /stand-in/phone-codes'({ body }) {
      const input = readHook(codeBody, body)
      const openid = await openidOf(standIn, input)
      if ((await host.phoneFor(openid)) === null)
        throw new HookRefusal(404, 'NO_PHONE', `WeChat holds no number of ${input.persona} ${input.nth}`)
      sessions.visit(openid)
      return { json: { code: phoneCodes.mint(openid, input.appId ?? appId) } }
    },

    async 'POST /stand-in/clock'({ body }) {
      const ms = parseDuration(readHook(clockBody, body).advance)
      if (ms === null)
        throw new HookRefusal(400, 'MALFORMED', 'advance: must be an ISO 8601 duration as PT72H or P3DT12H, ten years at most')
      return { json: { now: (await advance(ms)).toISOString() } }
    },

    /** Oldest first; `?persona&nth` or `?openid` narrows. */
    async 'GET /stand-in/sent'({ query }) {
      const persona = query.get('persona')
      const nth = Number(query.get('nth') ?? 0)
      const openid = persona === null ? query.get('openid') : await openidOf(standIn, readHook(z.object(personFields), { persona, nth }))
      return { json: { items: openid === null ? sent : sent.filter((message) => message.openid === openid) } }
    },

    'GET /stand-in/pushes'() {
      return { json: { items: pushes.list() } }
    },

    'POST /stand-in/verdicts'({ body }) {
      verdicts.order(readHook(verdictBody, body))
      return { json: {} }
    },
    'POST /stand-in/verdicts/clear'() {
      verdicts.clear()
      return { json: {} }
    },

    'POST /stand-in/failures'({ body }) {
      failures.order(readHook(failureBody, body))
      return { json: { items: failures.list() } }
    },
    'GET /stand-in/failures'() {
      return { json: { items: failures.list() } }
    },
    'POST /stand-in/failures/clear'() {
      failures.clear()
      return { json: {} }
    },

    /** The person answers the subscribe dialog; `credits` is null where there is no limit. */
    async 'POST /stand-in/credits'({ body }) {
      const input = readHook(creditBody, body)
      const template = templates.get(input.templateId)
      if (!template) throw new HookRefusal(404, 'UNKNOWN_TEMPLATE', `there is no template "${input.templateId}"`, { ids: [...templates.keys()] })
      const openid = await openidOf(standIn, input)
      const credits = subscriptions.answer(openid, template, input.answer, input.count)
      const item = { TemplateId: template.priTmplId, SubscribeStatusString: input.answer, PopupScene: '0' }
      const List = Array.from({ length: input.count }, () => item)
      pushes.send('subscribe_msg_popup_event', openid, { List: List.length === 1 ? item : List })
      return { json: { credits: Number.isFinite(credits) ? credits : null } }
    },

    /** The person withdraws permission for kinds of data (8 phone, 13 location) or, without `fields`, leaves WeChat. */
    async 'POST /stand-in/withdrawals'({ body }) {
      const input = readHook(withdrawalBody, body)
      const openid = await openidOf(standIn, input)
      const about = { OpenID: openid, AppID: appId }
      if (input.fields) pushes.send('user_authorization_revoke', openid, { ...about, RevokeInfo: input.fields.join(',') }, 'oWeChatPlatformService0000000')
      else pushes.send('user_authorization_cancellation', openid, about, 'oWeChatPlatformService0000000')
      return { json: {} }
    },
  }
}
