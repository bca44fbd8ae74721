import { createServer, request as forward, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { OpenServer } from '../src/open-server.ts'
import { withDemoMark } from './demo-mark.ts'
import { Problem } from './problem.ts'
import type { Progress } from './progress.ts'

/** What stands behind the door; each part may come later than the door itself. */
export interface Rooms {
  /** The API, once it can answer. */
  api?: RequestListener
  isReady?: () => Promise<boolean>
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** The browser build, once there is one. */
  h5?: RequestListener
  /** Why there will be no browser build. */
  h5Fault?: string
  /** `http://127.0.0.1:<port>` of the stand-in, so that the browser build finds its hooks on its own origin. */
  standIn?: string
}

export interface FrontDoor {
  /** The one that was asked for, or a free one where that was 0. */
  port: number
  rooms: Rooms
  close(): Promise<void>
}

const apiPaths = /^\/(api\/|openapi\.json$|docs(\/|$)|metrics$)/

/**
 * Listens at once and sends every request to the part that answers it. What is not there yet is said so:
 * /healthz lives, /readyz and the API answer 503, `/` shows what the start is doing.
 * @throws Problem if the port is taken
 */
export async function openFrontDoor(port: number, progress: Progress): Promise<FrontDoor> {
  const rooms: Rooms = {}
  const server = createServer((request, response) => route(rooms, progress, request, response))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (rooms.upgrade) rooms.upgrade(request, socket, head)
    else socket.destroy()
  })
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    rooms,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2_000).unref()
      }),
  }
}

/** The API and live screens come in, every answer marked as the demo's. */
export function moveIn(rooms: Rooms, { isReady, listener, upgrade }: Pick<OpenServer, 'isReady' | 'listener' | 'upgrade'>): void {
  rooms.isReady = isReady
  rooms.api = listener && withDemoMark(listener)
  rooms.upgrade = upgrade
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new Problem(
          `端口 ${port} 已经被别的程序占用。Port ${port} is taken.`,
          `呼应也许已经在运行了：看看 http://localhost:${port} ；否则换一个端口：PORT=${port + 10} npm start。Perhaps it runs already; otherwise choose another PORT.`,
        ))
      else if (error.code === 'EACCES')
        reject(new Problem(`没有权限监听端口 ${port}。Port ${port} needs more rights.`, '请换一个 1024 以上的端口：PORT=3000 npm start。Choose a PORT above 1024.'))
      else reject(error)
    })
    server.listen(port, resolve)
  })
}

function route(rooms: Rooms, progress: Progress, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (path === '/healthz') sendJson(response, 200, { status: 'alive' })
  else if (path.startsWith('/stand-in/')) toStandIn(rooms.standIn, request, response)
  else if (path === '/readyz') void sendReadiness(response, rooms, progress)
  else if (apiPaths.test(path)) (rooms.api ?? sendUnavailable)(request, response)
  else if (rooms.h5) rooms.h5(request, response)
  else if (path === '/') sendPage(response, rooms, progress)
  else sendUnavailable(request, response)
}

async function sendReadiness(response: ServerResponse, { isReady }: Rooms, progress: Progress): Promise<void> {
  const isUp = (await isReady?.()) ?? false
  sendJson(response, isUp ? 200 : 503, isUp ? { status: 'ready' } : { status: isReady ? 'unavailable' : 'starting', step: progress.current() ?? null })
}

/** The hooks answer only this machine; a request from elsewhere must not borrow the door's own address. */
function toStandIn(base: string | undefined, request: IncomingMessage, response: ServerResponse): void {
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
  if (!base || !isLocal) return sendJson(response, 404, { error: { code: 'NOT_FOUND', message: '没有找到' } })
  const onward = forward(base + request.url, { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => (response.headersSent ? response.destroy() : sendUnavailable(request, response)))
  request.pipe(onward)
}

function sendUnavailable(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Retry-After', '2')
  sendJson(response, 503, { error: { code: 'UNAVAILABLE', message: '正在准备，请稍等' } })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(JSON.stringify(body))
}

function sendPage(response: ServerResponse, { h5Fault }: Rooms, progress: Progress): void {
  const step = progress.current()
  const what = h5Fault
    ? `<p>网页版没有做成，接口照常可用：<a href="/docs">接口文档</a></p><pre>${escapeHtml(h5Fault)}</pre>`
    : `<p>正在准备${step ? `：${escapeHtml(step.name)}` : ''}</p><p class="quiet">${step ? `${escapeHtml(step.detail)} 已用 ${step.seconds.toFixed(0)} 秒` : ''}</p>`
  response.writeHead(h5Fault ? 500 : 503, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '2' })
  response.end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${h5Fault ? '' : '<meta http-equiv="refresh" content="2">'}<title>呼应</title><style>
body{margin:20vh auto 0;max-width:36em;padding:0 1.5em;font:18px/1.6 system-ui,sans-serif;color:#222;background:#f6f3ec}
.quiet{color:#5c5850}pre{overflow:auto;font-size:13px}</style></head>
<body><h1>呼应</h1>${what}<p class="quiet">演示数据</p></body></html>`)
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
