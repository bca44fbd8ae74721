import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import type { Actor } from './actor.ts'
import type { CatalogueName, CatalogueVersion } from './catalogues.ts'
import type { Cipher } from './cipher.ts'
import type { Clock } from './clock.ts'
import type { Database, Db, Tx } from './db.ts'

/** What the process provides to every request and job. */
export interface Kernel {
  db: Database
  clock: Clock
  /** Real time in ms, for sessions and leases, which the stand-in's clock must not touch. */
  wallClock(): number
  cipher: Cipher
  /** The county's working-time calendar as last loaded. */
  calendar(): Calendar
  /** A setting's value, or the default the rules name. */
  setting<T>(key: string, fallback: T): T
  /** The version of a catalogue in force at an instant that is not before its last loading, or what the program brings along. */
  catalogue<T>(name: CatalogueName, now: Date, builtIn: T): CatalogueVersion<T>
}

/** A plain read: no transaction. `now` is fixed for the whole request. */
export interface ReadContext {
  kernel: Kernel
  db: Db
  actor: Actor
  /** Names the session the person asks through; absent where nobody asks over HTTP. */
  session?: string
  now: Date
}

/** A command: every statement runs on `tx`. */
export interface CommandContext extends ReadContext {
  db: Tx
  tx: Tx
  /** In whose name history is written: a role with its appointment, or clock or system. */
  as?: ActingAs
}

export interface ActingAs {
  role: string
  appointmentId: string | null
}

/** The signed-in person's id; endpoints declared `account` have one. */
export function accountOf(context: ReadContext): string {
  const { accountId } = context.actor
  if (accountId === null) throw new Error('a guest reached a command for accounts')
  return accountId
}
