import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { readCalendar } from './calendar-source.ts'
import { catalogueInForce, readCatalogues, type KnownCatalogues } from './catalogues.ts'
import { createCipher, type PiiKey } from './cipher.ts'
import { createClock, type MovableClock } from './clock.ts'
import type { Kernel } from './context.ts'
import { openDatabase, type Database } from './db.ts'

export interface OpenKernel extends Kernel {
  clock: MovableClock
  /** Reads calendar, settings and catalogues anew; what a process saw before stays in force until then. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export interface KernelOptions {
  url: string
  schema: string
  poolSize: number
  /** Whether requests are answered: part of the pool is then set aside for what they read. */
  hasLanes?: boolean
  piiKeys: readonly PiiKey[]
}

/** The connections of the pool that reads share; the others are for transactions. */
const READING_SHARE = 0.2

/** Opens the county's pool and loads what every request needs: the clock's offset, the calendar, the settings, the catalogues. */
export async function openKernel({ url, schema, poolSize, hasLanes = true, piiKeys }: KernelOptions): Promise<OpenKernel> {
  const db = openDatabase(url, { schema, max: poolSize, lanes: hasLanes ? Math.floor(poolSize * READING_SHARE) : 0 })
  let facts = await loadFacts(db)
  const clock = createClock(facts.offsetMs)
  return {
    db,
    clock,
    wallClock: () => Date.now(),
    cipher: createCipher(piiKeys),
    calendar: () => facts.calendar,
    setting: <T>(key: string, fallback: T): T => (facts.settings.has(key) ? (facts.settings.get(key) as T) : fallback),
    catalogue: (name, now, builtIn) => catalogueInForce(facts.catalogues, name, now, builtIn),
    async refresh() {
      facts = await loadFacts(db)
      clock.offsetMs = facts.offsetMs
    },
    close: () => db.close(),
  }
}

interface Facts {
  offsetMs: number
  calendar: Calendar
  settings: ReadonlyMap<string, unknown>
  catalogues: KnownCatalogues
}

async function loadFacts(db: Database): Promise<Facts> {
  const { sql } = db
  const [clock] = await sql<{ offset_ms: string }[]>`select offset_ms from domain_clock`
  const settings = await sql<{ key: string; value: unknown }[]>`select key, value from settings`
  const offsetMs = Number(clock?.offset_ms ?? 0)
  return {
    offsetMs,
    calendar: await readCalendar(db),
    settings: new Map(settings.map(({ key, value }) => [key, value])),
    catalogues: await readCatalogues(db, createClock(offsetMs).now()),
  }
}
