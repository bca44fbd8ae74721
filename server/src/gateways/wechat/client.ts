import * as z from 'zod/mini'
import { withAccessToken } from './access-token.ts'
import { sessionSignature } from './crypto.ts'
import { WechatError } from './error.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { createPushReceiver, type PushReceiver } from './push.ts'
import { fitTemplateValue } from './template-value.ts'
import { templateFaults, type ExpectedTemplate, type ListedTemplate } from './templates.ts'
import type { TokenStore } from './token-store.ts'

export interface WechatOptions {
  appId: string
  secret: string
  /** `https://api.weixin.qq.com`, or the stand-in's address. */
  apiBase: string
  tokenStore: TokenStore
  clock: { now(): Date }
  /** Both or neither: without them `push` is null. */
  pushToken?: string
  encodingAesKey?: string
  fetch?: typeof globalThis.fetch
  /** One request, 5,000 ms unless told. */
  timeoutMs?: number
  /** Waits before further attempts while WeChat is busy; 200 and 800 ms unless told. */
  backOffMs?: readonly number[]
}

export interface WechatSession {
  openid: string
  /** Never leaves the server. */
  sessionKey: string
  unionid: string | null
}

export interface SubscribeMessage {
  openid: string
  templateId: string
  /** Page with its query, without a leading slash. */
  page?: string
  /** Key → text of any length; it is made to fit the key's type. */
  data: Record<string, string>
  miniprogramState?: 'developer' | 'trial' | 'formal'
}

/** Where the content will stand; WeChat judges by it. */
export type ContentScene = 'profile' | 'comment' | 'forum' | 'log'
const SCENES: Record<ContentScene, number> = { profile: 1, comment: 2, forum: 3, log: 4 }

export interface ContentVerdict {
  verdict: 'pass' | 'review' | 'risky'
  /** WeChat's class of what it found; 100 is nothing. */
  label: number
  traceId: string
}

export interface CodeImage {
  /** ≤ 32 of digits, letters and `!#$&'()*+,/:;=?@-._~`; an opaque short id. */
  scene: string
  /** Without a leading slash; the home page unless told. */
  page?: string
  /** Whether the page must be in the published version; true unless told. */
  isPathChecked?: boolean
  envVersion?: 'release' | 'trial' | 'develop'
  /** Pixels, 280–1280. */
  width?: number
}

/**
 * The part of WeChat's server API that the product uses. Every method throws WechatError.
 * A check that fails has no verdict: the caller gives the content to a person and publishes nothing.
 */
export interface Wechat {
  /** Login code (5 min, one use) → who. 40029 bad code, 40163 used, 40226 high-risk user. */
  code2session(code: string): Promise<WechatSession>
  /** Phone code (5 min, one use, not a login code) → number without country code. */
  getPhoneNumber(code: string, openid?: string): Promise<{ phoneNumber: string; countryCode: string }>
  /** Whether the session key is still the user's valid one. */
  checkSession(session: Pick<WechatSession, 'openid' | 'sessionKey'>): Promise<boolean>
  /** Sends one message and spends a credit; 43101 no credit, 43107 banned. `msgid` is a 64-bit number as text. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<{ msgid: string }>
  listTemplates(): Promise<ListedTemplate[]>
  /** What is wrong with the configured templates, one sentence each; for the boot. */
  findTemplateFaults(expected: readonly ExpectedTemplate[]): Promise<string[]>
  /** `content` ≤ 2,500 characters; 61010 where the person did not visit within 2 h. */
  checkText(input: { openid: string; scene: ContentScene; content: string; title?: string; nickname?: string }): Promise<ContentVerdict>
  /** The verdict comes by push within 30 min, under this trace id; the address must live longer than that. */
  checkMedia(input: { openid: string; scene: ContentScene; mediaUrl: string; mediaType: 'audio' | 'image' }): Promise<{ traceId: string }>
  /** The image of a mini-program code, bytes of a PNG or JPEG. */
  codeImage(input: CodeImage): Promise<Buffer>
  push: PushReceiver | null
}

const sessionAnswer = z.object({ openid: z.string(), session_key: z.string(), unionid: z.optional(z.string()) })
const phoneAnswer = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string(),
    countryCode: z.union([z.string(), z.number()]),
    watermark: z.object({ appid: z.string() }),
  }),
})
const sentAnswer = z.object({ msgid: z.optional(z.union([z.string(), z.number()])) })
const templatesAnswer = z.object({
  data: z.array(z.object({ priTmplId: z.string(), title: z.string(), content: z.string(), type: z.number() })),
})
const textAnswer = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']), label: z.number() }),
  trace_id: z.string(),
})
const mediaAnswer = z.object({ trace_id: z.string() })

