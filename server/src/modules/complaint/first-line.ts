import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import type { NewComplaint } from '@huying/shared/complaint/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { dutiesOf, findArea, gridsAt, type AreaRow } from '../area/public.ts'
import type { Desk, FirstLineStep } from './table.ts'

/** Where a complaint lies and who has it first, with the reason of every step. */
export interface FirstLine {
  gridCode: string | null
  communityCode: string | null
  townCode: string
  desk: Desk
  steps: FirstLineStep[]
}

type Asked = Pick<NewComplaint, 'about' | 'point' | 'areaCode'>

/**
 * The grid whose polygon holds the point; else the area that was given; else the grid where the reporter lives.
 * A grid goes to whoever is on duty, a community to its desk, and what concerns a grid leader or community worker to the town's.
 */
export async function findFirstLine(db: Db, asked: Asked, residence: string | null, now: Date): Promise<FirstLine> {
  const steps: FirstLineStep[] = []
  const place = await findPlace(db, asked, residence, steps)
  if (!place) throw asked.areaCode === undefined ? complaintErrors.PLACE_NEEDED({ steps }) : complaintErrors.PLACE_UNKNOWN({ steps })
  const gridCode = place.kind === 'grid' ? place.code : null
  const communityCode = place.kind === 'community' ? place.code : place.communityCode
  const townCode = place.kind === 'town' ? place.code : place.townCode
  if (townCode === null) throw complaintErrors.PLACE_NEEDED({ steps }, '请选到街道（镇）或社区')
  const desk = await findDesk(db, asked, { gridCode, communityCode, townCode }, now, steps)
  return { gridCode, communityCode, townCode, desk, steps }
}

async function findPlace(db: Db, asked: Asked, residence: string | null, steps: FirstLineStep[]): Promise<AreaRow | null> {
  if (asked.point) {
    const [grid, other] = await gridsAt(db, asked.point)
    if (grid) {
      const reason = other ? `地图点同在几个网格里，取面积最小的${grid.name}` : `地图点在${grid.name}的范围内`
      steps.push({ step: 'point', areaCode: grid.code, isDecisive: true, reason })
      return grid
    }
    steps.push({ step: 'point', areaCode: null, isDecisive: false, reason: '地图点不在任何网格的范围内' })
  }
  if (asked.areaCode !== undefined) {
    const area = await findArea(db, asked.areaCode)
    if (!area) {
      steps.push({ step: 'area', areaCode: null, isDecisive: false, reason: '没有找到所选的地方' })
      return null
    }
    const step = area.kind === 'grid' ? 'address' : 'area'
    steps.push({ step, areaCode: area.code, isDecisive: true, reason: `按所选的地方：${area.name}` })
    return area
  }
  if (residence === null) return null
  const home = await findArea(db, residence)
  if (home) steps.push({ step: 'residence', areaCode: home.code, isDecisive: true, reason: `没有填地方，按居住的${home.name}` })
  return home
}

async function findDesk(
  db: Db,
  { about }: Asked,
  place: Pick<FirstLine, 'gridCode' | 'communityCode' | 'townCode'>,
  now: Date,
  steps: FirstLineStep[],
): Promise<Desk> {
  if (about && 'role' in about) {
    steps.push({ step: 'about', areaCode: place.townCode, isDecisive: true, reason: '反映的是片长或社区干部，由街道（镇）办理' })
    return 'town'
  }
  if (place.gridCode !== null) {
    const duty = (await dutiesOf(db, [place.gridCode], now)).get(place.gridCode)
    if (duty?.kind === 'person') return 'grid'
    steps.push({ step: 'community', areaCode: place.communityCode, isDecisive: true, reason: '这个网格现在没有人当班，由社区办理' })
    return 'community'
  }
  if (place.communityCode !== null) {
    steps.push({ step: 'community', areaCode: place.communityCode, isDecisive: true, reason: '没有定位到网格，由社区办理' })
    return 'community'
  }
  steps.push({ step: 'town', areaCode: place.townCode, isDecisive: true, reason: '没有定位到社区，由街道（镇）办理' })
  return 'town'
}
