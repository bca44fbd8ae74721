import * as z from 'zod/mini'
import { decryptPush, isSameSignature, pushSignature } from './crypto.ts'
import { isRecord, parseJsonKeepingLongIntegers } from './json.ts'
import { normalizePush, type PushEvent } from './push-event.ts'

/** A push that does not come from WeChat, or not unharmed: answer 403 and do nothing. */
export class PushRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PushRefused'
  }
}

export interface PushReceiver {
  /** GET, once when the address is entered at WeChat: the text to answer. Throws PushRefused. */
  verifyAddress(query: unknown): string
  /** POST in secure mode: the event inside. `body` is text or parsed JSON. Throws PushRefused. Answer `success` within 5 s. */
  receive(query: unknown, body: unknown): PushEvent
}

const addressQuery = z.object({ signature: z.string(), timestamp: z.string(), nonce: z.string(), echostr: z.string() })
const pushQuery = z.object({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string(), encrypt_type: z.literal('aes') })
const envelope = z.object({ Encrypt: z.string() })

export function createPushReceiver(options: { appId: string; token: string; encodingAesKey: string }): PushReceiver {
  const { appId, token, encodingAesKey } = options
  return {
    verifyAddress(query) {
      const { signature, timestamp, nonce, echostr } = parsed(addressQuery, query, 'query')
      if (!isSameSignature(pushSignature([token, timestamp, nonce]), signature)) throw new PushRefused('wrong signature')
      return echostr
    },

    receive(query, body) {
      const { msg_signature: signature, timestamp, nonce } = parsed(pushQuery, query, 'query')
      const { Encrypt: encrypted } = parsed(envelope, typeof body === 'string' ? json(body) : body, 'body')
      if (!isSameSignature(pushSignature([token, timestamp, nonce, encrypted]), signature)) throw new PushRefused('wrong msg_signature')
      const message = json(decrypted({ encodingAesKey, appId, encrypted }))
      if (!isRecord(message)) throw new PushRefused('message is not an object')
      return normalizePush(message)
    },
  }
}

function parsed<S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw new PushRefused(`${what} of a push is incomplete`, { cause: result.error })
  return result.data
}

function json(text: string): unknown {
  try {
    return parseJsonKeepingLongIntegers(text)
  } catch (error) {
    throw new PushRefused('message is not JSON', { cause: error })
  }
}

function decrypted(input: Parameters<typeof decryptPush>[0]): string {
  try {
    return decryptPush(input)
  } catch (error) {
    throw new PushRefused('message cannot be decrypted', { cause: error })
  }
}
