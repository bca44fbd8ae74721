import { readFileSync } from 'node:fs'
import { areaOf, centroidOf, frame, rectangle, shareOut, type Box, type Point, type Polygon } from './geometry.ts'
import { Random } from './random.ts'

export interface Geography {
  code: string
  name: string
  polygon: Polygon
  towns: Town[]
  communities: Community[]
  grids: Grid[]
  compounds: Compound[]
}

export interface Town {
  code: string
  name: string
  communities: Community[]
}

export interface Community {
  code: string
  name: string
  town: Town
  /** In the county seat: it has compounds, regions, blocks and an association. */
  isUrban: boolean
  regions: District[]
  blocks: District[]
  grids: Grid[]
  compounds: Compound[]
}

/** A region or a block. */
export interface District {
  code: string
  name: string
  parentCode: string
  polygon: Polygon
}

export interface Grid {
  /** Position in `Geography.grids`. */
  index: number
  code: string
  name: string
  community: Community
  regionCode: string | null
  blockCode: string | null
  compound: Compound | null
  polygon: Polygon
  centroid: Point
  households: number
  population: number
}

export interface Compound {
  id: string
  name: string
  community: Community
  /** 三无: no owner body, property firm or management. */
  isUnmanaged: boolean
  grids: Grid[]
}

/** At its real size; a smaller `scale` keeps every place of the tree and takes fewer grids and people. */
const COUNTY = { grids: 3343, mainTownGrids: 1350, villageGridsInMainTown: 10, residents: 238_400, compounds: 109, regions: 16, blocks: 100 }
const SMALLEST_COMMUNITY = 2
const FEWEST_AT_HOME = 50
const SMALLEST_URBAN_COMMUNITY = 16

/** Where the towns lie, roughly, in GCJ-02: boxes that fill the county without overlap. */
const TOWN_BOXES: Record<string, Box> = {
  清油河镇: [110.56, 33.44, 110.7, 33.66],
  试马镇: [110.7, 33.44, 110.83, 33.66],
  城关街道: [110.83, 33.44, 110.93, 33.66],
  富水镇: [110.93, 33.44, 111.06, 33.66],
  过风楼镇: [110.56, 33.32, 110.8, 33.44],
  青山镇: [110.8, 33.32, 111.06, 33.44],
  金丝峡镇: [110.56, 33.16, 110.7, 33.32],
  十里坪镇: [110.7, 33.16, 110.84, 33.32],
  湘河镇: [110.84, 33.16, 110.95, 33.32],
  赵川镇: [110.95, 33.16, 111.06, 33.32],
}
const COUNTY_BOX: Box = [110.56, 33.16, 111.06, 33.66]
/** The county seat around its square. */
const SEAT_BOX: Box = [110.855, 33.512, 110.905, 33.548]

const COMPOUND_FIRST = ['锦绣', '丹江', '鹿城', '滨河', '阳光', '书香', '紫荆', '金福', '茶香', '龙凤', '秦岭', '和谐', '安康', '幸福', '东盛', '西苑', '翰林', '盛世', '桂园', '福瑞']
const COMPOUND_SECOND = ['花园', '家园', '小区', '新城', '雅苑', '佳苑', '公寓']

