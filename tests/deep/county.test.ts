import postgres, { type Sql } from 'postgres'
import { beforeAll, expect, it } from 'vitest'
import { seedCounty } from '../../server/dev/county/seed-county.ts'
import { loadEnv } from '../../server/src/env.ts'
import { createCipher } from '../../server/src/kernel/cipher.ts'
import { openDatabase } from '../../server/src/kernel/db.ts'
import { checkHistory } from '../../server/src/kernel/history-check.ts'
import { historyTables } from '../../server/src/modules/history-tables.ts'
import { testSchema } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { fingerprint } from '../support/demo-fingerprint.ts'

const { piiKeys } = loadEnv({})
const cipher = createCipher(piiKeys)
let url: string

async function seed(): Promise<string> {
  const address = await createDatabase()
  await seedCounty({ url: address, schema: testSchema, startDate: '2026-11-24', piiKeys })
  return address
}

const open = (address: string): Sql => postgres(address, { max: 1, onnotice: () => undefined, connection: { search_path: `${testSchema}, public` } })

beforeAll(async () => {
  url = await seed()
})

it('the full county has the numbers of the real one', async () => {
  const sql = open(url)
  const count = async (rows: PromiseLike<readonly unknown[]>) => Number(((await rows)[0] as { count: string }).count)
  expect(await count(sql`select count(*) from areas where kind = 'grid'`)).toBe(3_343)
  expect(await count(sql`select count(*) from areas where kind = 'town'`)).toBe(10)
  expect(await count(sql`select count(*) from areas where kind = 'community'`)).toBe(128)
  expect(await count(sql`select count(*) from areas where kind = 'region'`)).toBe(16)
  expect(await count(sql`select count(*) from areas where kind = 'block'`)).toBe(100)
  expect(await count(sql`select count(*) from compounds`)).toBe(109)
  expect(await count(sql`select count(*) from accounts`)).toBe(238_400)
  expect(await count(sql`select count(*) from party_members where not is_retired`)).toBe(3_247)
  expect(await count(sql`select count(*) from party_members where is_retired`)).toBe(500)
  expect(await count(sql`select count(*) from party_organizations where level = 'memberHousehold'`)).toBeGreaterThan(1_000)
  for (const [table, expected] of [['wishes', 12_000], ['complaints', 30_000], ['demands', 4_000], ['bookings', 60_000]] as const) {
    const rows = await count(sql`select count(*) from ${sql(table)}`)
    expect(rows, table).toBeGreaterThan(expected * 0.9)
    expect(rows, table).toBeLessThan(expected * 1.1)
  }
  await sql.end()
})

it('every history of the full county verifies', async () => {
  const db = openDatabase(url, { schema: testSchema, max: 1 })
  expect((await checkHistory(db, { tables: historyTables, cipher })).faults).toEqual([])
  await db.close()
})

it('the full county is the same, cell for cell, when it is seeded again', async () => {
  const [first, second] = [open(url), open(await seed())]
  expect(await fingerprint(second, testSchema, cipher)).toEqual(await fingerprint(first, testSchema, cipher))
  await Promise.all([first.end(), second.end()])
})
