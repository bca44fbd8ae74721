import { randomUUID } from 'node:crypto'
import { bodyParser } from '@koa/bodyparser'
import { kernelErrors, type AppError, type ErrorBody } from '@huying/shared/kernel/error.ts'
import Koa from 'koa'
import helmet from 'koa-helmet'
import type { Kernel } from './kernel/context.ts'
import { docsPage } from './kernel/docs-page.ts'
import { routerOf, type LimitRate, type LoadActor } from './kernel/endpoint.ts'
import { answerableError, type ConstraintErrors } from './kernel/faults.ts'
import type { Module } from './kernel/module.ts'
import { openApiOf } from './kernel/openapi.ts'
import { rateHeaders, type RateLimits } from './kernel/rate-limit.ts'

const JSON_LIMIT = '64kb'
/** WeChat posts JSON under whatever content type. */
const WECHAT_PUSH = '/api/v1/wechat/push'
const API = '/api/'

/** What is told of every request: never a body, a query string or anything personal. */
export interface RequestRecord {
  requestId: string
  method: string
  endpoint: string | undefined
  status: number
  ms: number
}

export interface AppDeps {
  kernel: Kernel
  modules: readonly Module[]
  loadActor: LoadActor
  rateLimits: RateLimits
  proxyHops: number
  /** Health, readiness and metrics, answered before anything else; none in tests of the API alone. */
  operations?: Koa.Middleware
  /** The browser build, where this process serves it. */
  pages?: Koa.Middleware
  onRequest(record: RequestRecord): void
  onFault(error: unknown, requestId: string): void
}

/** The HTTP API: every module's endpoints, OpenAPI, and one answer for everything that goes wrong. */
export function buildApp(deps: AppDeps): Koa {
  const { modules } = deps
  const app = new Koa({ proxy: deps.proxyHops > 0, maxIpsCount: deps.proxyHops })
  const routes = modules.flatMap((module) => module.routes)
  const constraints: ConstraintErrors = Object.assign({}, ...modules.map((module) => module.constraints ?? {}))
  const router = routerOf(routes, { kernel: deps.kernel, loadActor: deps.loadActor, limitRate: limiterOf(deps.rateLimits) })
  const openApi = openApiOf(routes.map((route) => route.endpoint), '1.0.0')
  const docs = docsPage(openApi)

  if (deps.operations) app.use(deps.operations)
  app.use(answerErrors(deps, constraints))
  app.use(protectingHeaders())
  app.use(async (koa, next) => {
    if (koa.path === '/openapi.json' && koa.method === 'GET') koa.body = openApi
    else if (koa.path === '/docs' && koa.method === 'GET') koa.body = docs
    else await next()
  })
  const readBody = bodyParser({
    enableTypes: ['json'], jsonLimit: JSON_LIMIT, detectJSON: (koa) => koa.path === WECHAT_PUSH,
    onError(error) {
      throw (error as { status?: number }).status === 413
        ? kernelErrors.TOO_LARGE()
        : kernelErrors.MALFORMED([{ path: '', message: '内容不是完整的 JSON' }])
    },
  })
  app.use((koa, next) => (koa.method === 'GET' ? next() : readBody(koa, next)))
  app.use(router)
  if (deps.pages) app.use(deps.pages)
  app.use(() => {
    throw kernelErrors.NOT_FOUND()
  })
  return app
}

/** Where nothing is drawn: what data need, as OWASP's cheat sheet on REST security names it. */
const DATA_FIELDS = ['Strict-Transport-Security', 'X-Content-Type-Options', 'X-Frame-Options', 'Referrer-Policy']

/**
 * Helmet's header fields: all of them for pages, for the API those that matter without a page. They are the same for every answer,
 * so its dozen of steps are gone through once.
 */
function protectingHeaders(): Koa.Middleware {
  const ofPages: Record<string, string> = {}
  const collector = { setHeader: (name: string, value: string) => void (ofPages[name] = value), removeHeader: () => undefined }
  const collected = helmet()({ req: {}, res: collector } as unknown as Koa.Context, async () => undefined)
  const ofData: [string, string][] = [['Cache-Control', 'no-store'], ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"]]
  const ready = collected.then(() => DATA_FIELDS.forEach((name) => ofData.push([name, ofPages[name]!])))
  return async (koa, next) => {
    await ready
    if (koa.path.startsWith(API)) for (const [name, value] of ofData) koa.res.setHeader(name, value)
    else koa.set(ofPages)
    return next()
  }
}

function answerErrors(deps: AppDeps, constraints: ConstraintErrors): Koa.Middleware {
  return async (koa, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    koa.set('X-Request-Id', requestId)
    try {
      await next()
    } catch (thrown) {
      const error = answerableError(thrown, constraints) ?? kernelErrors.INTERNAL()
      if (error.status === 500) deps.onFault(thrown, requestId)
      answer(koa, error, requestId)
    }
    deps.onRequest({ requestId, method: koa.method, endpoint: koa.state.endpoint as string | undefined, status: koa.status, ms: performance.now() - started })
  }
}

function answer(koa: Koa.Context, error: AppError, requestId: string): void {
  const body: ErrorBody = {
    error: { code: error.code, message: error.message, ...(error.details !== undefined && { details: error.details }), requestId },
  }
  koa.status = error.status
  koa.body = body
}

/** An address's requests and an account's reads or writes; log-ins and look-ups count by address. */
function limiterOf(limits: RateLimits): LimitRate {
  return async ({ rate, accountId, address }) => {
    const own = rate === 'login' || rate === 'lookup' ? address : accountId
    const counted = await Promise.all([limits.count('address', address), ...(own === null ? [] : [limits.count(rate, own)])])
    const refused = counted.find((verdict) => verdict !== null && !verdict.isAllowed)
    if (refused) throw kernelErrors.RATE_LIMITED({ retryAfterSeconds: Number(rateHeaders(refused)['Retry-After'] ?? refused.resetSeconds) })
  }
}