/** The tree of areas with a polygon for every grid. */
export function createGeography(scale: number, createdAtMs: number): Geography {
  const random = new Random('geography')
  const tilt = () => (random.float() - 0.5) * 0.5
  const rows = readAreas()
  const county = rows.find(({ kind }) => kind === 'county')!
  const geography: Geography = {
    code: county.code, name: county.name, polygon: rectangle(...COUNTY_BOX), towns: [], communities: [], grids: [], compounds: [],
  }
  for (const { code, name } of rows.filter(({ kind }) => kind === 'town')) {
    const town: Town = { code, name, communities: [] }
    for (const row of rows.filter(({ parent }) => parent === code)) {
      const isUrban = name.endsWith('街道') && row.name.endsWith('社区')
      town.communities.push({ code: row.code, name: row.name, town, isUrban, regions: [], blocks: [], grids: [], compounds: [] })
    }
    geography.towns.push(town)
    geography.communities.push(...town.communities)
  }

  const counts = gridCounts(geography.communities, scale)
  const districts = districtCounts(geography.communities)
  for (const town of geography.towns)
    for (const [community, polygon] of landOf(town, counts, tilt)) {
      if (community.isUrban) layOutDistricts(community, polygon, counts.get(community)!, districts.get(community)!, tilt)
      else addGrids(community, polygon, counts.get(community)!, null, null, tilt)
      geography.grids.push(...community.grids)
    }
  geography.grids.sort((a, b) => (a.code < b.code ? -1 : 1)).forEach((grid, index) => (grid.index = index))
  nameCompounds(geography, random, createdAtMs)
  populate(geography, Math.round(COUNTY.residents * scale), random)
  return geography
}

interface AreaRow {
  code: string
  name: string
  kind: string
  parent: string
}

function readAreas(): AreaRow[] {
  const [, ...lines] = readFileSync(new URL('./areas.csv', import.meta.url), 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const [code = '', name = '', kind = '', parent = ''] = line.split(',')
    return { code, name, kind, parent }
  })
}

/** How many grids each community has: the main town's add up to its number, the county's to its own. */
function gridCounts(communities: readonly Community[], scale: number): Map<Community, number> {
  const urban = communities.filter(({ isUrban }) => isUrban)
  const mainTown = urban[0]!.town
  const villages = mainTown.communities.filter(({ isUrban }) => !isUrban)
  const others = communities.filter(({ town }) => town !== mainTown)
  const villageGrids = villages.length * COUNTY.villageGridsInMainTown
  const counts = new Map<Community, number>()
  const spread = (group: readonly Community[], total: number, least: number) =>
    group.forEach((community, i) => {
      const share = Math.floor((total * (i + 1)) / group.length) - Math.floor((total * i) / group.length)
      counts.set(community, scale === 1 ? share : Math.max(least, Math.round(share * scale)))
    })
  spread(urban, COUNTY.mainTownGrids - villageGrids, SMALLEST_URBAN_COMMUNITY)
  spread(villages, villageGrids, SMALLEST_COMMUNITY)
  spread(others, COUNTY.grids - COUNTY.mainTownGrids, SMALLEST_COMMUNITY)
  return counts
}

/** Blocks of each region of each urban community: [8, 8] is two regions with eight blocks each. */
function districtCounts(communities: readonly Community[]): Map<Community, number[]> {
  const urban = communities.filter(({ isUrban }) => isUrban)
  const regions = urban.flatMap((community, i) => Array<Community>(i < COUNTY.regions - urban.length ? 2 : 1).fill(community))
  const counts = new Map<Community, number[]>()
  regions.forEach((community, i) => {
    const blocks = Math.floor((COUNTY.blocks * (i + 1)) / regions.length) - Math.floor((COUNTY.blocks * i) / regions.length)
    counts.set(community, [...(counts.get(community) ?? []), blocks])
  })
  return counts
}

