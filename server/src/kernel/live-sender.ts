import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { LiveHolder, LiveTopic } from './live-client.ts'
import type { SharedStore } from './shared-store.ts'

export const TICKET_TTL_MS = 30_000
export const CHANGES = 'live:changes'
export const REVOCATIONS = 'live:revocations'
export const RIGHTS = 'live:rights'

const TICKET = /^[A-Za-z0-9_-]{43}$/
const holderSchema = z.object({ accountId: z.string().nullable(), session: z.string().nullable() })

/** All a screen is told: that it should look again. */
export interface LiveChange extends LiveTopic {
  version: number
}

/** What any process may say to the hubs of all processes. Everything rejects while the store is away. */
export interface LiveSender {
  /** Good for one connection within 30 seconds, at any process. */
  issueTicket(holder: LiveHolder): Promise<string>
  /** Tells the watchers of all processes. */
  publish(change: LiveChange): Promise<void>
  /** Ends the connections of an account, at all processes, with 4001. */
  revokeAccount(accountId: string): Promise<void>
  /** Has the screens of an account, at all processes, come back (1012) to watch what its rights now allow. */
  renewAccount(accountId: string): Promise<void>
}

export const createLiveSender = (store: SharedStore): LiveSender => ({
  async issueTicket({ accountId, session }) {
    const ticket = randomBytes(32).toString('base64url')
    await store.set(ticketKey(ticket), JSON.stringify({ accountId, session }), TICKET_TTL_MS)
    return ticket
  },
  publish: ({ kind, id, version }) => store.publish(CHANGES, JSON.stringify({ kind, id, version })),
  revokeAccount: (accountId) => store.publish(REVOCATIONS, accountId),
  renewAccount: (accountId) => store.publish(RIGHTS, accountId),
})

const ticketKey = (ticket: string): string => `live:ticket:${ticket}`

/** Whose ticket it is, once; null where it is none, too old or used. */
export async function redeemTicket(store: SharedStore, ticket: string): Promise<LiveHolder | null> {
  const held = TICKET.test(ticket) ? await store.take(ticketKey(ticket)) : null
  return held === null ? null : holderSchema.parse(JSON.parse(held))
}
