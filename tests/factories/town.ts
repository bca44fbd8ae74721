import type { Sql } from 'postgres'

export const COUNTY = '611023'
export const TOWN = '611023001'
export const COMMUNITY = '611023001001'
export const REGION = '611023001001R01'
export const BLOCK = '611023001001R01B01'
export const GRID = '611023001001001'
/** Inside GRID's polygon and smaller than it. */
export const INNER_GRID = '611023001001002'
export const OTHER_COMMUNITY = '611023001002'
export const OTHER_GRID = '611023001002001'

const box = (west: number, south: number, east: number, north: number): string =>
  `((${west},${south}),(${east},${south}),(${east},${north}),(${west},${north}))`

/** A town with two communities; one of them has a region, a block and two grids, one inside the other. */
export async function addTown(sql: Sql): Promise<void> {
  await sql`insert into areas (code, name, kind, parent_code, town_code, community_code, region_code, block_code, is_urban, lng, lat, polygon) values
    (${COUNTY}, '商南县', 'county', null, null, null, null, null, false, 110.9, 33.5, null),
    (${TOWN}, '城关街道', 'town', ${COUNTY}, ${TOWN}, null, null, null, true, 110.9, 33.5, null),
    (${COMMUNITY}, '东岗社区', 'community', ${TOWN}, ${TOWN}, ${COMMUNITY}, null, null, true, 110.9, 33.5, null),
    (${OTHER_COMMUNITY}, '西街社区', 'community', ${TOWN}, ${TOWN}, ${OTHER_COMMUNITY}, null, null, true, 110.8, 33.5, null),
    (${REGION}, '一区', 'region', ${COMMUNITY}, ${TOWN}, ${COMMUNITY}, ${REGION}, null, true, 110.9, 33.5, null),
    (${BLOCK}, '一片', 'block', ${REGION}, ${TOWN}, ${COMMUNITY}, ${REGION}, ${BLOCK}, true, 110.9, 33.5, null),
    (${GRID}, '1网格', 'grid', ${BLOCK}, ${TOWN}, ${COMMUNITY}, ${REGION}, ${BLOCK}, true, 110.95, 33.55, ${box(110.9, 33.5, 111, 33.6)}),
    (${INNER_GRID}, '2网格', 'grid', ${BLOCK}, ${TOWN}, ${COMMUNITY}, ${REGION}, ${BLOCK}, true, 110.955, 33.555, ${box(110.95, 33.55, 110.96, 33.56)}),
    (${OTHER_GRID}, '1网格', 'grid', ${OTHER_COMMUNITY}, ${TOWN}, ${OTHER_COMMUNITY}, null, null, true, 110.8, 33.5, ${box(110.75, 33.45, 110.85, 33.55)})`
}