/** The town's land shared out by grids; in the main town the urban communities share the middle. */
function landOf(town: Town, counts: ReadonlyMap<Community, number>, tilt: () => number): [Community, Polygon][] {
  const box = TOWN_BOXES[town.name]
  if (!box) throw new Error(`no place on the map for ${town.name}`)
  const share = (communities: readonly Community[], polygon: Polygon): [Community, Polygon][] => {
    const cells = shareOut(polygon, communities.map((community) => counts.get(community)!), tilt)
    return communities.map((community, i) => [community, cells[i]!])
  }
  const urban = town.communities.filter(({ isUrban }) => isUrban)
  if (urban.length === 0) return share(town.communities, rectangle(...box))
  const { core, around } = frame(box, SEAT_BOX)
  const villages = town.communities.filter(({ isUrban }) => !isUrban)
  const land = around.reduce((sum, piece) => sum + areaOf(piece), 0)
  let covered = 0
  let given = 0
  const outside = around.flatMap((piece, i) => {
    covered += areaOf(piece)
    const until = i === around.length - 1 ? villages.length : Math.max(given + 1, Math.round((villages.length * covered) / land))
    const here = villages.slice(given, until)
    given = until
    return share(here, piece)
  })
  return [...share(urban, core), ...outside]
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

function layOutDistricts(community: Community, polygon: Polygon, gridCount: number, blocksOf: readonly number[], tilt: () => number): void {
  const blockTotal = blocksOf.reduce((sum, count) => sum + count, 0)
  let blocksBefore = 0
  shareOut(polygon, blocksOf, tilt).forEach((land, r) => {
    const code = `${community.code}R${String(r + 1).padStart(2, '0')}`
    const name = `${community.name}第${CHINESE[r]}区域`
    community.regions.push({ code, name, parentCode: community.code, polygon: land })
    const grids = Array.from({ length: blocksOf[r]! }, (_, b) => {
      const before = blocksBefore + b
      return Math.floor((gridCount * (before + 1)) / blockTotal) - Math.floor((gridCount * before) / blockTotal)
    })
    blocksBefore += blocksOf[r]!
    shareOut(land, grids, tilt).forEach((piece, b) => {
      const block = `${code}B${String(b + 1).padStart(2, '0')}`
      community.blocks.push({ code: block, name: `${name}第${b + 1}大片区`, parentCode: code, polygon: piece })
      addGrids(community, piece, grids[b]!, code, block, tilt)
    })
  })
}

function addGrids(community: Community, land: Polygon, count: number, regionCode: string | null, blockCode: string | null, tilt: () => number): void {
  for (const polygon of shareOut(land, Array<number>(count).fill(1), tilt)) {
    const serial = community.grids.length + 1
    community.grids.push({
      index: 0,
      code: `${community.code}${String(serial).padStart(3, '0')}`,
      name: `${community.name}第${serial}网格`,
      community, regionCode, blockCode, compound: null, polygon, centroid: centroidOf(polygon), households: 0, population: 0,
    })
  }
}

/** Compounds are runs of neighbouring grids; one grid in eight stays among self-built houses. */
function nameCompounds(geography: Geography, random: Random, createdAtMs: number): void {
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  const names = random.shuffle(COMPOUND_FIRST.flatMap((first) => COMPOUND_SECOND.map((second) => first + second)))
  urban.forEach((community, i) => {
    const count = Math.floor((COUNTY.compounds * (i + 1)) / urban.length) - Math.floor((COUNTY.compounds * i) / urban.length)
    const built = Math.max(count, Math.floor((community.grids.length * 7) / 8))
    for (let c = 0; c < count; c++) {
      const grids = community.grids.slice(Math.floor((built * c) / count), Math.floor((built * (c + 1)) / count))
      const compound: Compound = { id: random.uuid(createdAtMs), name: names.pop()!, community, isUnmanaged: c % 3 === 2, grids }
      for (const grid of grids) grid.compound = compound
      community.compounds.push(compound)
      geography.compounds.push(compound)
    }
  })
}

/** People by grid: denser in the seat, fewer in a household in the villages, the total exact. */
function populate(geography: Geography, total: number, random: Random): void {
  const weights = geography.grids.map(({ community }) => (community.isUrban ? 103 : 54) * (0.92 + random.float() * 0.16))
  const before = weights.reduce((a, b) => a + b, 0)
  // Where the first personas live, a small county too has people enough for all of them.
  weights[0] = Math.max(weights[0]!, (FEWEST_AT_HOME * before) / total)
  const sum = weights.reduce((a, b) => a + b, 0)
  let weighed = 0
  let given = 0
  geography.grids.forEach((grid, i) => {
    weighed += weights[i]!
    const until = Math.round((total * weighed) / sum)
    grid.population = until - given
    given = until
    grid.households = Math.max(1, Math.round(grid.population / (grid.community.isUrban ? 1.85 : 1.65)))
  })
}
