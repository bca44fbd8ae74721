import type { Desk, FirstLineStep } from '../../src/modules/complaint/table.ts'
import type { Community, Grid, Town } from './geography.ts'
import type { Point } from './geometry.ts'
import type { Random } from './random.ts'
import { onDuty } from './staff.ts'
import { DAY_MS } from './times.ts'
import type { StoryWorld } from './world.ts'

/** Where a complaint lies, which desk has it first, and the reason of every step: what the server finds for the same input. */
export interface Spot {
  point: Point | null
  grid: Grid | null
  community: Community | null
  town: Town
  desk: Desk
  steps: FirstLineStep[]
}

/** Absences of now begin that long ago at the most, and at the least. */
const ABSENT_DAYS = { most: 5, least: 2 }

/** Between the two nobody but the absence itself knows who had the desk: grids without a substitute are left out then. */
export function isDutyUnclear({ staff, absent }: StoryWorld, grid: Grid, atMs: number, nowMs: number): boolean {
  const { a, b } = staff.gridLeaders[grid.index]!
  const age = nowMs - atMs
  return b === null && absent.has(a.id) && age < ABSENT_DAYS.most * DAY_MS && age > ABSENT_DAYS.least * DAY_MS
}

const NOBODY: ReadonlySet<string> = new Set()
/** Who has the grid's desk at an instant; null: the community. */
export const dutyAt = (world: StoryWorld, grid: Grid, atMs: number, nowMs: number) =>
  onDuty(world.staff, grid, nowMs - atMs < ABSENT_DAYS.least * DAY_MS ? world.absent : NOBODY)

/** Well inside the polygon: on the way from the middle to a place on its edge. Six decimals, a tenth of a metre. */
export function pointIn({ polygon, centroid }: Grid, random: Random): Point {
  const i = random.below(polygon.length)
  const along = random.float()
  const out = 0.05 + 0.8 * random.float()
  const [p, q] = [polygon[i]!, polygon[(i + 1) % polygon.length]!]
  const at = (axis: 0 | 1): number => {
    const edge = p[axis] + along * (q[axis] - p[axis])
    return Math.round((centroid[axis] + out * (edge - centroid[axis])) * 1e6) / 1e6
  }
  return [at(0), at(1)]
}

export type PlaceKind = 'point' | 'address' | 'residence' | 'community' | 'town'

/** The place of a complaint of this grid's resident, said in one of the ways people say it. */
export function findSpot(world: StoryWorld, grid: Grid, said: PlaceKind, isAboutFirstLine: boolean, atMs: number, nowMs: number, random: Random): Spot {
  const { community } = grid
  const { town } = community
  const steps: FirstLineStep[] = []
  const decide = (step: FirstLineStep['step'], areaCode: string, reason: string): number => steps.push({ step, areaCode, isDecisive: true, reason })
  const spot: Spot = { point: null, grid: null, community: null, town, desk: 'town', steps }
  switch (said) {
    case 'point':
      spot.point = pointIn(grid, random)
      decide('point', grid.code, `地图点在${grid.name}的范围内`)
      break
    case 'address':
      decide('address', grid.code, `按所选的地方：${grid.name}`)
      break
    case 'residence':
      decide('residence', grid.code, `没有填地方，按居住的${grid.name}`)
      break
    case 'community':
      decide('area', community.code, `按所选的地方：${community.name}`)
      break
    case 'town':
      decide('area', town.code, `按所选的地方：${town.name}`)
  }
  if (said !== 'community' && said !== 'town') spot.grid = grid
  if (said !== 'town') spot.community = community
  spot.desk = deskFor(world, spot, isAboutFirstLine, atMs, nowMs, decide)
  return spot
}

function deskFor(
  world: StoryWorld,
  { grid, community, town }: Spot,
  isAboutFirstLine: boolean,
  atMs: number,
  nowMs: number,
  decide: (step: FirstLineStep['step'], areaCode: string, reason: string) => void,
): Desk {
  if (isAboutFirstLine) {
    decide('about', town.code, '反映的是片长或社区干部，由街道（镇）办理')
    return 'town'
  }
  if (grid && dutyAt(world, grid, atMs, nowMs)) return 'grid'
  if (grid) decide('community', grid.community.code, '这个网格现在没有人当班，由社区办理')
  else if (community) decide('community', community.code, '没有定位到网格，由社区办理')
  else decide('town', town.code, '没有定位到社区，由街道（镇）办理')
  return community ? 'community' : 'town'
}
