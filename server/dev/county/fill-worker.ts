import { parentPort, workerData } from 'node:worker_threads'
import { openLoad } from './database.ts'
import { fill, type Filling } from './fill.ts'

/** One connection a table that is written at the same time. */
const CONNECTIONS = 40

const filling = workerData.task as Filling
const sql = openLoad(filling.url, filling.schema, CONNECTIONS)
try {
  await fill(sql, filling, (detail) => parentPort!.postMessage(detail))
  await sql.end()
} catch (error) {
  // Copies that are still open would never end by themselves.
  void sql.end({ timeout: 0 })
  throw error
}
