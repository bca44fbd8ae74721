import { AppError } from '@huying/shared/kernel/error.ts'
import { GUEST, type Actor } from './actor.ts'
import type { Kernel, ReadContext } from './context.ts'
import type { LoadActor } from './endpoint.ts'
import type { LiveHolder, LiveTopic } from './live-client.ts'
import type { Module } from './module.ts'

/** What somebody may watch, and the instant at which the first of the offices that allowed it ends by itself. */
export interface Allowed {
  topics: LiveTopic[]
  until: Date | null
}

/** What the hub asks before it lets somebody hear, and while they listen. */
export interface LiveRights {
  /** Those of the topics that this person may watch, by the same policies that guard reading. */
  watchable(holder: LiveHolder, topics: readonly LiveTopic[]): Promise<Allowed>
  /** Those of the sessions that are over. */
  endedSessions(sessions: readonly string[]): Promise<string[]>
  /** The time by which offices end. */
  now(): Date
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A session is named by the hash of its token: that opens nothing, and finds the person with the rights in force now. */
export const sessionName = (hash: Buffer): string => hash.toString('base64url')
const hashOf = (session: string): Buffer => Buffer.from(session, 'base64url')

export function createLiveRights(kernel: Kernel, modules: readonly Module[], loadActor: LoadActor): LiveRights {
  const mayWatch = Object.assign({}, ...modules.map((module) => module.mayWatch ?? {})) as NonNullable<Module['mayWatch']>

  const actorOf = async ({ session }: LiveHolder, now: Date): Promise<Actor | null> =>
    session === null ? GUEST : loadActor(kernel.db, hashOf(session), now, new Date(kernel.wallClock()))

  return {
    async watchable(holder, topics) {
      const now = kernel.clock.now()
      const actor = await actorOf(holder, now)
      if (!actor) return { topics: [], until: null }
      const context: ReadContext = { kernel, db: kernel.db, actor, now }
      const verdicts = await Promise.all(topics.map(({ kind, id }) => isAllowed(mayWatch[kind], context, id)))
      return { topics: topics.filter((_topic, index) => verdicts[index]), until: firstEndOf(actor) }
    },
    async endedSessions(sessions) {
      if (sessions.length === 0) return []
      const { sql } = kernel.db
      const rows = await sql<{ token_hash: Buffer }[]>`select token_hash from sessions
        where token_hash in ${sql(sessions.map(hashOf))} and revoked_at is null and expires_at > ${new Date(kernel.wallClock())}`
      const inForce = new Set(rows.map((row) => sessionName(row.token_hash)))
      return sessions.filter((session) => !inForce.has(session))
    },
    now: () => kernel.clock.now(),
  }
}

function firstEndOf({ held }: Actor): Date | null {
  const ends = held.flatMap(({ to }) => to ?? [])
  return ends.length === 0 ? null : ends.reduce((first, end) => (end < first ? end : first))
}

/** What is not there is not watched either. */
async function isAllowed(mayWatch: NonNullable<Module['mayWatch']>[string] | undefined, context: ReadContext, id: string): Promise<boolean> {
  if (!mayWatch || !UUID.test(id)) return false
  return mayWatch(context, id).catch((error: unknown) => {
    if (error instanceof AppError) return false
    throw error
  })
}
