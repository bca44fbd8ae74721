import type { IncomingMessage, ServerResponse } from 'node:http'
import { HookRefusal, refusalBody, WechatRefusal } from './refusal.ts'

/** What a route gets to see; `body` is undefined where there was none or it was not JSON. */
export interface StandInRequest {
  query: URLSearchParams
  body: unknown
}

/** `raw` is sent as it is: bytes, or JSON text that holds numbers beyond a double. Anything else becomes JSON. */
export type Reply = { raw: Buffer | string; contentType: string } | { json: unknown }
export type Route = (request: StandInRequest) => Promise<Reply> | Reply
/** `POST /cgi-bin/stable_token` → route. */
export type Routes = Record<string, Route>

const MAX_BODY_BYTES = 1 << 20

export async function readRequest(incoming: IncomingMessage, url: URL): Promise<StandInRequest> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new HookRefusal(413, 'TOO_LARGE', 'the body is larger than 1 MiB')
    chunks.push(chunk)
  }
  return { query: url.searchParams, body: parseJson(Buffer.concat(chunks).toString('utf8')) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function send(response: ServerResponse, status: number, reply: Reply): void {
  const [body, contentType] =
    'raw' in reply ? [reply.raw, reply.contentType] : [JSON.stringify(reply.json), 'application/json; charset=utf-8']
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
}

/** WeChat refuses with status 200, a hook with a status of its own. */
export function sendFault(response: ServerResponse, fault: unknown): void {
  if (fault instanceof WechatRefusal) return send(response, 200, { json: refusalBody(fault) })
  const isRefusal = fault instanceof HookRefusal
  const { status, code, details } = isRefusal ? fault : { status: 500, code: 'INTERNAL', details: undefined }
  send(response, status, { json: { error: { code, message: fault instanceof Error ? fault.message : String(fault), details } } })
}
