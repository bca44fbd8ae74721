import { createHash } from 'node:crypto'
import Router from '@koa/router'
import { approvalAnswer, type Endpoint, type RawAnswer, type Schema } from '@huying/shared/kernel/endpoint.ts'
import { AppError, kernelErrors, type Fault } from '@huying/shared/kernel/error.ts'
import type { Context as KoaContext, Middleware } from 'koa'
import { GUEST, type Actor } from './actor.ts'
import type { CommandContext, Kernel, ReadContext } from './context.ts'
import { databaseError, type Db, type Fragment, type Tx } from './db.ts'
import { faultsOf } from './faults.ts'
import { canonicalJson } from './history.ts'
import { sessionName } from './live-rights.ts'
import { receiveFile } from './multipart.ts'
import type { Input, Route, WriteRoute, Written } from './module.ts'
import { keysOver } from './purge.ts'

/** How a bearer token becomes a person; the account module supplies it. */
export type LoadActor = (db: Db, tokenHash: Buffer, now: Date, wallNow: Date) => Promise<Actor | null>

/** Counts a request; throws 429 with the seconds to wait. */
export type LimitRate = (request: { rate: 'read' | 'write' | 'login' | 'lookup'; accountId: string | null; address: string }) => Promise<void>

export interface RouterOptions {
  kernel: Kernel
  loadActor: LoadActor
  limitRate: LimitRate
}

type MatchedContext = KoaContext & { params: Record<string, string>; request: { body?: unknown }; file?: { buffer: Buffer; originalname: string } }

const PREFIX = '/api/v1'

/**
 * Mounts every endpoint: parse → who → transaction → handler → checked answer. A router of its own for each first word of the
 * paths: a request is held against some twenty patterns, not against all three hundred.
 */
export function routerOf(routes: readonly Route[], options: RouterOptions): Middleware {
  const routers = new Map<string, Router>()
  for (const route of routes.toSorted((a, b) => countParams(a.endpoint.path) - countParams(b.endpoint.path))) {
    const { name, path, method } = route.endpoint
    const word = firstWord(path)
    const router = routers.get(word) ?? new Router({ prefix: PREFIX })
    routers.set(word, router)
    router[method.toLowerCase() as 'get' | 'post' | 'put'](name, path, (koa) => serve(route, koa as unknown as MatchedContext, options))
  }
  const byWord = new Map([...routers].map(([word, router]) => [word, router.routes() as unknown as Middleware]))
  return (koa, next) => {
    const mounted = koa.path.startsWith(PREFIX) ? byWord.get(firstWord(koa.path.slice(PREFIX.length))) : undefined
    return mounted ? mounted(koa, next) : next()
  }
}

/** `wishes` of `/wishes/:id/claim`. */
const firstWord = (path: string): string => path.split('/', 2)[1] ?? ''
const countParams = (path: string): number => path.split('/:').length

async function serve(route: Route, koa: MatchedContext, options: RouterOptions): Promise<void> {
  koa.state.endpoint = route.endpoint.name
  // Files may take long to read, and everybody else on the same connection would wait for them.
  const lane = route.endpoint.raw === undefined ? options.kernel.db.lane() : undefined
  try {
    const { status, body } = await answer(route, koa, options, lane ?? options.kernel.db)
    koa.status = status
    if (route.endpoint.raw === undefined) koa.body = body
    else answerRaw(koa, body as RawAnswer)
  } finally {
    lane?.release()
  }
}

async function answer(route: Route, koa: MatchedContext, options: RouterOptions, db: Db): Promise<{ status: number; body: unknown }> {
  const { endpoint } = route
  const { kernel } = options
  const now = kernel.clock.now()
  const rate = endpoint.rate && endpoint.rate !== 'default' ? endpoint.rate : route.kind
  const parsed = endpoint.isMultipart ? undefined : parse(endpoint, koa)
  const early = lookAhead(route, koa, parsed, db, now)
  const { hash, actor } = await whoAsks(koa, options, db, now).catch(async (refusal: unknown) => {
    // Whoever tries tokens is counted too.
    await options.limitRate({ rate, accountId: null, address: koa.ip })
    throw refusal
  })
  await options.limitRate({ rate, accountId: actor.accountId, address: koa.ip })
  if (endpoint.who === 'account' && actor.accountId === null) throw kernelErrors.UNAUTHENTICATED()
  const context: ReadContext = { kernel, db, actor, now, ...(hash && { session: sessionName(hash) }) }
  // Only now that we know who asks and how often: a stranger's megabytes are never read, nor are they told what we expect.
  if (endpoint.isMultipart) await receiveFile(koa)
  const input = inputOf(parsed ?? parse(endpoint, koa))
  return route.kind === 'read'
    ? { status: endpoint.status, body: endpoint.answer.parse(await route.read(context, input, await early)) }
    : await answerWrite(route, context, input, koa, (await early) as Kept | null | undefined)
}

