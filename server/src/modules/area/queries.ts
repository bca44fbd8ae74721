import { areaErrors } from '@huying/shared/area/errors.ts'
import type { AreaKind } from '@huying/shared/area/contract.ts'
import type { Db } from '../../kernel/db.ts'

export interface AreaRow {
  code: string
  name: string
  kind: AreaKind
  parentCode: string | null
  townCode: string | null
  communityCode: string | null
  isUrban: boolean
  lng: number
  lat: number
  householdCount: number
  population: number
  dutyPhone: string | null
  compoundName: string | null
  /** As PostgreSQL writes it; null where none was asked for. */
  polygon: string | null
}

export interface Point {
  lng: number
  lat: number
}

const columns = (withShape: boolean): string => `a.code, a.name, a.kind, a.parent_code as "parentCode", a.town_code as "townCode",
  a.community_code as "communityCode", a.is_urban as "isUrban", a.lng, a.lat, a.household_count as "householdCount", a.population,
  a.duty_phone as "dutyPhone", (select name from compounds where id = a.compound_id) as "compoundName",
  ${withShape ? 'a.polygon::text' : 'null'} as polygon`

/**
 * PostgreSQL compares products of coordinates to a millionth: in degrees a whole grid is smaller than that and every
 * point near it counts as on its edge. In millionths of a degree the same comparison is exact to a hair.
 */
const FINE = 1e6

/** Grids that hold the point: the smallest first, then the lowest code. */
export async function gridsAt(db: Db, { lng, lat }: Point, { withShape = false, limit = 2 } = {}): Promise<AreaRow[]> {
  return db.sql.unsafe<AreaRow[]>(
    `select ${columns(withShape)} from areas a where kind = 'grid' and polygon && polygon(box(point($1::float8, $2::float8), point($1::float8, $2::float8)))
      and polygon(path(polygon) * point(${FINE}, 0)) @> point($1::float8 * ${FINE}, $2::float8 * ${FINE})
      order by area(path(polygon)), code limit $3`,
    [lng, lat, limit],
    { prepare: true },
  )
}

/** The node, or null where there is none. */
export async function findArea(db: Db, code: string): Promise<AreaRow | null> {
  const [found] = await db.sql.unsafe<AreaRow[]>(`select ${columns(true)} from areas a where code = $1`, [code], { prepare: true })
  return found ?? null
}

/** The node, or 404. */
export async function readArea(db: Db, code: string): Promise<AreaRow> {
  const found = await findArea(db, code)
  if (!found) throw areaErrors.AREA_NOT_FOUND()
  return found
}

export interface AreaFilter {
  parent?: string | undefined
  kind?: AreaKind | undefined
  name?: string | undefined
  at?: Point | undefined
  withShape: boolean
  /** The last code shown. */
  after?: string | undefined
  limit: number
}

/** One row more than `limit`, by code. */
export async function listAreas(db: Db, { parent, kind, name, at, withShape, after, limit }: AreaFilter): Promise<AreaRow[]> {
  if (at) return gridsAt(db, at, { withShape, limit: limit + 1 })
  const params: (string | number)[] = []
  const p = (value: string | number): string => `$${params.push(value)}`
  const conditions: string[] = []
  if (parent !== undefined) {
    const above = p(parent)
    const isBelow = ['parent_code', 'block_code', 'region_code', 'community_code', 'town_code'].map((column) => `a.${column} = ${above}`)
    conditions.push(kind || name ? `(${isBelow.join(' or ')} or a.code like ${above} || '%') and a.code <> ${above}` : `a.parent_code = ${above}`)
  }
  if (kind) conditions.push(`a.kind = ${p(kind)}`)
  if (name) conditions.push(`strpos(a.name, ${p(name)}) > 0`)
  if (conditions.length === 0) conditions.push('a.parent_code is null')
  if (after !== undefined) conditions.push(`a.code > ${p(after)}`)
  return db.sql.unsafe<AreaRow[]>(
    `select ${columns(withShape)} from areas a where ${conditions.join(' and ')} order by a.code limit ${p(limit + 1)}`,
    params,
    { prepare: true },
  )
}

/** From the county down to the parent, in one walk up the tree. */
export async function pathOf(db: Db, code: string): Promise<Pick<AreaRow, 'code' | 'name' | 'kind'>[]> {
  return db.sql<Pick<AreaRow, 'code' | 'name' | 'kind'>[]>`
    with recursive up as (
      select code, name, kind, parent_code, 0 as height from areas where code = ${code}
      union all select a.code, a.name, a.kind, a.parent_code, up.height + 1 from areas a join up on a.code = up.parent_code)
    select code, name, kind from up where height > 0 order by height desc`
}

