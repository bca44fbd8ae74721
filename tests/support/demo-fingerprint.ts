import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Cipher } from '../../server/src/kernel/cipher.ts'

/** Bytes that are no sealed values: hashes, salts and blind indexes are the same each time. */
const PLAIN_BYTES = new Set(['previous_hash', 'hash', 'history_head', 'salt', 'phone_index', 'on_behalf_index', 'sha256'])
/** What migrations and a running server write. */
const NOT_SEEDED = new Set(['migrations', 'sessions'])

interface Column {
  table: string
  column: string
  type: string
}

/** Every table of the schema that has rows → a digest of them in whatever order they lie; sealed values count as what they open to. */
export async function fingerprint(sql: Sql, schema: string, cipher: Cipher): Promise<Record<string, string>> {
  const columns = await sql<Column[]>`select table_name as table, column_name as column, data_type as type from information_schema.columns
    where table_schema = ${schema} order by table_name, ordinal_position`
  const digests: Record<string, string> = {}
  for (const table of new Set(columns.map((column) => column.table))) {
    if (NOT_SEEDED.has(table)) continue
    const own = columns.filter((column) => column.table === table)
    const isSealed = ({ column, type }: Column) => type === 'bytea' && !PLAIN_BYTES.has(column)
    const plain = own.filter((column) => !isSealed(column)).map(({ column }) => sql`${sql(column)}`)
    const [row] = await sql<{ count: number; digest: string | null }[]>`select count(*)::int as count, md5(string_agg(cells, '' order by cells)) as digest
      from (select md5(row(${plain.flatMap((column, i) => (i === 0 ? [column] : [sql`, `, column]))})::text) as cells from ${sql(schema)}.${sql(table)}) rows`
    if (row!.count === 0) continue
    const opened = await Promise.all(own.filter(isSealed).map(({ column }) => openedDigest(sql, schema, table, column, cipher)))
    digests[table] = [row!.count, row!.digest, ...opened].join(' ')
  }
  return digests
}

/** What a sealed value is bound to, where that is not the row's id. */
const ROW_KEYS: Readonly<Record<string, string>> = { history_values: `subject_id || '/' || seq || '/' || field` }

async function openedDigest(sql: Sql, schema: string, table: string, column: string, cipher: Cipher): Promise<string> {
  const rows = await sql.unsafe<{ key: string; value: Buffer }[]>(
    `select ${ROW_KEYS[table] ?? 'id::text'} as key, "${column}" as value from "${schema}"."${table}" where "${column}" is not null order by 1`)
  const digest = createHash('sha256')
  for (const { key, value } of rows) digest.update(`${key}\0${cipher.open({ table, column, row: key }, value)}\0`)
  return digest.digest('hex')
}
