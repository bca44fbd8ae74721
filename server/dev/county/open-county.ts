import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'
import postgres, { type Sql } from 'postgres'
import type { PiiKey } from '../../src/kernel/cipher.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { Problem } from '../problem.ts'
import { readCountyMark, seedCounty } from './seed-county.ts'

export interface OpenCountyOptions {
  /** A role that owns the database. */
  url: string
  schema: string
  piiKeys: readonly PiiKey[]
  now: Date
  /** The size, where it is seeded now. */
  scale: number
  /** What is being done, in Chinese. */
  onProgress: (detail: string) => void
}

/**
 * Makes sure that a migrated schema holds the whole demo county: seeds an empty one, as of today in Shanghai; begins
 * anew where the last seeding was cut off; leaves a whole one as it is.
 * @throws Problem where the schema holds data of somebody else
 */
export async function openCounty({ url, schema, piiKeys, now, scale, onProgress }: OpenCountyOptions): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: `"${schema}", public` } })
  try {
    const mark = await readCountyMark(sql)
    if (mark?.isWhole) return
    if (mark) await startOver(sql, url, schema, onProgress)
    else if (await hasPeople(sql))
      throw new Problem(
        '这个数据库里有别的数据，演示县不能放进去。The database holds other data; the demo county cannot be seeded into it.',
        '请换一个空的数据库（DATABASE_URL），或者换一个数据目录（DATA_DIR）。Give an empty DATABASE_URL or another DATA_DIR.',
      )
  } finally {
    await sql.end()
  }
  await seedCounty({ url, schema, startDate: isoDate(dayOf(now.getTime())), piiKeys, scale, onProgress })
}

async function startOver(sql: Sql, url: string, schema: string, onProgress: (detail: string) => void): Promise<void> {
  onProgress('上次没有做完，从头再来')
  await sql`drop schema ${sql(schema)} cascade`
  await migrate(url, { schema })
}

async function hasPeople(sql: Sql): Promise<boolean> {
  const [found] = await sql<{ some: boolean }[]>`select exists (select 1 from accounts) as some`
  return found!.some
}
