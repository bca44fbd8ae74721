import type { Env } from './env.ts'
import { createCipher } from './kernel/cipher.ts'
import { openDatabase } from './kernel/db.ts'
import { resealTable } from './kernel/reseal.ts'
import { sealedTables } from './modules/sealed-tables.ts'

const CONNECTIONS = 4

/**
 * `keys:rotate`: seals everything personal under the first key of PII_KEYS, while the county goes on. Prints what was done; answers
 * the exit code, 1 where a value could not be opened: its key must stay in PII_KEYS.
 */
export async function rotateKeysCommand(url: string, env: Pick<Env, 'schema' | 'piiKeys'>, print: (line: string) => void): Promise<number> {
  const db = openDatabase(url, { schema: env.schema, max: CONNECTIONS, name: 'huying keys:rotate' })
  const cipher = createCipher(env.piiKeys)
  let faults = 0
  try {
    for (const sealed of sealedTables) {
      const done = await resealTable(db, cipher, sealed)
      print(`${done.table}：看过 ${done.rows} 行，换了密钥 ${done.resealed} 行${done.faults.length > 0 ? `，打不开 ${done.faults.length} 行，第一行 ${done.faults[0]}` : ''}`)
      faults += done.faults.length
    }
    print(faults === 0 ? `全部在用密钥 ${env.piiKeys[0]?.id ?? ''}，旧密钥可以从 PII_KEYS 里去掉。` : '有打不开的，旧密钥还不能去掉。')
    return faults === 0 ? 0 : 1
  } finally {
    await db.close()
  }
}
