import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/src/kernel/db.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

const CONNECTIONS = 2
/** Around the driver's own limit of what it sends ahead on each connection. */
const FEWEST = 195
const MOST = 205

let db: Database
beforeAll(async () => {
  db = openDatabase(await createDatabase(), { schema: testSchema, max: CONNECTIONS, name: 'crowd' })
})
afterAll(() => db.close())

test('a transaction that begins behind however many reads of the same moment has its connection to itself, and leaves none inside one', async () => {
  for (let reads = FEWEST; reads <= MOST; reads++) {
    const crowd = Array.from({ length: reads }, (_, id) => db.sql`select ${id}::int as id`.then(([row]) => row!.id as number))
    const [answers, [inside]] = await Promise.all([Promise.all(crowd), db.transaction(({ sql }) => sql`select txid_current_if_assigned() is null as "isFresh"`)])
    expect([answers.length, inside]).toEqual([reads, { isFresh: true }])
    const states = await db.sql`select state from pg_stat_activity where application_name = 'crowd' and pid <> pg_backend_pid()`
    expect(states.every(({ state }) => state === 'idle')).toBe(true)
  }
})
