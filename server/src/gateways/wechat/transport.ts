import { WechatError } from './error.ts'
import { isRecord, parseJsonKeepingLongIntegers } from './json.ts'

export interface TransportOptions {
  /** Without a slash at the end. */
  apiBase: string
  fetch: typeof globalThis.fetch
  /** One request, connection to last byte. */
  timeoutMs: number
  /** Waits before each further attempt while WeChat says it is busy. */
  backOffMs: readonly number[]
}

export interface WechatRequest {
  method: 'GET' | 'POST'
  api: `/${string}`
  query?: Record<string, string>
  body?: unknown
}

export interface Transport {
  /** The answer's object; throws WechatError on any `errcode` but 0. */
  json(request: WechatRequest): Promise<Record<string, unknown>>
  /** The answer's bytes, for APIs that answer JSON only to refuse. */
  bytes(request: WechatRequest): Promise<Buffer>
}

const BUSY = new Set([-1, 43108])
const OPEN_BRACE = 0x7b

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Speaks WeChat's dialect of HTTP: status 200 for errors too, JSON under any content type, 64-bit numbers. */
export function createTransport({ apiBase, fetch, timeoutMs, backOffMs }: TransportOptions): Transport {
  async function exchange({ method, api, query, body }: WechatRequest): Promise<Buffer> {
    const url = new URL(apiBase + api)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    try {
      const response = await fetch(url, {
        method,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      if (!response.ok) throw new WechatError(api, null, `HTTP ${response.status}`)
      return bytes
    } catch (error) {
      if (error instanceof WechatError) throw error
      const isTimeout = error instanceof Error && error.name === 'TimeoutError'
      throw new WechatError(api, null, isTimeout ? `no answer within ${timeoutMs} ms` : 'not reachable', { cause: error })
    }
  }

  /** Only "busy" is asked again: a request that timed out may have been carried out. */
  async function whileBusy<T>(attempt: () => Promise<T>): Promise<T> {
    for (const delayMs of backOffMs) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof WechatError) || error.errcode === null || !BUSY.has(error.errcode)) throw error
        await wait(delayMs * (1 + Math.random() / 4))
      }
    }
    return attempt()
  }

  return {
    json: (request) => whileBusy(async () => parseAnswer(request.api, await exchange(request))),
    bytes: (request) =>
      whileBusy(async () => {
        const bytes = await exchange(request)
        if (bytes.length > 0 && bytes[0] !== OPEN_BRACE) return bytes
        parseAnswer(request.api, bytes)
        throw new WechatError(request.api, null, 'answered JSON where bytes were due')
      }),
  }
}

function parseAnswer(api: string, bytes: Buffer): Record<string, unknown> {
  const answer = parseObject(api, bytes.toString('utf8'))
  const errcode = Number(answer.errcode ?? 0)
  if (errcode !== 0) throw new WechatError(api, errcode, String(answer.errmsg ?? ''))
  return answer
}

function parseObject(api: string, text: string): Record<string, unknown> {
  let answer: unknown
  try {
    answer = parseJsonKeepingLongIntegers(text)
  } catch (error) {
    throw new WechatError(api, null, 'answered something that is not JSON', { cause: error })
  }
  if (!isRecord(answer)) throw new WechatError(api, null, 'answered something that is not an object')
  return answer
}
