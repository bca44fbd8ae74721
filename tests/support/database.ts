import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { templateDatabase, withDatabase } from './cluster.ts'

/**
 * A migrated, empty database of the caller's own, gone with the run: one a test file is enough.
 * The county's tables are in the schema `testSchema`.
 * @returns its address
 */
export async function createDatabase(): Promise<string> {
  return create((sql, name) => sql`create database ${sql(name)} template ${sql(templateDatabase)} strategy file_copy`)
}

/** A database with nothing in it, for tests of what makes one. */
export async function createBareDatabase(): Promise<string> {
  return create((sql, name) => sql`create database ${sql(name)} template template0`)
}

async function create(statement: (sql: postgres.Sql, name: string) => Promise<unknown>): Promise<string> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const sql = postgres(clusterUrl, { max: 1, onnotice: () => undefined })
  try {
    await statement(sql, name)
  } finally {
    await sql.end()
  }
  return withDatabase(clusterUrl, name)
}
