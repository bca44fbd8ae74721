import { workerData } from 'node:worker_threads'
import { BOOKING_COLUMNS, type BookingTables } from './bookings-tables.ts'
import { writeBookings } from './bookings.ts'
import { openLedger, reviveWorld, type BookingsTask } from './complaints-task.ts'
import { Load, openLoad } from './database.ts'
import { writePlaces } from './services.ts'

const LEDGER_TABLES = 3

const { url, schema, piiKeys, nowMs, scale, world, places, createdMs } = workerData.task as BookingsTask
const sql = openLoad(url, schema, Object.keys(BOOKING_COLUMNS).length + LEDGER_TABLES)
try {
  const load = new Load(sql)
  const ledger = await openLedger(load, piiKeys, nowMs)
  const tables: Partial<BookingTables> = {}
  for (const [table, columns] of Object.entries(BOOKING_COLUMNS)) tables[table as keyof BookingTables] = await load.table(table, columns)
  writePlaces(places, createdMs, tables as BookingTables)
  await writeBookings(reviveWorld(world), places, ledger, tables as BookingTables, scale)
  await load.close()
  await sql.end()
} catch (error) {
  // Copies that are still open would never end by themselves.
  void sql.end({ timeout: 0 })
  throw error
}
