import type { Area, AreaDuty, AreaLine } from '@huying/shared/area/contract.ts'
import { POST_LABELS } from '@huying/shared/area/labels.ts'
import { ROLE_LABELS } from '@huying/shared/kernel/role.ts'
import type { Duty } from './duty.ts'
import type { AreaRow, Point } from './queries.ts'

/** `((x,y),(x,y),…)`. */
const ring = (polygon: string): Point[] =>
  [...polygon.matchAll(/\(?(-?[\d.e+-]+),(-?[\d.e+-]+)\)/g)].map(([, lng, lat]) => ({ lng: Number(lng), lat: Number(lat) }))

export const presentLine = (row: AreaRow): AreaLine => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  parentCode: row.parentCode,
  townCode: row.townCode,
  communityCode: row.communityCode,
  isUrban: row.isUrban,
  centroid: { lng: row.lng, lat: row.lat },
  polygon: row.polygon === null ? null : ring(row.polygon),
})

/** Upper bounds: households of a grid in a compound and of any other, people of a community. */
const COMPOUND_HOUSEHOLDS = 80
const OTHER_HOUSEHOLDS = 50
const COMMUNITY_PEOPLE = 10_000

function warningOf({ kind, compoundName, householdCount, population }: AreaRow): string | null {
  const most = compoundName === null ? OTHER_HOUSEHOLDS : COMPOUND_HOUSEHOLDS
  if (kind === 'grid' && householdCount > most) return `这个网格有 ${householdCount} 户，超过 ${most} 户，宜再划分`
  if (kind === 'community' && population > COMMUNITY_PEOPLE) return `这个社区有 ${population} 人，超过 ${COMMUNITY_PEOPLE} 人`
  return null
}

export const presentArea = (row: AreaRow, path: Area['path']): Area => ({
  ...presentLine(row),
  path,
  compoundName: row.compoundName,
  householdCount: row.householdCount,
  population: row.population,
  warning: warningOf(row),
})

/** Who answers for a place, with the number of the desk behind them. */
export function presentDuty(area: AreaRow, community: AreaRow | null, duty: Duty | null): AreaDuty {
  const desk = community ?? area
  const shared = { communityCode: community?.code ?? null, communityName: community?.name ?? null, phone: desk.dutyPhone }
  if (duty?.kind !== 'person') return { kind: community ? 'community' : 'town', name: desk.name, post: community ? '社区值班' : '街道（镇）值班', ...shared }
  const post = duty.post === null ? '' : ` ${POST_LABELS[duty.post]}`
  return { kind: 'person', name: duty.staffName, post: `${ROLE_LABELS[duty.role]}${post}`, ...shared }
}
