import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { createCipher } from '../../src/kernel/cipher.ts'
import { ACCOUNT_COLUMNS, HOUSE_COLUMNS, writeAccounts, writeHouses } from './accounts.ts'
import { openLoad, Load } from './database.ts'
import type { Geography } from './geography.ts'
import { People, type PeopleColumns } from './people.ts'

export interface AccountsTask {
  url: string
  schema: string
  piiKeys: string
  geography: Geography
  columns: PeopleColumns
  /** In which ages are counted. */
  year: number
}

/** Houses are written at once; accounts when the offices are given out and it is told who can be logged in as. */
const { url, schema, piiKeys, geography, columns, year } = workerData.task as AccountsTask
const told = once(parentPort!, 'message') as Promise<[personas: ReadonlyMap<number, string>]>
const sql = openLoad(url, schema, 2)
const load = new Load(sql)
const cipher = createCipher(piiKeys)
await writeHouses(geography, cipher, await load.table('houses', HOUSE_COLUMNS))
const [personas] = await told
await writeAccounts(new People(geography, columns, year, personas), cipher, await load.table('accounts', ACCOUNT_COLUMNS))
await load.close()
await sql.end()
