import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { miniappDirectory } from '../../server/dev/miniapp-build.ts'
import { serveH5 } from '../../server/src/h5.ts'

export interface Door {
  /** `http://127.0.0.1:<port>`: the browser build, and the API behind it. */
  url: string
  close(): Promise<void>
}

/** One origin for pages and API, as in operation; what is no page goes to `apiUrl`. */
export async function openDoor(apiUrl: string): Promise<Door> {
  const app = new Koa().use(serveH5(miniappDirectory('h5'))).use(async (koa) => {
    const body = koa.method === 'GET' ? undefined : await bytesOf(koa.req)
    const { authorization, 'x-appointment': appointment, 'idempotency-key': key } = koa.headers as Record<string, string | undefined>
    const answer = await fetch(apiUrl + koa.url, {
      method: koa.method,
      headers: {
        'content-type': koa.get('content-type') || 'application/json',
        ...(authorization && { authorization }), ...(appointment && { 'x-appointment': appointment }), ...(key && { 'idempotency-key': key }),
      },
      ...(body && body.length > 0 && { body: new Uint8Array(body) }),
    })
    koa.status = answer.status
    koa.type = answer.headers.get('content-type') ?? 'application/json'
    koa.body = Buffer.from(await answer.arrayBuffer())
  })
  const server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
