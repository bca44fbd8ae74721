import { parseIsoDate, startOfDay } from '@huying/shared/kernel/calendar-day'
import type { Sql } from 'postgres'
import type { PiiKey } from '../../src/kernel/cipher.ts'
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

/** Connections that put keys and indexes back. */
const BUILDERS = 3
/** The setting that says the county is whole; it is written last. */
export const SEEDED_SETTING = 'demoCounty'

const TABLES = [
  'settings', 'calendar_years', 'calendar_days', 'history', 'history_values', 'clocks', 'areas', 'compounds', 'houses', 'accounts', 'appointments',
  'absences', 'dependents', 'units', 'party_organizations', 'party_members', 'associations', 'association_members', 'chair_terms', 'wishes',
  'wish_claims', 'wish_notes',
]

/** Whether `seedCounty` has filled this schema to the end; a run that was cut off leaves it false, and a schema to be dropped. */
export async function isCountySeeded(sql: Sql): Promise<boolean> {
  return (await sql`select 1 from settings where key = ${SEEDED_SETTING}`).length > 0
}

/**
 * Fills a migrated, empty schema with the demo county 演示数据: a fictional year in the real divisions of Shangnan.
 * The same start date gives the same rows, cell for cell, but for the nonces of sealed values.
 */
export async function seedCounty({ url, schema, startDate, piiKeys, onProgress = () => undefined, scale = 1 }: SeedOptions): Promise<void> {
  const sql = openLoad(url, schema, BUILDERS)
  const filling: Filling = { url, schema, nowMs: startOfDay(parseIsoDate(startDate)), piiKeys: keysText(piiKeys), scale }
  try {
    await withoutIndexes(sql, schema, TABLES, () => runWorker<Filling>('fill-worker.ts', filling, onProgress), () => onProgress('建索引'))
    await sql`insert into settings (key, value) values (${SEEDED_SETTING}, ${sql.json({ startDate, scale })})`
    await sql.unsafe('analyze')
  } finally {
    await sql.end()
  }
}

const keysText = (keys: string | readonly PiiKey[]): string =>
  typeof keys === 'string' ? keys : keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',')