/** Sends what need not wait for the session. What is wrong with it is said only to who may ask at all. */
function lookAhead(route: Route, koa: MatchedContext, parsed: Parsed | undefined, db: Db, now: Date): Promise<unknown> | undefined {
  try {
    const found = sendAhead(route, koa, parsed, db, sessionHash(koa), now)
    found?.catch(() => undefined)
    return found
  } catch {
    // The token or the key is refused in its turn.
    return undefined
  }
}

/** What a read asks for, and whether a write that begins with calls to the outside was done before. */
function sendAhead(route: Route, koa: MatchedContext, parsed: Parsed | undefined, db: Db, hash: Buffer | undefined, now: Date): Promise<unknown> | undefined {
  const asker = () => askerOf(db, hash)
  if (route.kind === 'read') return parsed?.input && route.ahead?.({ db, asker }, parsed.input)
  const key = idempotencyKey(route, koa)
  return route.prepare && key !== null && hash ? findKept(db, asker(), key, now) : undefined
}

const askerOf = ({ sql }: Db, hash: Buffer | undefined): Fragment => sql`(select account_id from sessions where token_hash = ${hash ?? null})`

function answerRaw(koa: KoaContext, { type, body, headers }: RawAnswer): void {
  koa.type = type
  koa.set(headers ?? {})
  koa.body = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** undefined: a guest. */
function sessionHash(koa: KoaContext): Buffer | undefined {
  const header = koa.get('authorization')
  if (!header) return undefined
  const token = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(header)?.[1]
  if (token === undefined) throw kernelErrors.SESSION_EXPIRED()
  return tokenHash(token)
}

async function whoAsks(koa: KoaContext, { kernel, loadActor }: RouterOptions, db: Db, now: Date): Promise<{ hash: Buffer | undefined; actor: Actor }> {
  const hash = sessionHash(koa)
  if (!hash) return { hash, actor: GUEST }
  const actor = await loadActor(db, hash, now, new Date(kernel.wallClock()))
  if (!actor) throw kernelErrors.SESSION_EXPIRED()
  const chosen = koa.get('x-appointment')
  if (!chosen) return { hash, actor }
  const appointments = actor.appointments.filter((held) => held.id === chosen)
  if (appointments.length === 0) throw kernelErrors.FORBIDDEN(undefined, '这个身份现在不在任期内，请换一个身份')
  return { hash, actor: { ...actor, appointments } }
}

interface Parsed {
  /** undefined where there are faults. */
  input?: Input<Endpoint>
  faults: readonly Fault[]
}

function inputOf({ input, faults }: Parsed): Input<Endpoint> {
  if (!input) throw kernelErrors.MALFORMED(faults)
  return input
}

/** Parses path, query and body; all faults of all three at once. */
function parse(endpoint: Endpoint, koa: MatchedContext): Parsed {
  const faults: Fault[] = []
  const take = (schema: Schema, value: unknown, prefix: string): unknown => {
    const result = schema.safeParse(value, { reportInput: true })
    if (result.success) return result.data
    faults.push(...faultsOf(result.error.issues, prefix))
    return undefined
  }
  const hasBody = endpoint.body._zod.def.type !== 'void'
  const input = {
    params: take(endpoint.params, koa.params, ''),
    query: take(endpoint.query, { ...koa.query }, ''),
    body: hasBody ? take(endpoint.body, koa.request.body ?? {}, '') : undefined,
    file: koa.file,
    origin: `${koa.protocol}://${koa.host}`,
  }
  if (endpoint.isMultipart && !koa.file) faults.push({ path: 'file', message: '没有收到照片' })
  return faults.length > 0 ? { faults } : { faults, input: input as Input<Endpoint> }
}

const NOT_NULL_VIOLATION = '23502'

interface Kept {
  method: string
  path: string
  body_hash: Buffer
  status: number
  subject_id: string | null
  answer: unknown
}

/** `before`: what is kept of the same request, where that was asked for already. */
async function answerWrite(route: WriteRoute, context: ReadContext, input: Input<Endpoint>, koa: MatchedContext, before: Kept | null | undefined): Promise<{ status: number; body: unknown }> {
  const key = context.actor.accountId === null ? null : idempotencyKey(route, koa)
  const bodyHash = createHash('sha256').update(canonicalJson(koa.request.body ?? null)).update(koa.file?.buffer ?? '').digest()
  const repeat = async (kept: Kept | null | undefined): Promise<{ status: number; body: unknown } | null> => {
    if (!kept) return null
    if (kept.method !== koa.method || kept.path !== koa.path || !kept.body_hash.equals(bodyHash)) throw kernelErrors.IDEMPOTENCY_MISMATCH()
    return { status: kept.status, body: await present(route, context, kept.subject_id, kept.answer, kept.status, input) }
  }
  const first = await repeat(before)
  if (first) return first
  const prepared = await route.prepare?.(context, input)
  try {
    const { written, status, keeping } = await context.kernel.db.transaction(async (tx) => {
      const command: CommandContext = { ...context, db: tx, tx }
      const done = await route.run(command, input, prepared)
      const answered = 'approval' in done ? 202 : route.endpoint.status
      // Sent together with the commit, which undoes everything where the key was taken meanwhile.
      const kept = key === null ? undefined : keep(tx, context, key, koa, bodyHash, answered, done)
      kept?.catch(() => undefined)
      return { written: done, status: answered, keeping: kept }
    })
    await keeping
    await route.after?.(context)
    const subjectId = 'subject' in written ? written.subject.id : null
    const small = 'answer' in written ? written.answer : 'approval' in written ? { approval: written.approval } : null
    return { status, body: await present(route, context, subjectId, small, status, input) }
  } catch (error) {
    if (key === null || !isRefusal(error)) throw error
    const done = await repeat(await findKept(context.db, context.db.sql`${context.actor.accountId}::uuid`, key, context.now))
    if (done) return done
    throw error
  }
}

const isRefusal = (error: unknown): boolean => error instanceof AppError || databaseError(error)?.code === '23505'

function idempotencyKey({ endpoint }: WriteRoute, koa: KoaContext): string | null {
  const key = koa.get('idempotency-key')
  if (!key || endpoint.isSecret) return null
  if (!/^[\x21-\x7e]{8,128}$/.test(key))
    throw kernelErrors.MALFORMED([{ path: 'Idempotency-Key', message: '请求编号要 8 到 128 个字母、数字或符号' }])
  return key
}

async function findKept({ sql }: Db, asker: Fragment, key: string, now: Date): Promise<Kept | null> {
  const [row] = await sql<Kept[]>`select method, path, body_hash, status, subject_id, answer from idempotency_keys
    where account_id = ${asker} and key = ${key} and created_at > ${keysOver(now)}`
  return row ?? null
}

/**
 * A key that counts no more is taken anew; one that somebody else took meanwhile is a conflict, which the caller answers from what is
 * kept. The statement itself fails then (there is no key without a status): the commit behind it is already on its way.
 */
async function keep(tx: Tx, context: ReadContext, key: string, koa: KoaContext, bodyHash: Buffer, status: number, written: Written): Promise<void> {
  const subject = 'subject' in written ? written.subject : null
  const answer = 'answer' in written ? JSON.stringify(written.answer) : 'approval' in written ? JSON.stringify({ approval: written.approval }) : null
  await tx.sql`insert into idempotency_keys as k (account_id, key, method, path, body_hash, status, subject_kind, subject_id, answer, created_at)
    values (${context.actor.accountId}, ${key}, ${koa.method}, ${koa.path}, ${bodyHash}, ${status}, ${subject?.kind ?? null},
      ${subject?.id ?? null}, ${answer}::jsonb, ${context.now})
    on conflict (account_id, key) do update set method = excluded.method, path = excluded.path, body_hash = excluded.body_hash,
      status = case when k.created_at <= ${keysOver(context.now)} then excluded.status end,
      subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, answer = excluded.answer, created_at = excluded.created_at`.catch((error: unknown) => {
    throw databaseError(error)?.code === NOT_NULL_VIOLATION ? kernelErrors.CONFLICT() : error
  })
}

async function present(route: WriteRoute, context: ReadContext, subjectId: string | null, small: unknown, status: number, input: Input<Endpoint>): Promise<unknown> {
  if (status === 202) return approvalAnswer.parse(small)
  const answer = subjectId !== null && route.present ? await route.present(context, subjectId, input) : small
  return route.endpoint.answer.parse(answer)
}
