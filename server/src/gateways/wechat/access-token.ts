import * as z from 'zod/mini'
import { WechatError } from './error.ts'
import type { TokenStore } from './token-store.ts'
import { createTransport, type Transport, type TransportOptions, type WechatRequest } from './transport.ts'

const API = '/cgi-bin/stable_token'
/** From here on WeChat hands out the next token, while the one before stays valid to its end. */
const REFRESH_BEFORE_SECONDS = 300
/** A token that is short-lived from the start is not asked for again at every call. */
const REFRESH_AT_MOST_EVERY_SECONDS = 30
const TOKEN_REFUSED = new Set([40001, 40014, 42001])

const stableTokenAnswer = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number().check(z.positive()) })
const heldToken = z.object({ token: z.string(), refreshAt: z.number(), expiresAt: z.number() })
type HeldToken = z.infer<typeof heldToken>

interface AccessTokenOptions {
  appId: string
  secret: string
  transport: Transport
  store: TokenStore
  clock: { now(): Date }
}

export interface AccessTokens {
  /** A token good for the next call. */
  current(): Promise<string>
  /** A token other than the one WeChat has just refused, if WeChat gives one. */
  insteadOf(refused: string): Promise<string>
}

/** The access token of one appid: one for all processes, fetched by one of them at a time, never forced. */
export function createAccessTokens({ appId, secret, transport, store, clock }: AccessTokenOptions): AccessTokens {
  const key = `wechat:access-token:${appId}`
  const flights = new Map<string, Promise<string>>()

  async function held(): Promise<HeldToken | null> {
    const stored = await store.get(key)
    const parsed = stored === null ? null : heldToken.safeParse(JSON.parse(stored))
    return parsed?.success && clock.now().getTime() < parsed.data.expiresAt ? parsed.data : null
  }
  const isFresh = (token: HeldToken) => clock.now().getTime() < token.refreshAt

  async function fetchToken(): Promise<string> {
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false }
    const answer = stableTokenAnswer.safeParse(await transport.json({ method: 'POST', api: API, body }))
    if (!answer.success) throw new WechatError(API, null, 'answered without a token')
    const { access_token: token, expires_in: seconds } = answer.data
    const now = clock.now().getTime()
    const refreshInSeconds = Math.max(seconds - REFRESH_BEFORE_SECONDS, Math.min(REFRESH_AT_MOST_EVERY_SECONDS, seconds / 2))
    const next: HeldToken = { token, refreshAt: now + refreshInSeconds * 1000, expiresAt: now + seconds * 1000 }
    await store.set(key, JSON.stringify(next), seconds * 1000)
    return token
  }

  async function renew(refused: string | null): Promise<string> {
    const before = await held()
    const usable = before && before.token !== refused ? before : null
    if (usable && isFresh(usable)) return usable.token
    try {
      return await fetchToken()
    } catch (error) {
      if (usable && error instanceof WechatError && error.isRetryable) return usable.token
      throw error
    }
  }

  /** Callers of this process share a flight; those of other processes wait at the lock and then find the token. */
  function renewOnce(refused: string | null): Promise<string> {
    const name = refused ?? ''
    const flying = flights.get(name)
    if (flying) return flying
    const flight = store.lock(key, () => renew(refused)).finally(() => flights.delete(name))
    flights.set(name, flight)
    return flight
  }

  return {
    current: () =>
      orWechatError(async () => {
        const token = await held()
        return token && isFresh(token) ? token.token : renewOnce(null)
      }),
    insteadOf: (refused) => orWechatError(() => renewOnce(refused)),
  }
}

/** A shared store that is away or a lock that stays busy is, to callers, one more reason why there is no token now. */
async function orWechatError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof WechatError ? error : new WechatError(API, null, 'no token from the shared store', { cause: error })
  }
}

/** Adds the access token to each request, and asks once more with another one where WeChat refuses it. */
export function withAccessToken(options: Omit<AccessTokenOptions, 'transport'> & TransportOptions): { plain: Transport; authorized: Transport } {
  const plain = createTransport(options)
  const tokens = createAccessTokens({ ...options, transport: plain })

  async function authorize<T>(send: (request: WechatRequest) => Promise<T>, request: WechatRequest): Promise<T> {
    const attempt = (token: string) => send({ ...request, query: { access_token: token, ...request.query } })
    const token = await tokens.current()
    try {
      return await attempt(token)
    } catch (error) {
      if (!(error instanceof WechatError) || error.errcode === null || !TOKEN_REFUSED.has(error.errcode)) throw error
      return attempt(await tokens.insteadOf(token))
    }
  }

  return {
    plain,
    authorized: {
      json: (request) => authorize(plain.json, request),
      bytes: (request) => authorize(plain.bytes, request),
    },
  }
}
