import { workerData } from 'node:worker_threads'
import { createCipher } from '../../src/kernel/cipher.ts'
import { ACCOUNT_COLUMNS, HOUSE_COLUMNS, writeAccounts, writeHouses } from './accounts.ts'
import { openLoad, Load } from './database.ts'
import type { PeopleColumns } from './people.ts'

export interface AccountsTask {
  url: string
  schema: string
  piiKeys: string
  columns: PeopleColumns
}

const { url, schema, piiKeys, columns } = workerData.task as AccountsTask
const sql = openLoad(url, schema, 2)
const load = new Load(sql)
const cipher = createCipher(piiKeys)
await writeHouses(columns, cipher, await load.table('houses', HOUSE_COLUMNS))
await writeAccounts(columns, cipher, await load.table('accounts', ACCOUNT_COLUMNS))
await load.close()
await sql.end()
