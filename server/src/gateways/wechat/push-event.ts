import { isRecord } from './json.ts'

interface PushBase {
  /** The same for each of WeChat's attempts to deliver one event; keep it and ignore repeats. */
  dedupeKey: string
  openid: string
  /** WeChat's clock, to the second. */
  createdAt: Date
}

export type Subscription = { templateId: string; answer: string }

/** What WeChat tells the server, one kind an event; whatever the product does not use is `other`. */
export type PushEvent = PushBase &
  (
    | {
        kind: 'mediaChecked'
        traceId: string
        /** null: no verdict (the file could not be fetched, −1008, or another `errcode`): a person decides. */
        verdict: 'pass' | 'review' | 'risky' | null
        label: number | null
        errcode: number
      }
    /** Answers to the subscribe dialog: each `accept` of a one-time template is one credit. */
    | { kind: 'subscribed'; items: Subscription[] }
    /** Changes in WeChat's own settings page. */
    | { kind: 'subscriptionChanged'; items: Subscription[] }
    | { kind: 'subscribeMessageSent'; items: { templateId: string; msgid: string; errcode: number; status: string }[] }
    /** Numbers of the kinds of data whose permission was withdrawn: 8 phone, 13 location. Delete those. */
    | { kind: 'authorizationRevoked'; fields: number[] }
    /** The person closed their account with WeChat: delete their personal data. */
    | { kind: 'accountCancelled' }
    | { kind: 'other'; event: string }
  )

type Message = Record<string, unknown>

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
const integer = (value: unknown) => Math.trunc(Number(value ?? 0)) || 0

/** `List` is an object where there is one item, and an array where there are several. */
function listOf(message: Message): Message[] {
  const list = message.List ?? []
  return (Array.isArray(list) ? list : [list]).filter(isRecord)
}

const subscriptions = (message: Message): Subscription[] =>
  listOf(message).map((item) => ({ templateId: text(item.TemplateId), answer: text(item.SubscribeStatusString) }))

function verdictOf(message: Message): { verdict: 'pass' | 'review' | 'risky' | null; label: number | null } {
  const result = isRecord(message.result) ? message.result : {}
  const { suggest } = result
  const isVerdict = suggest === 'pass' || suggest === 'review' || suggest === 'risky'
  if (integer(message.errcode) !== 0 || !isVerdict) return { verdict: null, label: null }
  return { verdict: suggest, label: integer(result.label) }
}

/** Several events of one kind may fall into one second, from WeChat itself or about one person: what they are about tells them apart. */
function dedupeKeyOf(message: Message): string {
  const id = text(message.MsgId ?? message.MsgID)
  if (id) return `id:${id}`
  const subject = [message.OpenID, message.RevokeInfo, message.trace_id, listOf(message)[0]?.MsgID].map(text).filter(Boolean)
  return ['event', message.FromUserName, message.CreateTime, message.Event, ...subject].map(text).join(':')
}

/** WeChat's own examples of the authorization events have keys that begin with a space. */
const withTrimmedKeys = (message: Message): Message =>
  Object.fromEntries(Object.entries(message).map(([key, value]) => [key.trim(), value]))

export function normalizePush(raw: Message): PushEvent {
  const message = withTrimmedKeys(raw)
  const event = text(message.Event)
  /** The sender of an authorization event is WeChat, not the person it is about. */
  const openid = text(event.startsWith('user_authorization_') ? message.OpenID : message.FromUserName)
  const base: PushBase = { dedupeKey: dedupeKeyOf(message), openid, createdAt: new Date(integer(message.CreateTime) * 1000) }
  switch (event) {
    case 'wxa_media_check':
      return { ...base, kind: 'mediaChecked', traceId: text(message.trace_id), errcode: integer(message.errcode), ...verdictOf(message) }
    case 'subscribe_msg_popup_event':
      return { ...base, kind: 'subscribed', items: subscriptions(message) }
    case 'subscribe_msg_change_event':
      return { ...base, kind: 'subscriptionChanged', items: subscriptions(message) }
    case 'subscribe_msg_sent_event':
      return {
        ...base,
        kind: 'subscribeMessageSent',
        items: listOf(message).map((item) => ({
          templateId: text(item.TemplateId),
          msgid: text(item.MsgID),
          errcode: integer(item.ErrorCode),
          status: text(item.ErrorStatus),
        })),
      }
    case 'user_authorization_revoke':
      return { ...base, kind: 'authorizationRevoked', fields: text(message.RevokeInfo).split(',').filter(Boolean).map(integer) }
    case 'user_authorization_cancellation':
      return { ...base, kind: 'accountCancelled' }
    default:
      return { ...base, kind: 'other', event }
  }
}
