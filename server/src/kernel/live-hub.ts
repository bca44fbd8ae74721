import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { LIVE_CLOSE, LIVE_MAX_MESSAGE_BYTES, LiveClient, topicKey, type LiveHolder } from './live-client.ts'
import type { LiveRights } from './live-rights.ts'
import { CHANGES, redeemTicket, REVOCATIONS, RIGHTS, type LiveChange } from './live-sender.ts'
import type { SharedStore } from './shared-store.ts'

export const LIVE_PATH = '/api/v1/live'
export const PING_INTERVAL_MS = 25_000
const MAX_CLIENTS_AN_ACCOUNT = 10
/** After a gap everybody comes back to look anew, spread over this long. */
const REJOIN_SPREAD_MS = 5000
const CLOSING_GRACE_MS = 1000

/** All a process must do for the screens that are connected to it; what is said to them goes through `LiveSender`. */
export interface LiveHub {
  /** For the HTTP server's `upgrade` event: opens `GET /api/v1/live?ticket=…`, refuses everything else. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

export interface LiveHubOptions {
  store: SharedStore
  rights: LiveRights
  /** Told when nobody could say whose sessions are over; the connections stay until the next look. */
  onFault(error: unknown): void
}

/**
 * The WebSocket hub of one process; hubs that share a store are one. A client says `{subscribe: [{kind, id}]}`,
 * `{unsubscribe: […]}` or `{}` and hears `{kind, id, version}`; anything else closes its connection with 1008.
 */
export async function createLiveHub({ store, rights, onFault }: LiveHubOptions): Promise<LiveHub> {
  const clients = new Set<LiveClient>()
  const watchers = new Map<string, Set<LiveClient>>()
  const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: LIVE_MAX_MESSAGE_BYTES, perMessageDeflate: false })

  const unwatch = (client: LiveClient, key: string) => {
    client.watched.delete(key)
    const others = watchers.get(key)
    others?.delete(client)
    if (others?.size === 0) watchers.delete(key)
  }
  const wishes = {
    watchable: rights.watchable,
    watch(client: LiveClient, key: string) {
      client.watched.add(key)
      watchers.set(key, (watchers.get(key) ?? new Set()).add(client))
    },
    unwatch,
    closed(client: LiveClient) {
      for (const key of client.watched) unwatch(client, key)
      clients.delete(client)
    },
  }

  const closeAccount = (code: number) => ({
    message(accountId: string) {
      for (const client of clients) if (client.holder.accountId === accountId) client.close(code)
    },
  })
  const leave = await Promise.all([
    store.subscribe(CHANGES, {
      message(text) {
        const change = JSON.parse(text) as LiveChange
        for (const client of watchers.get(topicKey(change)) ?? []) client.send(text)
      },
      rejoined() {
        for (const client of clients) setTimeout(() => client.close(LIVE_CLOSE.restart), Math.random() * REJOIN_SPREAD_MS).unref()
      },
    }),
    store.subscribe(REVOCATIONS, closeAccount(LIVE_CLOSE.sessionOver)),
    // What a client watches was allowed when it asked: with fewer rights it has to ask again.
    store.subscribe(RIGHTS, closeAccount(LIVE_CLOSE.restart)),
  ])
  /** A session also ends by itself, or while the store was away. */
  const dropEnded = async (): Promise<void> => {
    const sessions = new Set([...clients].flatMap(({ holder }) => holder.session ?? []))
    const ended = sessions.size > 0 ? new Set(await rights.endedSessions([...sessions])) : sessions
    for (const client of clients) if (client.holder.session !== null && ended.has(client.holder.session)) client.close(LIVE_CLOSE.sessionOver)
  }
  const pinging = setInterval(() => {
    for (const client of clients) {
      client.checkAlive()
      client.checkRights(rights.now())
    }
    dropEnded().catch(onFault)
  }, PING_INTERVAL_MS)
  pinging.unref()

  return {
    async handleUpgrade(request, socket, head) {
      const drop = () => socket.destroy()
      socket.on('error', drop)
      const [path, query] = (request.url ?? '').split('?', 2)
      if (path !== LIVE_PATH) return refuse(socket, '404 Not Found')
      let holder: LiveHolder | null
      try {
        holder = await redeemTicket(store, new URLSearchParams(query).get('ticket') ?? '')
      } catch {
        return refuse(socket, '503 Service Unavailable')
      }
      if (!holder) return refuse(socket, '401 Unauthorized')
      socket.off('error', drop)
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const client = new LiveClient(webSocket, holder, wishes)
        makeRoom(clients, holder.accountId)
        clients.add(client)
      })
    },
    async close() {
      clearInterval(pinging)
      await Promise.all(leave.map((unsubscribe) => unsubscribe()))
      for (const client of clients) client.close(LIVE_CLOSE.goingAway)
      const giveUpAt = performance.now() + CLOSING_GRACE_MS
      while (clients.size > 0 && performance.now() < giveUpAt) await sleep(20)
      for (const client of clients) client.terminate()
    },
  }
}

/** The oldest connection of an account gives way to an eleventh. */
function makeRoom(clients: ReadonlySet<LiveClient>, accountId: string | null): void {
  if (accountId === null) return
  const same = [...clients].filter((client) => client.holder.accountId === accountId)
  if (same.length >= MAX_CLIENTS_AN_ACCOUNT) same[0]?.close(LIVE_CLOSE.tooMany)
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
