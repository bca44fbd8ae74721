import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../../server/src/kernel/migrate.ts'
import { testSchema, withDatabase } from '../../support/cluster.ts'
import { createBareDatabase, createDatabase } from '../../support/database.ts'

let url: string
let sql: postgres.Sql
let directory: string
const write = (name: string, text: string) => writeFile(join(directory, name), text)
const run = (schema = 'county_a') => migrate(url, { schema, directory })

beforeEach(async () => {
  url = await createBareDatabase()
  sql = postgres(url, { max: 1, onnotice: () => undefined })
  directory = await mkdtemp(join(tmpdir(), 'migrations-'))
  await write('0001_first.sql', 'create table first (id int); insert into first values (1);')
  await write('0002_second.sql', 'alter table first add name text;')
  return async () => {
    await sql.end()
    await rm(directory, { recursive: true })
  }
})

describe('a new county', () => {
  it('gets a schema with every migration in file-name order, recorded with its hash', async () => {
    expect(await run()).toEqual(['0001_first.sql', '0002_second.sql'])
    expect(await sql`select name, length(sha256) as hash from county_a.migrations order by name`).toEqual([
      { name: '0001_first.sql', hash: 64 },
      { name: '0002_second.sql', hash: 64 },
    ])
    expect(await sql`select id, name from county_a.first`).toEqual([{ id: 1, name: null }])
  })

  it('shares the database with others but no table', async () => {
    await run('county_a')
    await run('county_b')
    await sql`delete from county_a.first`
    expect(await sql`select id from county_b.first`).toHaveLength(1)
  })

  it('finds the extensions in public', async () => {
    await run()
    const rows = await sql<{ extname: string }[]>`
      select extname from pg_extension where extnamespace = 'public'::regnamespace order by extname`
    expect(rows.map(({ extname }) => extname)).toEqual(['btree_gist', 'pg_trgm', 'pgcrypto'])
  })
})

describe('a county that exists', () => {
  it('gets only what is new, and nothing the second time', async () => {
    await run()
    await write('0003_third.sql', 'create table third (id int);')
    expect(await run()).toEqual(['0003_third.sql'])
    expect(await run()).toEqual([])
  })

  it('is migrated once when several processes start together', async () => {
    const applied = await Promise.all([run(), run(), run()])
    expect(applied.flat()).toEqual(['0001_first.sql', '0002_second.sql'])
  })

  it('is refused when an applied file was changed', async () => {
    await run()
    await write('0001_first.sql', 'create table first (id bigint);')
    await expect(run()).rejects.toThrow('0001_first.sql was changed')
  })

  it('is refused when an applied file is missing', async () => {
    await run()
    await unlink(join(directory, '0002_second.sql'))
    await expect(run()).rejects.toThrow('0002_second.sql was applied to this database but is missing')
  })

  it('is refused when a new file would come before an applied one', async () => {
    await run()
    await write('0001_late.sql', 'select 1;')
    await expect(run()).rejects.toThrow('0001_late.sql sorts before')
  })
})

it('leaves no trace of a migration that fails, names its line, and keeps the ones before it', async () => {
  await write('0003_broken.sql', '-- 说明\ncreate table third (id int);\ninsert into nowhere values (1);')
  await expect(run()).rejects.toThrow(/0003_broken\.sql:3: relation "nowhere" does not exist/)
  expect(await sql`select to_regclass('county_a.third') as third`).toEqual([{ third: null }])
  expect(await sql`select name from county_a.migrations`).toHaveLength(2)
})

it('refuses a database that cannot search Chinese', async () => {
  await sql`create database blind template template0 locale 'C' locale_provider 'libc'`
  await expect(migrate(withDatabase(url, 'blind'), { schema: 'county_a', directory })).rejects.toThrow('cannot search Chinese')
  await sql`drop database blind`
})

describe('the migrations of this repository', () => {
  it('are applied in the template that tests copy', async () => {
    const own = postgres(await createDatabase(), { max: 1 })
    const rows = await own`select name from ${own(testSchema)}.migrations`
    await own.end()
    expect(rows.length).toBeGreaterThan(0)
  })
})
