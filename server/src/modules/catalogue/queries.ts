import type { CatalogueName } from '../../kernel/catalogues.ts'
import type { Position } from '../../kernel/cursor.ts'
import type { Db } from '../../kernel/db.ts'

/** Who wrote a version, and when. */
export interface Written {
  id: string
  version: number
  note: string
  /** Staff name, 刘*平. */
  by: string
  inForceAt: Date
  createdAt: Date
}

export async function listVersions({ sql }: Db, name: CatalogueName, after: Position | null, limit: number): Promise<Written[]> {
  return sql<Written[]>`select v.id, v.version, v.note, a.staff_name as by, v.in_force_at as "inForceAt", v.created_at as "createdAt"
    from catalogue_versions v join accounts a on a.id = v.created_by
    where v.name = ${name} and ${after ? sql`(v.created_at, v.id) < (${after.at}, ${after.id}::uuid)` : sql`true`}
    order by v.created_at desc, v.id desc limit ${limit}`
}

export async function findVersion({ sql }: Db, name: CatalogueName, version: number): Promise<Written | null> {
  const [found] = await sql<Written[]>`select v.id, v.version, v.note, a.staff_name as by, v.in_force_at as "inForceAt", v.created_at as "createdAt"
    from catalogue_versions v join accounts a on a.id = v.created_by where v.name = ${name} and v.version = ${version}`
  return found ?? null
}

/** The highest number given out; 0 where nothing was published yet. */
export async function newestVersion({ sql }: Db, name: CatalogueName): Promise<number> {
  const [found] = await sql<{ newest: number }[]>`select coalesce(max(version), 0) as newest from catalogue_versions where name = ${name}`
  return found!.newest
}

/** Which of these codes are areas a case can lie in by its code: a county, a town, a community, a grid. */
export async function knownAreas({ sql }: Db, codes: readonly string[]): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`select code from areas where code = any(${[...codes]}::text[]) and kind in ('county', 'town', 'community', 'grid')`
  return rows.map(({ code }) => code)
}