const SCENE = /^[\dA-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const SESSION_REFUSED = 87009
const ARGUMENT = 47003

export function createWechat(options: WechatOptions): Wechat {
  const { appId, secret, pushToken, encodingAesKey } = options
  const { plain, authorized } = withAccessToken({
    appId,
    secret,
    apiBase: options.apiBase.replace(/\/+$/, ''),
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 5_000,
    backOffMs: options.backOffMs ?? [200, 800],
    store: options.tokenStore,
    clock: options.clock,
  })
  /** WeChat refuses parallel messages to one person (43108). */
  const oneByOne = createKeyedQueue()

  async function post<S extends z.ZodMiniType>(api: `/${string}`, answer: S, body: unknown): Promise<z.output<S>> {
    return understood(api, answer, await authorized.json({ method: 'POST', api, body }))
  }

  async function listTemplates(): Promise<ListedTemplate[]> {
    const api = '/wxaapi/newtmpl/gettemplate'
    const { data } = understood(api, templatesAnswer, await authorized.json({ method: 'GET', api }))
    return data.map(({ priTmplId, title, content, type }) => ({
      id: priTmplId,
      title,
      content,
      kind: type === 3 ? 'longTerm' : 'oneTime',
    }))
  }

  return {
    async code2session(code) {
      const api = '/sns/jscode2session'
      const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
      const answer = understood(api, sessionAnswer, await plain.json({ method: 'GET', api, query }))
      return { openid: answer.openid, sessionKey: answer.session_key, unionid: answer.unionid ?? null }
    },

    async getPhoneNumber(code, openid) {
      const api = '/wxa/business/getuserphonenumber'
      const { phone_info: info } = await post(api, phoneAnswer, { code, ...(openid && { openid }) })
      if (info.watermark.appid !== appId) throw new WechatError(api, null, 'answered the number of another appid')
      return { phoneNumber: info.purePhoneNumber, countryCode: String(info.countryCode) }
    },

    async checkSession({ openid, sessionKey }) {
      const query = { openid, signature: sessionSignature(sessionKey, ''), sig_method: 'hmac_sha256' }
      try {
        await authorized.json({ method: 'GET', api: '/wxa/checksession', query })
        return true
      } catch (error) {
        if (error instanceof WechatError && error.errcode === SESSION_REFUSED) return false
        throw error
      }
    },

    sendSubscribeMessage(message) {
      const api = '/cgi-bin/message/subscribe/send'
      return oneByOne(message.openid, async () => {
        const answer = await post(api, sentAnswer, {
          touser: message.openid,
          template_id: message.templateId,
          ...(message.page && { page: message.page }),
          data: fittedData(api, message.data),
          miniprogram_state: message.miniprogramState ?? 'formal',
          lang: 'zh_CN',
        })
        return { msgid: String(answer.msgid ?? '') }
      })
    },

    listTemplates,

    async findTemplateFaults(expected) {
      return templateFaults(expected, await listTemplates())
    },

    async checkText({ openid, scene, content, title, nickname }) {
      const { result, trace_id: traceId } = await post('/wxa/msg_sec_check', textAnswer, {
        version: 2,
        openid,
        scene: SCENES[scene],
        content,
        ...(title && { title }),
        ...(nickname && { nickname }),
      })
      return { verdict: result.suggest, label: result.label, traceId }
    },

    async checkMedia({ openid, scene, mediaUrl, mediaType }) {
      const { trace_id: traceId } = await post('/wxa/media_check_async', mediaAnswer, {
        version: 2,
        openid,
        scene: SCENES[scene],
        media_url: mediaUrl,
        media_type: mediaType === 'audio' ? 1 : 2,
      })
      return { traceId }
    },

    codeImage({ scene, page, isPathChecked = true, envVersion = 'release', width }) {
      const api = '/wxa/getwxacodeunlimit'
      if (!SCENE.test(scene)) return Promise.reject(new WechatError(api, 40169, 'invalid scene, not sent'))
      const body = { scene, ...(page && { page }), check_path: isPathChecked, env_version: envVersion, ...(width && { width }) }
      return authorized.bytes({ method: 'POST', api, body })
    },

    push: pushToken && encodingAesKey ? createPushReceiver({ appId, token: pushToken, encodingAesKey }) : null,
  }
}

function understood<S extends z.ZodMiniType>(api: string, schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new WechatError(api, null, 'answered without what was asked', { cause: parsed.error })
  return parsed.data
}

/** Refuses here what WeChat would refuse: the message would cost a request and tell less. */
function fittedData(api: string, data: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const fitted = fitTemplateValue(key, value)
      if (fitted === null) throw new WechatError(api, ARGUMENT, `argument invalid! data.${key}.value, not sent`)
      return [key, { value: fitted }]
    }),
  )
}
