import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AccessTokens } from './access-tokens.ts'
import { codeRoutes } from './code-routes.ts'
import { contentRoutes } from './content-routes.ts'
import type { StandIn } from './context.ts'
import { Failures } from './failures.ts'
import { hookRoutes } from './hook-routes.ts'
import type { StandInHost } from './host.ts'
import { readRequest, send, sendFault, type Routes } from './http.ts'
import { identityRoutes } from './identity-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { OneUseCodes } from './one-use-codes.ts'
import { Pushes } from './pushes.ts'
import { HookRefusal } from './refusal.ts'
import { Sessions } from './sessions.ts'
import { Subscriptions, type Template } from './subscriptions.ts'
import { Verdicts } from './verdicts.ts'

export interface StandInOptions {
  /** 0: any free one. */
  port: number
  appId: string
  secret: string
  host: StandInHost
  /** Where the server takes pushes, `…/api/v1/wechat/push`. */
  pushUrl: string
  pushToken: string
  encodingAesKey: string
  /** The subscribe templates of the mini-program; any other id is refused with 40037. */
  templates?: readonly Template[]
  /** The mini-program's pages, without leading slashes; every well-formed page exists unless told. */
  pages?: readonly string[]
  /** Waits between attempts to deliver a push; 1, 5 and 15 s unless told. */
  pushRetryMs?: readonly number[]
  /** How long a subscribe message is under way; 15 ms unless told. */
  sendMs?: number
  /** Real time, by which visits count. */
  elapsedMs?: () => number
}

export interface RunningStandIn {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** Gives up pushes under way and closes every connection. */
  close(): Promise<void>
}

/** A stand-in of WeChat's server API for developers and tests, on 127.0.0.1 only. Keeps everything in memory. */
export async function startStandIn(options: StandInOptions): Promise<RunningStandIn> {
  const standIn = createStandIn(options)
  const wechat: Routes = { ...identityRoutes(standIn), ...messageRoutes(standIn), ...contentRoutes(standIn), ...codeRoutes(standIn) }
  const hooks = hookRoutes(standIn)

  const server = createServer((request, response) => {
    answer(standIn, { wechat, hooks }, request, response).catch((fault: unknown) => sendFault(response, fault))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await standIn.pushes.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function createStandIn({ appId, secret, host, pushUrl, pushToken, encodingAesKey, ...rest }: StandInOptions): StandIn {
  const now = () => host.now()
  return {
    appId,
    secret,
    host,
    loginCodes: new OneUseCodes(now),
    phoneCodes: new OneUseCodes(now),
    tokens: new AccessTokens(now),
    sessions: new Sessions(rest.elapsedMs ?? (() => performance.now())),
    subscriptions: new Subscriptions(),
    templates: new Map(rest.templates?.map((template) => [template.priTmplId, template])),
    pages: rest.pages ? new Set(rest.pages) : null,
    verdicts: new Verdicts(),
    failures: new Failures(),
    pushes: new Pushes({ appId, pushUrl, pushToken, encodingAesKey, now, retryMs: rest.pushRetryMs ?? [1_000, 5_000, 15_000] }),
    sent: [],
    sendMs: rest.sendMs ?? 15,
  }
}

async function answer(
  standIn: StandIn,
  { wechat, hooks }: { wechat: Routes; hooks: Routes },
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const isHook = url.pathname.startsWith('/stand-in/')
  if (isHook && allowLocalPages(incoming, response)) return
  const routes = isHook ? hooks : wechat
  const route = routes[`${incoming.method} ${url.pathname}`]
  if (!route) throw unknownRoute(routes, incoming.method ?? '', url.pathname)
  const request = await readRequest(incoming, url)
  if (!isHook) await standIn.failures.befall(url.pathname)
  send(response, 200, await route(request))
}

/** Pages of this machine (the browser build) may call the hooks, others may not. True where the request was only the browser's question. */
function allowLocalPages(incoming: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = incoming.headers
  if (origin && URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-allow-headers', 'content-type')
    response.setHeader('vary', 'origin')
  }
  if (incoming.method !== 'OPTIONS') return false
  response.writeHead(204).end()
  return true
}

function unknownRoute(routes: Routes, method: string, path: string): HookRefusal {
  const methods = Object.keys(routes).flatMap((name) => (name.endsWith(` ${path}`) ? name.slice(0, -path.length - 1) : []))
  return methods.length > 0
    ? new HookRefusal(405, 'METHOD_NOT_ALLOWED', `${path} takes ${methods.join(', ')}, not ${method}`)
    : new HookRefusal(404, 'NOT_FOUND', `WeChat's stand-in has no ${path}`)
}
