import postgres from 'postgres'
import { beforeAll, expect, test } from 'vitest'
import { sealedTables } from '../../../server/src/modules/sealed-tables.ts'
import { PERSONAL } from '../../personal-data/inventory.ts'
import { PLAIN } from '../../personal-data/plain-columns.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

let schema: { table: string; column: string }[]
beforeAll(async () => {
  const sql = postgres(await createDatabase(), { max: 1 })
  schema = await sql<{ table: string; column: string }[]>`select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name) where c.table_schema = ${testSchema} and t.table_type = 'BASE TABLE' and c.table_name <> 'migrations'`
  await sql.end()
})

const personal = Object.entries(PERSONAL).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`))
const plain = Object.entries(PLAIN).flatMap(([table, columns]) => columns.split(' ').filter(Boolean).map((column) => `${table}.${column}`))

test('every column of every table is called personal or plain, and none is called both', () => {
  const columns = schema.map(({ table, column }) => `${table}.${column}`)
  expect(columns.length).toBeGreaterThan(300)
  expect(columns.filter((name) => !personal.includes(name) && !plain.includes(name)), 'say in tests/personal-data whether it tells something of a person').toEqual([])
  expect([...personal, ...plain].filter((name) => !columns.includes(name))).toEqual([])
  expect(personal.filter((name) => plain.includes(name))).toEqual([])
})

test('what is called sealed is what is sealed, and is replaced with its key', () => {
  const sealed = Object.entries(PERSONAL).flatMap(([table, columns]) =>
    Object.entries(columns).filter(([, { atRest }]) => atRest === 'sealed').map(([column]) => `${table}.${column}`))
  expect(sealed.toSorted()).toEqual(sealedTables.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)).toSorted())
  const indexes = Object.entries(PERSONAL).flatMap(([table, columns]) =>
    Object.entries(columns).filter(([, { atRest }]) => atRest === 'keyed index').map(([column]) => `${table}.${column}`))
  expect(indexes.toSorted()).toEqual(sealedTables.flatMap(({ table, index }) => (index ? [`${table}.${index.column}`] : [])).toSorted())
})
