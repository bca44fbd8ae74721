import type { Db } from './db.ts'

/** The catalogues an administrator edits. */
export type CatalogueName = 'dispatchRules' | 'complaintCategories'

/** One version as it was written. Version 0 is what the program brings along; it was always in force. */
export interface CatalogueVersion<T> {
  version: number
  inForceAt: Date | null
  content: T
}

/** Of each catalogue the version in force and those that wait for their instant, newest first. */
export type KnownCatalogues = ReadonlyMap<string, readonly CatalogueVersion<unknown>[]>

export async function readCatalogues({ sql }: Db, now: Date): Promise<KnownCatalogues> {
  const rows = await sql<({ name: string } & CatalogueVersion<unknown>)[]>`select name, version, in_force_at as "inForceAt", content from catalogue_versions v
    where version >= coalesce((select max(o.version) from catalogue_versions o where o.name = v.name and o.in_force_at <= ${now}), 0) order by version desc`
  return new Map(rows.map(({ name }) => [name, rows.filter((row) => row.name === name)]))
}

/** The highest version whose instant has come: a later one builds on those before it, also on one that never came into force. */
export function catalogueInForce<T>(known: KnownCatalogues, name: CatalogueName, now: Date, builtIn: T): CatalogueVersion<T> {
  const found = known.get(name)?.find(({ inForceAt }) => inForceAt !== null && inForceAt <= now)
  return (found as CatalogueVersion<T> | undefined) ?? { version: 0, inForceAt: null, content: builtIn }
}

/** A version by its number, also one that is over; null where there is none. */
export async function readCatalogueVersion<T>({ sql }: Db, name: CatalogueName, version: number, builtIn: T): Promise<CatalogueVersion<T> | null> {
  if (version === 0) return { version: 0, inForceAt: null, content: builtIn }
  const [row] = await sql<CatalogueVersion<T>[]>`select version, in_force_at as "inForceAt", content from catalogue_versions
    where name = ${name} and version = ${version}`
  return row ?? null
}
