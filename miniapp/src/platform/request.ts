import { approvalAnswer, type Answer, type CallInput, type Endpoint } from '@huying/shared/kernel/endpoint'
import { type ApiError, errorFromAnswer, unreadableError } from './api-error'
import { useSession } from './session'
import { encodeQuery, fillPath, transmit, type WireAnswer, type WireRequest } from './wire'

export type CallOptions<E extends Endpoint> = CallInput<E> & {
  /** Makes a repeat safe: the server answers the first success again. */
  idempotencyKey?: string
}

/** Gets a session without asking anybody; resolves false when only the person can sign in. */
type Renew = () => Promise<boolean>
let renew: Renew = async () => false
/** Told by the login module, which itself sends requests. */
export function renewSessionsWith(how: Renew) {
  renew = how
}

/** The wire form of a call; `queue` stores it, `call` sends it. */
export function wireRequest<E extends Endpoint>(endpoint: E, options: CallOptions<E>): WireRequest {
  return {
    method: endpoint.method,
    path: fillPath(endpoint.path, options.params as Record<string, unknown>) + encodeQuery(options.query as Record<string, unknown>),
    body: options.body,
    idempotencyKey: options.idempotencyKey,
  }
}

/** Sends; on 401 renews the session once (all callers share one renewal) and sends again. Throws ApiError. */
export async function send(request: WireRequest): Promise<WireAnswer> {
  const { token } = useSession.getState()
  const first = await transmit(request)
  const answer = first.status === 401 && (await hasRenewed(token)) ? await transmit(request) : first
  if (answer.status >= 400) throw errorFromAnswer(answer.status, answer.body)
  return answer
}

async function hasRenewed(failed: string | null): Promise<boolean> {
  useSession.getState().expire(failed)
  return useSession.getState().token !== null || (await renew())
}

function parseAnswer<E extends Endpoint>(endpoint: E, body: unknown): Answer<E> {
  const parsed = endpoint.answer.safeParse(body)
  if (!parsed.success) {
    console.error(`${endpoint.name} answered what its contract does not say`, parsed.error.issues)
    throw unreadableError()
  }
  return parsed.data as Answer<E>
}

/** Signs in first where the endpoint needs an account, so that a guest's first act is not refused. */
async function ensureAccount(endpoint: Endpoint) {
  if (endpoint.who === 'account' && useSession.getState().token === null) await renew()
}

/** Calls an endpoint and gives its answer, checked against the contract. Throws ApiError only. */
export async function call<E extends Endpoint>(endpoint: E, options: CallOptions<E> = {}): Promise<Answer<E>> {
  await ensureAccount(endpoint)
  return parseAnswer(endpoint, (await send(wireRequest(endpoint, options))).body)
}

export type Proposed<E extends Endpoint> =
  | { isDone: true; answer: Answer<E> }
  | { isDone: false; approval: { id: string; expiresAt: string } }

/** As `call`, for acts that may wait for a second person. */
export async function propose<E extends Endpoint>(endpoint: E, options: CallOptions<E> = {}): Promise<Proposed<E>> {
  await ensureAccount(endpoint)
  const { status, body } = await send(wireRequest(endpoint, options))
  if (status !== 202) return { isDone: true, answer: parseAnswer(endpoint, body) }
  const waiting = approvalAnswer.safeParse(body)
  if (!waiting.success) throw unreadableError()
  return { isDone: false, approval: waiting.data.approval }
}

export type { ApiError }
