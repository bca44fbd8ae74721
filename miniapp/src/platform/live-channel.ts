import type { LiveMessage } from '@huying/shared/live/contract'

export const PING_EVERY_MS = 25_000
export const POLL_EVERY_MS = 30_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** After so many failures in a row polling starts; the socket goes on being tried. */
const FAILURES_BEFORE_POLLING = 3

/** The one open socket; `close` may be called twice. */
export interface Socket {
  send: (text: string) => void
  close: () => void
}

export interface SocketEvents {
  onOpen: () => void
  onText: (text: string) => void
  onClose: () => void
}

/** Opens a socket with a fresh ticket; rejects when there is no ticket to be had. */
export type OpenSocket = (events: SocketEvents) => Promise<Socket>

export interface Subject {
  kind: string
  id: string
}

type Change = (version: number | null) => void
const nameOf = ({ kind, id }: Subject) => `${kind}/${id}`

/**
 * Tells screens that something changed. One socket serves all of them; it opens with the first watcher, closes with the
 * last, comes back after failures with growing pauses, and meanwhile every watcher is told to look every 30 s.
 */
export class LiveChannel {
  private readonly watchers = new Map<string, { subject: Subject; changes: Set<Change> }>()
  private socket: Socket | null = null
  private isOpen = false
  private isConnecting = false
  private generation = 0
  private failures = 0
  private timers: Partial<Record<'ping' | 'poll' | 'retry', ReturnType<typeof setTimeout>>> = {}

  constructor(
    private readonly open: OpenSocket,
    private readonly parse: (text: string) => LiveMessage | null,
  ) {}

  /** Calls `change` with the new version, or with null when only looking can tell. Returns the way to stop. */
  watch(subject: Subject, change: Change): () => void {
    const name = nameOf(subject)
    const known = this.watchers.get(name)
    if (known) known.changes.add(change)
    else {
      this.watchers.set(name, { subject, changes: new Set([change]) })
      if (this.isOpen) this.say('subscribe', [subject])
    }
    if (!this.socket && !this.isConnecting && !this.timers.retry) void this.connect()
    return () => this.unwatch(name, change)
  }

  /** The app went to the back: the system would cut the socket anyway. */
  pause() {
    this.generation++
    this.stopTimers()
    this.socket?.close()
    this.socket = null
    this.isOpen = false
    this.isConnecting = false
  }

  /** Back in front: everything may have changed meanwhile. */
  resume() {
    if (this.watchers.size === 0) return
    this.tellAll()
    if (!this.socket && !this.isConnecting) void this.connect()
  }

  private unwatch(name: string, change: Change) {
    const known = this.watchers.get(name)
    if (!known) return
    known.changes.delete(change)
    if (known.changes.size > 0) return
    this.watchers.delete(name)
    if (this.watchers.size === 0) this.pause()
    else if (this.isOpen) this.say('unsubscribe', [known.subject])
  }

  private async connect() {
    const generation = ++this.generation
    const isCurrent = () => generation === this.generation
    this.isConnecting = true
    try {
      const socket = await this.open({
        onOpen: () => isCurrent() && this.opened(),
        onText: (text) => isCurrent() && this.heard(text),
        onClose: () => isCurrent() && this.failed(),
      })
      if (!isCurrent()) return socket.close()
      this.socket = socket
      this.isConnecting = false
    } catch {
      if (isCurrent()) this.failed()
    }
  }

  private opened() {
    this.isOpen = true
    if (this.failures > 0) this.tellAll()
    this.failures = 0
    this.stopTimers()
    this.say('subscribe', [...this.watchers.values()].map(({ subject }) => subject))
    this.timers.ping = setInterval(() => this.socket?.send('{}'), PING_EVERY_MS)
  }

  private heard(text: string) {
    const message = this.parse(text)
    if (!message) return
    for (const change of this.watchers.get(nameOf(message))?.changes ?? []) change(message.version)
  }

  private failed() {
    this.generation++
    this.isOpen = false
    this.isConnecting = false
    this.socket = null
    this.failures++
    clearInterval(this.timers.ping)
    if (this.watchers.size === 0) return
    if (this.failures >= FAILURES_BEFORE_POLLING) this.timers.poll ??= setInterval(() => this.tellAll(), POLL_EVERY_MS)
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS)
    this.timers.retry = setTimeout(() => {
      this.timers.retry = undefined
      void this.connect()
    }, wait)
  }

  private say(what: 'subscribe' | 'unsubscribe', subjects: Subject[]) {
    this.socket?.send(JSON.stringify({ [what]: subjects }))
  }

  private tellAll() {
    for (const { changes } of this.watchers.values()) for (const change of changes) change(null)
  }

  private stopTimers() {
    clearInterval(this.timers.ping)
    clearInterval(this.timers.poll)
    clearTimeout(this.timers.retry)
    this.timers = {}
  }
}
