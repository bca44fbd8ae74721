import { parseIsoDate, startOfDay } from '@huying/shared/kernel/calendar-day'
import type { Sql } from 'postgres'
import { setFlagsFromString } from 'node:v8'
import type { PiiKey } from '../../src/kernel/cipher.ts'
import { withBundle } from './bundle.ts'
import { openLoad, withoutIndexes } from './database.ts'
import type { Filling } from './fill.ts'
import { runWorker } from './workers.ts'

export interface SeedOptions {
  /** A role that owns the schema. */
  url: string
  schema: string
  /** `2026-11-24`: the day of the first start. The county's past ends as it begins, at 00:00 in Shanghai. */
  startDate: string
  piiKeys: string | readonly PiiKey[]
  /** What is being done, in Chinese. */
  onProgress?: (detail: string) => void
  /** 1 is the real size; tests take a part of the people, grids and cases. */
  scale?: number
}

/** V8's helper threads. */
const COLLECTORS = ['parallel-scavenge', 'concurrent-marking', 'concurrent-sweeping']
/** Connections that put keys and indexes back. */
const BUILDERS = 3
/** The setting that says what the schema holds; it is written first, and again when all is done. */
const MARK = 'demoCounty'

const TABLES = [
  'calendar_years', 'calendar_days', 'history', 'history_values', 'clocks', 'areas', 'compounds', 'houses', 'accounts', 'appointments',
  'absences', 'dependents', 'units', 'party_organizations', 'party_members', 'associations', 'association_members', 'chair_terms', 'wishes',
  'wish_claims', 'wish_notes', 'complaints', 'complaint_contacts', 'complaint_questions', 'demands', 'dispatches', 'dispatch_contacts', 'dispatch_notes', 'uploads', 'places', 'services',
  'service_sessions', 'bookings', 'waitlist_entries', 'booking_bars',
]

/** What `seedCounty` left in a schema; one that is not whole was cut off, and is to be dropped. */
export interface CountyMark {
  startDate: string
  scale: number
  isWhole: boolean
}

/** null where no demo county was ever begun. */
export async function readCountyMark(sql: Sql): Promise<CountyMark | null> {
  const [row] = await sql<{ value: CountyMark }[]>`select value from settings where key = ${MARK}`
  return row?.value ?? null
}

/**
 * Fills a migrated, empty schema with the demo county 演示数据: a fictional year in the real divisions of Shangnan.
 * The same start date gives the same rows, cell for cell, but for the nonces of sealed values.
 */
export async function seedCounty({ url, schema, startDate, piiKeys, onProgress = () => undefined, scale = 1 }: SeedOptions): Promise<void> {
  const sql = openLoad(url, schema, BUILDERS)
  const filling: Filling = { url, schema, nowMs: startOfDay(parseIsoDate(startDate)), piiKeys: keysText(piiKeys), scale }
  const mark: CountyMark = { startDate, scale, isWhole: false }
  // Four threads of ours keep two cores busy; helpers of each collection would only take turns with them.
  for (const helper of COLLECTORS) setFlagsFromString(`--no-${helper}`)
  try {
    await sql`insert into settings (key, value) values (${MARK}, ${sql.json({ ...mark })})`
    await withoutIndexes(sql, schema, TABLES, () => withBundle((bundle) => runWorker<Filling>('fill-worker', filling, { bundle, onProgress })), () => onProgress('建索引'))
    await sql`update settings set value = ${sql.json({ ...mark, isWhole: true })} where key = ${MARK}`
  } finally {
    for (const helper of COLLECTORS) setFlagsFromString(`--${helper}`)
    await sql.end()
  }
}

const keysText = (keys: string | readonly PiiKey[]): string =>
  typeof keys === 'string' ? keys : keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',')
