import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** A statement as it went over the wire; parameters in PostgreSQL's text form. */
export interface SentStatement {
  text: string
  params: (string | null)[]
}

export interface WireRecorder {
  /** The same database, reached through the recorder. */
  url: string
  /** What was sent while `work` ran. */
  record(work: () => Promise<unknown>): Promise<SentStatement[]>
  close(): Promise<void>
}

const STARTUP_HEADER = 4
const HEADER = 5

/** Stands between a program and PostgreSQL and reads along (protocol 3.0, without TLS): what is measured is what is really sent. */
export async function startWireRecorder(databaseUrl: string): Promise<WireRecorder> {
  const target = new URL(databaseUrl)
  let heard: SentStatement[] | undefined
  const sockets = new Set<Socket>()
  const server: Server = createServer((client) => {
    const database = createConnection({ host: target.hostname, port: Number(target.port) })
    const listen = listener((statement) => heard?.push(statement))
    client.on('data', listen)
    client.pipe(database).pipe(client)
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => [client, database].forEach((one) => one.destroy())).on('close', () => sockets.delete(socket))
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    async record(work) {
      heard = []
      await work()
      const statements = heard
      heard = undefined
      return statements
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Follows one connection's messages from the client, whatever pieces they come in. */
function listener(onStatement: (statement: SentStatement) => void): (chunk: Buffer) => void {
  const texts = new Map<string, string>()
  let rest: Buffer = Buffer.alloc(0)
  let hasStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      if (!hasStarted) {
        if (rest.length < STARTUP_HEADER || rest.length < rest.readInt32BE(0)) return
        rest = rest.subarray(rest.readInt32BE(0))
        hasStarted = true
        continue
      }
      if (rest.length < HEADER || rest.length < rest.readInt32BE(1) + 1) return
      const end = rest.readInt32BE(1) + 1
      read(String.fromCharCode(rest[0]!), rest.subarray(HEADER, end), texts, onStatement)
      rest = rest.subarray(end)
    }
  }
}

function read(type: string, body: Buffer, texts: Map<string, string>, onStatement: (statement: SentStatement) => void): void {
  const word = (from: number) => body.toString('utf8', from, body.indexOf(0, from))
  if (type === 'P') {
    const name = word(0)
    texts.set(name, word(Buffer.byteLength(name) + 1))
  } else if (type === 'Q') onStatement({ text: word(0), params: [] })
  else if (type === 'B') {
    const portal = word(0)
    const nameAt = Buffer.byteLength(portal) + 1
    const name = word(nameAt)
    let at = nameAt + Buffer.byteLength(name) + 1
    at += 2 + body.readInt16BE(at) * 2
    const count = body.readInt16BE(at)
    at += 2
    const params: (string | null)[] = []
    for (let index = 0; index < count; index++) {
      const length = body.readInt32BE(at)
      at += 4
      params.push(length < 0 ? null : body.toString('utf8', at, at + length))
      at += Math.max(length, 0)
    }
    onStatement({ text: texts.get(name) ?? '', params })
  }
}
