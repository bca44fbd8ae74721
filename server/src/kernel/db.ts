import { drizzle, type PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import postgres, { type Sql, type TransactionSql } from 'postgres'

/**
 * One connection's worth of database. `q` builds typed queries with drizzle, `sql` is postgres.js;
 * both run on the same connection and both are prepared by their text, also inside a transaction.
 */
export interface Db {
  q: PgRemoteDatabase
  sql: Sql | TransactionSql
}

/** A piece of a statement. */
export type Fragment = ReturnType<Sql>

/** A `Db` bound to an open transaction; only commands and jobs get one. */
export interface Tx extends Db {
  sql: TransactionSql
}

export interface Database extends Db {
  sql: Sql
  /** Runs `work` in one transaction; deadlocks and serialization failures are tried again, three times in all. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** A connection for the reads of one request; give it back with `release`. The pool itself where none are set aside. */
  lane(): Lane
  /** From now on tells every statement as it is sent. Costs a stack each: for tests and for looking into something. */
  onStatement(listener: (text: string) => void): void
  close(): Promise<void>
}

/**
 * One connection that several requests read through at once. What a request sends in the same moment leaves as one packet and
 * wakes the database once; through a pool each statement would take a connection, a packet and a process of its own.
 */
export interface Lane extends Db {
  sql: Sql
  release(): void
}

/** Driver types that drizzle and raw SQL agree on: JSON given as text stays text, a date stays `YYYY-MM-DD`. */
const types = {
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (text: string) => JSON.parse(text) as unknown,
  },
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
    parse: (text: string) => new Date(text),
  },
  day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
}

const bind = <S extends Sql | TransactionSql>(sql: S): { q: PgRemoteDatabase; sql: S } => ({
  sql,
  q: drizzle(async (text, params, method) => {
    const query = sql.unsafe(text, params as never[], { prepare: true })
    return { rows: method === 'all' ? await query.values() : await query }
  }),
})

const RETRIED = new Set(['40P01', '40001'])
const ATTEMPTS = 3

/**
 * Never reached. A `begin` that fills a connection's pipeline of reads is sent without the connection being kept for it:
 * the driver then refuses the transaction and leaves the connection inside one.
 */
const MAX_PIPELINE = { max_pipeline: 1_000_000 }

/**
 * A pool whose connections see one county's schema from the moment they are made. Of its `max` connections `lanes` are set
 * aside for reads.
 */
export function openDatabase(url: string, options: { schema: string; max?: number; lanes?: number; name?: string }): Database {
  const connections = (max: number) => postgres(url, {
    max,
    idle_timeout: 0,
    connect_timeout: 10,
    ...MAX_PIPELINE,
    onnotice: () => {},
    types,
    connection: { search_path: `${options.schema}, public`, application_name: options.name ?? 'huying' },
  }) as unknown as Sql
  const { max = 10, lanes: laneCount = 0 } = options
  const sql = connections(max - laneCount)
  const lanes = Array.from({ length: laneCount }, () => ({ db: bind(connections(1)), requests: 0 }))
  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await sql.begin((tx) => work(bind(tx) as Tx))) as T
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRIED.has(databaseError(error)?.code ?? '')) throw error
      }
    }
  }
  const pool = bind(sql)
  const all = [sql, ...lanes.map(({ db }) => db.sql)]
  return {
    ...pool, transaction,
    lane() {
      let quietest = lanes[0]
      for (const lane of lanes) if (lane.requests < quietest!.requests) quietest = lane
      if (!quietest) return { ...pool, release: () => undefined }
      const taken = quietest
      taken.requests++
      return { ...taken.db, release: () => void taken.requests-- }
    },
    onStatement(listener) {
      for (const { options } of all) (options as { debug: unknown }).debug = (_connection: number, text: string) => listener(text)
    },
    close: async () => void (await Promise.all(all.map((each) => each.end({ timeout: 5 })))),
  }
}

export interface DatabaseError {
  code: string
  constraint_name?: string
}

/** PostgreSQL's own error beneath whatever wrapped it (drizzle wraps), or undefined. */
export function databaseError(error: unknown): DatabaseError | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at as unknown as DatabaseError
  return undefined
}
