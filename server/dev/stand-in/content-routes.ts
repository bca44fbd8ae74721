import { randomBytes } from 'node:crypto'
import { fieldsOf, required, type Fields } from './arguments.ts'
import type { StandIn } from './context.ts'
import type { Routes } from './http.ts'
import { WechatRefusal } from './refusal.ts'

const MAX_TEXT = 2_500
const MAX_MEDIA_BYTES = 10 * 1024 * 1024
const DOWNLOAD_WITHIN_MS = 10_000
const DOWNLOAD_FAILED = -1008

const traceId = () => `${randomBytes(4).toString('hex')}-${randomBytes(8).toString('hex')}`

/** Checks of text, answered at once, and of media, answered by push. */
export function contentRoutes(standIn: StandIn): Routes {
  const { appId, tokens, sessions, verdicts, pushes } = standIn

  /** 47001, 40129, 40003, 61010: what both checks ask for. */
  function readWriter(fields: Fields): string {
    if (fields.version !== 2) throw new WechatRefusal(47001, 'data format error: version')
    if (![1, 2, 3, 4].includes(fields.scene as number)) throw new WechatRefusal(40129, 'invalid scene')
    const openid = required(fields.openid, 40003, 'invalid openid')
    sessions.requireVisit(openid)
    return openid
  }

  async function judgeMedia(openid: string, url: string, trace_id: string): Promise<void> {
    const verdict = verdicts.decide('media', url)
    if (verdict === null) return
    const about = { appid: appId, trace_id, version: 2 }
    const outcome = (await isDownloadable(url))
      ? { errcode: 0, errmsg: 'ok', result: verdict, detail: [{ strategy: 'content_model', errcode: 0, ...verdict, prob: 90 }] }
      : { errcode: DOWNLOAD_FAILED, errmsg: 'download failed' }
    pushes.send('wxa_media_check', openid, { ...about, ...outcome })
  }

  return {
    'POST /wxa/msg_sec_check'({ query, body }) {
      tokens.check(query.get('access_token'))
      const fields = fieldsOf(body)
      const content = required(fields.content, 44002, 'empty post data')
      if ([...content].length > MAX_TEXT) throw new WechatRefusal(45002, 'content size out of limit')
      readWriter(fields)
      const whole = [fields.title, fields.nickname, content].filter((part) => typeof part === 'string').join('\n')
      const result = verdicts.decide('text', whole)
      if (result === null) throw new WechatRefusal(-1, 'system error')
      const detail = [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }]
      return { json: { errcode: 0, errmsg: 'ok', result, detail, trace_id: traceId() } }
    },

    'POST /wxa/media_check_async'({ query, body }) {
      tokens.check(query.get('access_token'))
      const fields = fieldsOf(body)
      const url = required(fields.media_url, 47001, 'data format error: media_url')
      if (!URL.canParse(url)) throw new WechatRefusal(47001, 'data format error: media_url')
      if (fields.media_type !== 1 && fields.media_type !== 2) throw new WechatRefusal(47001, 'data format error: media_type')
      const openid = readWriter(fields)
      const trace_id = traceId()
      setImmediate(() => void judgeMedia(openid, url, trace_id))
      return { json: { errcode: 0, errmsg: 'ok', trace_id } }
    },
  }
}

/** WeChat fetches the file itself: an address only we can reach gets no verdict. */
async function isDownloadable(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) })
    let bytes = 0
    for await (const part of response.body ?? []) {
      bytes += (part as Uint8Array).length
      if (bytes > MAX_MEDIA_BYTES) return false
    }
    return response.ok && bytes > 0
  } catch {
    return false
  }
}
