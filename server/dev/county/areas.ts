import type { TableWriter } from './copy.ts'
import type { Geography } from './geography.ts'
import { centroidOf, type Point, type Polygon } from './geometry.ts'
import { Random } from './random.ts'
import type { Units } from './units.ts'

export const AREA_COLUMNS = [
  'code', 'name', 'kind', 'parent_code', 'town_code', 'community_code', 'region_code', 'block_code', 'compound_id', 'is_urban', 'lng', 'lat',
  'polygon', 'household_count', 'population', 'duty_phone',
]
export const COMPOUND_COLUMNS = ['id', 'name', 'community_code', 'is_unmanaged', 'paired_unit_id']

const polygonText = (polygon: Polygon): string => `(${polygon.map(([lng, lat]) => `(${lng},${lat})`).join(',')})`

export function writeAreas(geography: Geography, table: TableWriter): void {
  const random = new Random('duty-phones')
  const sumOf = (grids: readonly { households: number; population: number }[]) => ({
    households: grids.reduce((sum, grid) => sum + grid.households, 0),
    population: grids.reduce((sum, grid) => sum + grid.population, 0),
  })
  const middleOf = (points: readonly Point[]): Point => [
    points.reduce((sum, [lng]) => sum + lng, 0) / points.length,
    points.reduce((sum, [, lat]) => sum + lat, 0) / points.length,
  ]
  const area = (
    row: { code: string; name: string; kind: string; parent: string | null; town?: string; community?: string; isUrban?: boolean; point: Point; phone?: string },
    counts: { households: number; population: number },
    grid?: { region: string | null; block: string | null; compound: string | undefined; polygon: Polygon },
  ) => table.row([
    row.code, row.name, row.kind, row.parent, row.town, row.community, grid?.region, grid?.block, grid?.compound, row.isUrban ?? false, row.point[0],
    row.point[1], grid ? polygonText(grid.polygon) : null, counts.households, counts.population, row.phone,
  ])

  area({ code: geography.code, name: geography.name, kind: 'county', parent: null, point: centroidOf(geography.polygon) }, sumOf(geography.grids))
  for (const { code, name, communities } of geography.towns) {
    const grids = communities.flatMap((community) => community.grids)
    area({ code, name, kind: 'town', parent: geography.code, town: code, point: middleOf(grids.map(({ centroid }) => centroid)) }, sumOf(grids))
  }
  for (const { code, name, town, isUrban, grids, regions, blocks } of geography.communities) {
    const point = middleOf(grids.map(({ centroid }) => centroid))
    // A fictional duty number: 116 is no area code.
    const phone = `116-${random.between(1_000_000, 9_999_999)}`
    area({ code, name, kind: 'community', parent: town.code, town: town.code, community: code, isUrban, point, phone }, sumOf(grids))
    for (const [kind, districts] of [['region', regions], ['block', blocks]] as const)
      for (const district of districts) {
        const inside = grids.filter((grid) => (kind === 'region' ? grid.regionCode : grid.blockCode) === district.code)
        area({
          code: district.code, name: district.name, kind, parent: district.parentCode, town: town.code, community: code, isUrban,
          point: centroidOf(district.polygon),
        }, sumOf(inside))
      }
    for (const grid of grids)
      area(
        { code: grid.code, name: grid.name, kind: 'grid', parent: grid.blockCode ?? code, town: town.code, community: code, isUrban, point: grid.centroid },
        grid,
        { region: grid.regionCode, block: grid.blockCode, compound: grid.compound?.id, polygon: grid.polygon },
      )
  }
}

export function writeCompounds(geography: Geography, units: Units, table: TableWriter): void {
  for (const compound of geography.compounds)
    table.row([compound.id, compound.name, compound.community.code, compound.isUnmanaged, units.pairOf.get(compound)?.id])
}
