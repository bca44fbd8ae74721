import * as z from 'zod'
import { WebSocket, type RawData } from 'ws'

/** Something that changes: a machine's name and an id. */
export interface LiveTopic {
  kind: string
  id: string
}

/** What somebody may watch, and until when that is sure; null: nothing ends by itself. */
interface Allowed {
  topics: readonly LiveTopic[]
  until: Date | null
}

/** What a ticket stands for. A guest's has neither; the connection ends with the session. */
export interface LiveHolder {
  accountId: string | null
  session: string | null
}

export const LIVE_MAX_MESSAGE_BYTES = 16 * 1024
export const LIVE_MAX_TOPICS = 200
const MAX_MESSAGES_A_MINUTE = 120
/** Some two thousand unread changes: whoever is that far behind had better come back and look anew. */
const MAX_BUFFERED_BYTES = 128 * 1024

/** Close codes beyond RFC 6455's own: 4001 the session is over; 4002 the same account opened too many connections. */
export const LIVE_CLOSE = { goingAway: 1001, policy: 1008, error: 1011, restart: 1012, sessionOver: 4001, tooMany: 4002 } as const

const topics = z.array(z.strictObject({ kind: z.string().regex(/^[a-z][A-Za-z_-]{0,31}$/), id: z.string().regex(/^[\w-]{1,64}$/) })).max(LIVE_MAX_TOPICS)
/** All a client may say; `{}` is a sign of life. */
const clientMessage = z.strictObject({ subscribe: topics.optional(), unsubscribe: topics.optional() })

export const topicKey = ({ kind, id }: LiveTopic): string => `${kind}/${id}`

interface Wishes {
  watchable(holder: LiveHolder, topics: readonly LiveTopic[]): Promise<Allowed>
  watch(client: LiveClient, key: string): void
  unwatch(client: LiveClient, key: string): void
  closed(client: LiveClient): void
}

/** One connection: what it watches, whether it lives, and how much it may ask. */
export class LiveClient {
  readonly watched = new Set<string>()
  private rightsUntil: Date | null = null
  private isAlive = true
  private messagesLeft = MAX_MESSAGES_A_MINUTE
  private minuteEndsAt = 0
  private work: Promise<void> = Promise.resolve()

  constructor(
    private readonly socket: WebSocket,
    readonly holder: LiveHolder,
    private readonly wishes: Wishes,
  ) {
    socket.on('pong', () => (this.isAlive = true))
    socket.on('message', (data, isBinary) => this.heard(data, isBinary))
    // A broken frame or a message too big: ws closes by itself, with the right code.
    socket.on('error', () => {})
    socket.on('close', () => wishes.closed(this))
  }

  /** Drops a client that does not read, rather than keep its changes in memory. */
  send(text: string): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) return this.socket.terminate()
    this.socket.send(text)
  }

  /** Called every 25 s: ends the connection when nothing was heard since the call before. */
  checkAlive(): void {
    if (!this.isAlive) return this.socket.terminate()
    this.isAlive = false
    this.socket.ping()
  }

  /** An office that let it watch is over: it has to come back and ask anew. */
  checkRights(now: Date): void {
    if (this.rightsUntil !== null && this.rightsUntil <= now) this.close(LIVE_CLOSE.restart)
  }

  close(code: number): void {
    this.socket.close(code)
  }

  terminate(): void {
    this.socket.terminate()
  }

  private heard(data: RawData, isBinary: boolean): void {
    this.isAlive = true
    const message = isBinary || !this.mayStillTalk() ? undefined : parsed(String(data))
    if (!message) return this.close(LIVE_CLOSE.policy)
    // One after the other, so that leaving a topic is never overtaken by entering it.
    this.work = this.work.then(() => this.obey(message)).catch(() => this.close(LIVE_CLOSE.error))
  }

  private mayStillTalk(): boolean {
    const now = performance.now()
    if (now >= this.minuteEndsAt) {
      this.minuteEndsAt = now + 60_000
      this.messagesLeft = MAX_MESSAGES_A_MINUTE
    }
    return this.messagesLeft-- > 0
  }

  private async obey({ subscribe = [], unsubscribe = [] }: z.infer<typeof clientMessage>): Promise<void> {
    for (const topic of unsubscribe) this.wishes.unwatch(this, topicKey(topic))
    const fresh = subscribe.filter((topic) => !this.watched.has(topicKey(topic)))
    if (fresh.length === 0) return
    if (this.watched.size + fresh.length > LIVE_MAX_TOPICS) return this.close(LIVE_CLOSE.policy)
    // What one may not see is passed over in silence, like what is not there.
    const { topics: allowed, until } = await this.wishes.watchable(this.holder, fresh)
    if (this.socket.readyState !== WebSocket.OPEN) return
    if (until !== null && (this.rightsUntil === null || until < this.rightsUntil)) this.rightsUntil = until
    for (const topic of allowed) this.wishes.watch(this, topicKey(topic))
  }
}

function parsed(text: string): z.infer<typeof clientMessage> | undefined {
  try {
    return clientMessage.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
