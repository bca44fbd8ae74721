import { createConnection, type Socket } from 'node:net'
import { once } from 'node:events'

export interface Request {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Measured {
  /** Answers a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/**
 * `clients` connections that each send their next request as soon as the last is answered, until `next` has no more or
 * the time is over. Raw sockets: on few cores the one who measures must cost little. @throws on any answer beyond 2xx
 */
export async function measure(port: number, clients: number, forMs: number, next: () => Request | undefined): Promise<Measured> {
  const latencies: number[] = []
  const started = performance.now()
  await Promise.all(Array.from({ length: clients }, async () => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    const answers = statusesOf(socket)
    for (let request = next(); request && performance.now() - started < forMs; request = next()) {
      const sent = performance.now()
      socket.write(textOf(request))
      const { value: status } = await answers.next()
      if (status === undefined || status >= 300) throw new Error(`${request.method} ${request.path} answered ${status}`)
      latencies.push(performance.now() - sent)
    }
    socket.destroy()
  }))
  const seconds = (performance.now() - started) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99) }
}

function textOf({ method, path, headers, body }: Request): string {
  const lines = Object.entries({ host: 'bench', ...headers, ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) })
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body ?? ''}`
}

/** The status of each answer, one after the other. Both servers say Content-Length. */
async function* statusesOf(socket: Socket): AsyncGenerator<number> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const head = rest.indexOf('\r\n\r\n')
      if (head === -1) break
      const text = rest.toString('latin1', 0, head)
      const end = head + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (rest.length < end) break
      rest = rest.subarray(end)
      yield Number(text.slice(9, 12))
    }
  }
}
