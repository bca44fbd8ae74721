import { workerData } from 'node:worker_threads'
import { CASE_COLUMNS, type CaseTables } from './complaints-tables.ts'
import { writeCases } from './complaints.ts'
import { openLedger, reviveWorld, type StoriesTask } from './complaints-task.ts'
import { Load, openLoad } from './database.ts'

const LEDGER_TABLES = 3

const { url, schema, piiKeys, nowMs, scale, world } = workerData.task as StoriesTask
const sql = openLoad(url, schema, Object.keys(CASE_COLUMNS).length + LEDGER_TABLES)
try {
  const load = new Load(sql)
  const ledger = await openLedger(load, piiKeys, nowMs)
  const tables: Partial<CaseTables> = {}
  for (const [table, columns] of Object.entries(CASE_COLUMNS)) tables[table as keyof CaseTables] = await load.table(table, columns)
  await writeCases(reviveWorld(world), ledger, tables as CaseTables, scale)
  await load.close()
  await sql.end()
} catch (error) {
  // Copies that are still open would never end by themselves.
  void sql.end({ timeout: 0 })
  throw error
}
