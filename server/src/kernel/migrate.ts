import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'

export interface MigrateOptions {
  /** The county's PostgreSQL schema; made if missing. */
  schema: string
  /** Default: the repository's migrations/. */
  directory?: string
}

/** Extensions serve every county of the database, so they live in public, which each county's search_path ends with. */
const extensions = ['btree_gist', 'pg_trgm', 'pgcrypto']
const ourDirectory = fileURLToPath(new URL('../../../migrations', import.meta.url))
/** One lock for a whole database: two counties may not create the extensions at once either. */
const advisoryLock = 7_220_611_023

export interface Migration {
  name: string
  sha256: string
  text: string
}

/** A database that must not be touched: its migrations and ours tell different stories, or it cannot search Chinese. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/**
 * Brings one county's schema forward: every migrations/*.sql not yet applied, in file-name order, each in a
 * transaction of its own, recorded with its hash in `<schema>.migrations`. Safe to run from many processes at once.
 * @returns the names just applied
 * @throws MigrationError if an applied file was changed or is missing, if a new one sorts before it, or if one fails
 */
export async function migrate(url: string, { schema, directory = ourDirectory }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { search_path: `"${schema}", public` } })
  try {
    await sql`select pg_advisory_lock(${advisoryLock})`
    await prepare(sql, schema)
    const pending = pendingAfter(await readApplied(sql, schema), migrations)
    for (const migration of pending) await apply(sql, schema, migration)
    return pending.map(({ name }) => name)
  } finally {
    await sql.end()
  }
}

/**
 * For a process that starts: is the database as far as the program, no more and no less?
 * @throws MigrationError where it is not
 */
export async function checkMigrated(url: string, { schema, directory = ourDirectory }: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(directory)
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const [table] = await sql<{ name: string | null }[]>`select to_regclass(${`"${schema}".migrations`}) as name`
    const pending = pendingAfter(table?.name ? await readApplied(sql, schema) : [], migrations)
    if (pending.length > 0) throw new MigrationError(`${pending.map(({ name }) => name).join(', ')} not applied yet: run main.js migrate first`)
  } finally {
    await sql.end()
  }
}

/** The files still to apply, once it is sure that those already applied are the ones we have. */
export function pendingAfter(applied: readonly { name: string; sha256: string }[], migrations: readonly Migration[]): Migration[] {
  const ours = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, sha256 } of applied) {
    const file = ours.get(name)
    if (!file) throw new MigrationError(`${name} was applied to this database but is missing here: is the program older than the database?`)
    if (file.sha256 !== sha256) throw new MigrationError(`${name} was changed after it had been applied: restore it and write a new migration`)
  }
  const done = new Set(applied.map(({ name }) => name))
  const last = applied.at(-1)?.name ?? ''
  const pending = migrations.filter(({ name }) => !done.has(name))
  const late = pending.find(({ name }) => name < last)
  if (late) throw new MigrationError(`${late.name} sorts before ${last}, which is applied already: give it a later number`)
  return pending
}

async function readApplied(sql: Sql, schema: string): Promise<{ name: string; sha256: string }[]> {
  return sql<{ name: string; sha256: string }[]>`select name, sha256 from ${sql(schema)}.migrations order by name collate "C"`
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(`${directory}/${name}`, 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function prepare(sql: Sql, schema: string): Promise<void> {
  await sql`create schema if not exists ${sql(schema)}`
  for (const extension of extensions) await sql`create extension if not exists ${sql(extension)} schema public`
  await checkChineseSearch(sql)
  await sql`create table if not exists ${sql(schema)}.migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`
}

/** With LC_CTYPE "C" trigrams of Chinese words are empty: every search would miss, or scan the table. */
async function checkChineseSearch(sql: Sql): Promise<void> {
  const [row] = await sql<{ trigrams: string[] }[]>`select show_trgm('充电桩') as trigrams`
  if (row?.trigrams.length === 0)
    throw new MigrationError(
      'this database cannot search Chinese text: create it with LC_CTYPE C.UTF-8 (createdb --template=template0 --locale=C.UTF-8)',
    )
}

async function apply(sql: Sql, schema: string, { name, sha256, text }: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`insert into ${tx(schema)}.migrations (name, sha256) values (${name}, ${sha256})`
    })
  } catch (error) {
    const { message, position } = error as { message: string; position?: string }
    const line = position ? `:${[...text].slice(0, Number(position)).join('').split('\n').length}` : ''
    throw new MigrationError(`${name}${line}: ${message}`, { cause: error })
  }
}
