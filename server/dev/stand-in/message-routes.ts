import { setTimeout as sleep } from 'node:timers/promises'
import { checkPage, fieldsOf, required } from './arguments.ts'
import type { SentMessage, StandIn } from './context.ts'
import type { Routes } from './http.ts'
import { WechatRefusal } from './refusal.ts'
import type { Template } from './subscriptions.ts'
import { isAllowedValue } from './value-rules.ts'

const SENSITIVE = '违规测试'
const STATES = new Set(['developer', 'trial', 'formal'])
const KEPT = 10_000
/** 64-bit, so that whoever reads it as a double reads another number. */
const FIRST_MSGID = 3_012_345_678_901_234_567n

/** Subscribe messages and their templates. */
export function messageRoutes(standIn: StandIn): Routes {
  const { host, tokens, subscriptions, templates, pushes, sent, sendMs } = standIn
  const underWay = new Set<string>()
  let msgid = FIRST_MSGID

  async function send(message: Omit<SentMessage, 'msgid' | 'at'>, template: Template): Promise<string> {
    await sleep(sendMs)
    if (subscriptions.isBanned(message.openid, template)) throw new WechatRefusal(43107, 'user ban the subscription')
    if (!subscriptions.spend(message.openid, template)) throw new WechatRefusal(43101, 'user refuse to accept the msg')
    msgid += 2n
    sent.push({ ...message, msgid: String(msgid), at: host.now().toISOString() })
    if (sent.length > KEPT) sent.shift()
    pushes.send('subscribe_msg_sent_event', message.openid, {
      List: { TemplateId: message.templateId, MsgID: String(msgid), ErrorCode: '0', ErrorStatus: 'success' },
    })
    return String(msgid)
  }

  return {
    async 'POST /cgi-bin/message/subscribe/send'({ query, body }) {
      tokens.check(query.get('access_token'))
      const { message, template } = readMessage(standIn, body)
      if (underWay.has(message.openid)) throw new WechatRefusal(43108, 'concurrent send to the same user')
      underWay.add(message.openid)
      try {
        const id = await send(message, template)
        return { raw: `{"errcode":0,"errmsg":"ok","msgid":${id}}`, contentType: 'application/json; charset=utf-8' }
      } finally {
        underWay.delete(message.openid)
      }
    },

    'GET /wxaapi/newtmpl/gettemplate'({ query }) {
      tokens.check(query.get('access_token'))
      const data = [...templates.values()].map((template) => ({ ...template, example: '' }))
      return { json: { errcode: 0, errmsg: 'ok', data } }
    },
  }
}

function readMessage(standIn: StandIn, body: unknown): { message: Omit<SentMessage, 'msgid' | 'at'>; template: Template } {
  const fields = fieldsOf(body)
  const openid = required(fields.touser, 40003, 'invalid openid')
  const template = standIn.templates.get(required(fields.template_id, 40037, 'invalid template_id'))
  if (!template) throw new WechatRefusal(40037, 'invalid template_id')
  const page = typeof fields.page === 'string' && fields.page !== '' ? fields.page : null
  if (page !== null) checkPage(standIn, page)
  const miniprogramState = String(fields.miniprogram_state ?? 'formal')
  if (!STATES.has(miniprogramState)) throw new WechatRefusal(47003, 'argument invalid! miniprogram_state')
  const data = readData(template, fields.data)
  return { message: { openid, templateId: template.priTmplId, page, data, miniprogramState }, template }
}

/** Exactly the template's fields, each within the rules of its type: 47003, 45168. */
function readData(template: Template, given: unknown): Record<string, string> {
  const values = (typeof given === 'object' && given !== null ? given : {}) as Record<string, { value?: unknown } | null>
  const keys = [...template.content.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)].flatMap(([, key]) => key ?? [])
  return Object.fromEntries(
    keys.map((key) => {
      const value = values[key]?.value
      if (!isAllowedValue(key, value)) throw new WechatRefusal(47003, `argument invalid! data.${key}.value invalid`)
      if (String(value).includes(SENSITIVE)) throw new WechatRefusal(45168, 'sensitive word')
      return [key, String(value)]
    }),
  )
}
