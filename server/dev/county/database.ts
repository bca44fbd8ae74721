import postgres, { type Sql } from 'postgres'
import { TableWriter } from './copy.ts'

/** Connections for bulk work, opened as they are asked for. Parallel plans would only crowd two cores. */
export function openLoad(url: string, schema: string, max: number): Sql {
  return postgres(url, {
    max,
    onnotice: () => undefined,
    connection: {
      search_path: `"${schema}", public`,
      synchronous_commit: 'off',
      jit: 'off',
      maintenance_work_mem: '128MB',
      max_parallel_maintenance_workers: 0,
      max_parallel_workers_per_gather: 0,
      // Rough statistics serve the first minutes; autovacuum takes better ones.
      default_statistics_target: 20,
      application_name: 'huying-county',
    } as never,
  }) as unknown as Sql
}

interface Statement {
  drop: string
  create: string
  /** Foreign keys come back last, and are checked. */
  validate?: string
  kind: 'key' | 'index' | 'foreign'
}

/**
 * Takes keys, indexes and foreign keys off these tables and gives the way to put them back: to fill a table and then
 * sort once costs a fraction of keeping every index in order, and the constraints are checked all the same.
 */
export async function withoutIndexes<T>(sql: Sql, schema: string, tables: readonly string[], fill: () => Promise<T>, onBuild: () => void): Promise<T> {
  const statements = await constraintsOf(sql, schema, tables)
  const of = (kind: Statement['kind']) => statements.filter((statement) => statement.kind === kind)
  for (const { drop } of [...of('foreign'), ...of('key'), ...of('index')]) await sql.unsafe(drop)
  const result = await fill()
  onBuild()
  // A table locks while it takes a key; indexes of one table may be built side by side.
  await inParallel(sql, of('key'), async ({ create }) => void (await sql.unsafe(create)))
  await inParallel(sql, of('index'), async ({ create }) => void (await sql.unsafe(create)))
  // Checking a thousand rows against a quarter of a million wants a plan that knows which is which.
  await inParallel(sql, tables, async (table) => void (await sql.unsafe(`analyze ${table}`)))
  for (const { create } of of('foreign')) await sql.unsafe(create)
  await inParallel(sql, of('foreign'), async ({ validate }) => void (await sql.unsafe(validate!)))
  return result
}

async function constraintsOf(sql: Sql, schema: string, tables: readonly string[]): Promise<Statement[]> {
  const constraints = await sql<{ table: string; name: string; type: string; definition: string }[]>`
    select c.conrelid::regclass::text as table, c.conname as name, c.contype as type, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
    left join pg_class r on r.oid = c.confrelid
    where n.nspname = ${schema} and ((c.contype in ('p', 'u', 'x') and t.relname = any(${[...tables]}))
      or (c.contype = 'f' and (t.relname = any(${[...tables]}) or r.relname = any(${[...tables]}))))
    order by t.relname, c.conname`
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = ${schema} and i.tablename = any(${[...tables]})
      and not exists (select 1 from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = ${schema} and c.conname = i.indexname)
    order by i.indexname`
  return [
    ...constraints.map(({ table, name, type, definition }): Statement => ({
      kind: type === 'f' ? 'foreign' : 'key',
      drop: `alter table ${table} drop constraint "${name}"`,
      create: `alter table ${table} add constraint "${name}" ${definition}${type === 'f' ? ' not valid' : ''}`,
      validate: `alter table ${table} validate constraint "${name}"`,
    })),
    ...indexes.map(({ name, definition }): Statement => ({ kind: 'index', drop: `drop index "${name}"`, create: definition })),
  ]
}

async function inParallel<T>(sql: Sql, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(Array.from({ length: sql.options.max }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }))
}

/** One writer a table, each on its connection; all closed together. */
export class Load {
  private readonly writers: TableWriter[] = []
  constructor(private readonly sql: Sql) {}

  async table(name: string, columns: readonly string[]): Promise<TableWriter> {
    const writer = await TableWriter.open(this.sql, name, columns)
    this.writers.push(writer)
    return writer
  }

  async close(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.close()))
  }
}
