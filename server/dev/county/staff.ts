import type { TableWriter } from './copy.ts'
import type { Community, Geography, Grid } from './geography.ts'
import type { Held, Offices } from './offices.ts'
import { around, type People } from './people.ts'
import { Random } from './random.ts'

/** Who works where. */
export interface Staff {
  /** A and, where there is one, B post of each grid, by its position. */
  gridLeaders: { a: Held; b: Held | null }[]
  blockLeaders: Map<string, Held>
  regionLeaders: Map<string, Held>
  workers: Map<string, Held[]>
  callBack: Map<string, Held[]>
  street: Map<string, Held[]>
  county: Held[]
  auditors: Held[]
  administrators: Held[]
}

export const ABSENCE_COLUMNS = ['id', 'appointment_id', 'from_at', 'to_at', 'reason', 'created_by', 'created_at']
const PEOPLE_OF = { administrators: 4, county: 5, auditors: 3, street: 4, callBack: 3, urbanWorkers: 8, villageWorkers: 3 }
const DAY_MS = 86_400_000

/** County, towns, communities and grids, in this order: whoever appoints is there before those they appoint. */
export function appointStaff(geography: Geography, people: People, offices: Offices): Staff {
  const random = new Random('staff')
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  const [first, second] = urban as [Community, Community]
  const mainTown = first.town
  const county = { kind: 'area', code: geography.code } as const
  const some = (count: number, role: 'administrator' | 'countyOfficer' | 'auditor', key: string, secondKey?: string): Held[] =>
    Array.from({ length: count }, (_, i) => {
      const person = people.takeIn(random.pick(urban), random, 30, 58)
      if (role === 'administrator') offices.appointers.push(person)
      offices.present(person, i === 1 && secondKey ? secondKey : key)
      return offices.appoint(person, role, county.kind, county.code)
    })
  const administrators = some(PEOPLE_OF.administrators, 'administrator', 'administrator', 'second-administrator')
  const countyOfficers = some(PEOPLE_OF.county, 'countyOfficer', 'county-officer', 'second-county-officer')
  const auditors = some(PEOPLE_OF.auditors, 'auditor', 'auditor')

  const street = new Map<string, Held[]>()
  const callBack = new Map<string, Held[]>()
  for (const town of geography.towns) {
    const inTown = (count: number, role: 'streetOfficer' | 'callBackOfficer', keys: string[]): Held[] =>
      Array.from({ length: count }, (_, i) => {
        const person = people.takeIn(random.pick(town.communities), random)
        if (town === mainTown) offices.present(person, keys[i] ?? keys[0]!)
        return offices.appoint(person, role, 'area', town.code)
      })
    street.set(town.code, inTown(PEOPLE_OF.street, 'streetOfficer', ['street-officer', 'second-street-officer']))
    callBack.set(town.code, inTown(PEOPLE_OF.callBack, 'callBackOfficer', ['call-back']))
  }

  const gridLeaders = geography.grids.map((grid) => {
    const inMainTown = grid.community.town === mainTown
    const leader = (post: 'A' | 'B', key: string): Held => {
      const person = people.take(around(grid), 26)
      if (inMainTown) offices.present(person, key)
      return offices.appoint(person, 'gridLeader', 'area', grid.code, post)
    }
    return { a: leader('A', 'grid-leader-a'), b: inMainTown ? leader('B', 'grid-leader-b') : null }
  })
  const districtLeaders = (kind: 'blocks' | 'regions', role: 'blockLeader' | 'regionLeader', key: string) =>
    new Map(urban.flatMap((community) => community[kind].map(({ code }) => {
      const person = people.takeIn(community, random, 30)
      offices.present(person, key)
      return [code, offices.appoint(person, role, 'area', code)] as const
    })))

  const workers = new Map<string, Held[]>()
  for (const community of geography.communities)
    workers.set(community.code, Array.from({ length: community.isUrban ? PEOPLE_OF.urbanWorkers : PEOPLE_OF.villageWorkers }, (_, i) => {
      const person = people.takeIn(community, random)
      if (community.town === mainTown) offices.present(person, workerKey(community, i, first, second))
      return offices.appoint(person, 'communityWorker', 'area', community.code)
    }))
  return {
    gridLeaders, workers, callBack, street, county: countyOfficers, auditors, administrators,
    blockLeaders: districtLeaders('blocks', 'blockLeader', 'block-leader'),
    regionLeaders: districtLeaders('regions', 'regionLeader', 'region-leader'),
  }
}

function workerKey(community: Community, i: number, first: Community, second: Community): string {
  if (community === first && i === 1) return 'second-community-worker'
  return community === second ? 'other-community-worker' : 'community-worker'
}

/** Who has a grid's desk then: the A post unless absent, the B post, the block leader. */
export function onDuty(staff: Staff, grid: Grid, absent: ReadonlySet<string>): Held | null {
  const { a, b } = staff.gridLeaders[grid.index]!
  if (!absent.has(a.id)) return a
  return b ?? (grid.blockCode ? staff.blockLeaders.get(grid.blockCode)! : null)
}

/** Some A posts are away these days: their substitutes, or the community, have the desk. Never the first grid's. */
export function writeAbsences(geography: Geography, staff: Staff, nowMs: number, table: TableWriter): Set<string> {
  const random = new Random('absences')
  const absent = new Set<string>()
  for (let i = 1; i < geography.grids.length; i += 97) {
    const { a } = staff.gridLeaders[i]!
    const from = nowMs - random.between(2, 5) * DAY_MS
    table.row([random.uuid(from), a.id, new Date(from), new Date(nowMs + random.between(4, 9) * DAY_MS), random.pick(['外出学习', '请病假', '回老家办事', '外地探亲']), a.account, new Date(from)])
    absent.add(a.id)
  }
  return absent
}
