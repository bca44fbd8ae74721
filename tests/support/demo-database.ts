import { randomBytes } from 'node:crypto'
import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'
import { seedCounty } from '../../server/dev/county/seed-county.ts'
import { loadEnv } from '../../server/src/env.ts'
import { templateDatabase, testSchema, withDatabase } from './cluster.ts'

/** Two test files that ask at once: the second waits while the first seeds. */
const SEEDING_LOCK = 611_023

/**
 * A copy of the demo county of today, gone with the run. The first of a run that asks for a scale seeds it; the copies
 * after that are files copied.
 * @returns its address
 */
export async function createDemoDatabase(scale: number): Promise<string> {
  const clusterUrl = inject('clusterUrl')
  const sql = postgres(clusterUrl, { max: 1, onnotice: () => undefined })
  try {
    const template = await templateOf(sql, clusterUrl, scale)
    const name = `demo_${randomBytes(6).toString('hex')}`
    await sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`
    return withDatabase(clusterUrl, name)
  } finally {
    await sql.end()
  }
}

async function templateOf(sql: Sql, clusterUrl: string, scale: number): Promise<string> {
  const template = `demo_template_${String(scale).replace('.', '_')}`
  await sql`select pg_advisory_lock(${SEEDING_LOCK})`
  try {
    const [ready] = await sql`select 1 from pg_database where datname = ${template} and datistemplate`
    if (ready) return template
    await sql`drop database if exists ${sql(template)}`
    await sql`create database ${sql(template)} template ${sql(templateDatabase)} strategy file_copy`
    const { piiKeys } = loadEnv({})
    await seedCounty({ url: withDatabase(clusterUrl, template), schema: testSchema, startDate: isoDate(dayOf(Date.now())), piiKeys, scale })
    await sql`alter database ${sql(template)} is_template true`
    return template
  } finally {
    await sql`select pg_advisory_unlock(${SEEDING_LOCK})`
  }
}
