import Taro from '@tarojs/taro'
import type { Endpoint } from '@huying/shared/kernel/endpoint'
import { API_BASE } from './environment'
import { noteDemo } from './demo'
import { offlineError, timeoutError } from './api-error'
import { useSession } from './session'

export const REQUEST_TIMEOUT_MS = 15_000

/** A request as it goes over the wire; plain data, so that it can wait in storage. */
export interface WireRequest {
  method: Endpoint['method']
  /** Below the API base, with its query. */
  path: string
  body?: unknown
  idempotencyKey?: string
  /** As what it was written, where it left later: the identity in use now may be another. */
  appointmentId?: string | null
}

export interface WireAnswer {
  status: number
  body: unknown
}

type Values = Record<string, unknown>

/** `/wishes/:id` and `{ id }` → `/wishes/42`. A missing parameter is a bug and throws. */
export function fillPath(path: string, params: Values = {}): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
}

/** Leaves out what is undefined; a list repeats its key. WeChat has no URLSearchParams. */
export function encodeQuery(query: Values = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item) => `${encodeURIComponent(key)}=${encodeURIComponent(String(item))}`),
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** The headers every request carries: who asks, acting as what. */
export function authHeaders(writtenAs?: string | null): Record<string, string> {
  const { token, appointmentId: now } = useSession.getState()
  const appointmentId = writtenAs === undefined ? now : writtenAs
  return {
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(token && appointmentId && { 'X-Appointment': appointmentId }),
  }
}

/** Maps WeChat's `request:fail …` to what a person can do about it. */
export function networkError(reason: unknown) {
  const words = (reason as { errMsg?: string } | null)?.errMsg ?? String(reason)
  return /time.?out/i.test(words) ? timeoutError() : offlineError()
}

/** One attempt. Resolves for any HTTP status; rejects with an ApiError of status 0 when no answer came. */
export async function transmit(request: WireRequest): Promise<WireAnswer> {
  try {
    const { statusCode, data, header } = await Taro.request({
      url: API_BASE + request.path,
      method: request.method,
      data: request.body,
      header: {
        'Content-Type': 'application/json',
        ...authHeaders(request.appointmentId),
        ...(request.idempotencyKey && { 'Idempotency-Key': request.idempotencyKey }),
      },
      timeout: REQUEST_TIMEOUT_MS,
    })
    noteDemo(header)
    return { status: statusCode, body: data }
  } catch (reason) {
    throw networkError(reason)
  }
}
