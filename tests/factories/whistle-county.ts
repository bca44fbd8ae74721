import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { startApp, type Answered, type RunningApp } from '../support/app.ts'
import { addTown, COMMUNITY, COUNTY, OTHER_COMMUNITY, TOWN } from './town.ts'

export { BLOCK, COMMUNITY, COUNTY, GRID, INNER_GRID, OTHER_COMMUNITY, OTHER_GRID, REGION, TOWN } from './town.ts'
export const POINT = { lng: 110.91, lat: 33.51 }
export const POINT_IN_BOTH = { lng: 110.955, lat: 33.555 }
export const POINT_NOWHERE = { lng: 100, lat: 20 }

const LONG_AGO = '2020-01-01'

export interface Person {
  id: string
  token: string
}

/** A small county with everything a whistle needs, over the real HTTP API on a database of its own. */
export interface WhistleCounty {
  app: RunningApp
  units: { housing: string; enforcement: string; town: string; stationed: string; idle: string }
  associationId: string
  otherAssociationId: string
  get(person: Person, path: string): Promise<Answered>
  post(person: Person, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  person(gridCode?: string): Promise<Person>
  appoint(role: string, scopeId: string, options?: { post?: 'A' | 'B'; scopeKind?: string; person?: Person; to?: string }): Promise<Person>
  handler(unitId: string): Promise<Person>
  chair(associationId: string, term: { from: Date; to: Date }, unitId?: string): Promise<Person>
  photo(person: Person, purpose?: 'complaint' | 'proof'): Promise<string>
  absent(person: Person, from: Date, to: Date): Promise<void>
  /** Moves time on and fires what is due by then. */
  advance(ms: number): Promise<void>
  /** Delivers every committed event to the subscribers of all modules. */
  drain(): Promise<void>
  close(): Promise<void>
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export async function startWhistleCounty(): Promise<WhistleCounty> {
  const app = await startApp()
  const { sql } = app.kernel.db
  let serial = 0

  const person: WhistleCounty['person'] = async (gridCode) => {
    const token = await app.logIn(`openid-whistle-${serial++}`)
    const { id } = (await app.request('GET', '/api/v1/me', { token })).body.account
    await sql`update accounts set display_name = '王*', staff_name = '刘*平', grid_code = ${gridCode ?? null} where id = ${id}`
    return { id, token }
  }
  const appoint: WhistleCounty['appoint'] = async (role, scopeId, { post = null, scopeKind = 'area', person: known, to = null } = {} as never) => {
    const someone = known ?? (await person())
    await sql`insert into appointments (id, account_id, role, scope_kind, scope_id, post, from_at, to_at, created_at)
      values (${uuidv7()}, ${someone.id}, ${role}, ${scopeKind}, ${scopeId}, ${post}, ${LONG_AGO}, ${to}, ${LONG_AGO})`
    return someone
  }
  const unit = async (code: string, kind: string, areaCode: string, authority: string[]): Promise<string> => {
    const id = uuidv7()
    await sql`insert into units (id, code, kind, name, area_code, authority) values (${id}, ${code}, ${kind}, ${`单位${code}`}, ${areaCode}, ${authority})`
    return id
  }
  const association = async (communityCode: string): Promise<string> => {
    const id = uuidv7()
    await sql`insert into associations (id, community_code, name) values (${id}, ${communityCode}, '党建联合会')`
    return id
  }

  await addTown(sql)
  const units = {
    housing: await unit('housing', 'department', COUNTY, ['municipal-works', 'housing-management']),
    enforcement: await unit('urban-management', 'department', COUNTY, ['city-appearance']),
    town: await unit('town-001', 'town', TOWN, ['territorial']),
    stationed: await unit('stationed-1', 'stationed', COMMUNITY, []),
    idle: await unit('idle', 'department', COUNTY, []),
  }
  const associationId = await association(COMMUNITY)
  const otherAssociationId = await association(OTHER_COMMUNITY)

  return {
    app, units, associationId, otherAssociationId, person, appoint,
    get: ({ token }, path) => app.request('GET', `/api/v1${path}`, { token }),
    post: ({ token }, path, body = {}, headers) => app.request('POST', `/api/v1${path}`, { token, body, ...(headers && { headers }) }),
    handler: (unitId) => appoint('unitHandler', unitId, { scopeKind: 'unit' }),
    async chair(association, { from, to }, unitId = units.stationed) {
      const someone = await person()
      await sql`insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
        values (${uuidv7()}, 'running', ${from}, ${from}, ${association}, ${someone.id}, ${unitId}, ${from}, ${to})`
      return someone
    },
    async photo(owner, purpose = 'proof') {
      const id = uuidv7()
      await sql`insert into uploads (id, account_id, purpose, mime, width, height, bytes, object_key, thumbnail_key, sha256, verdict, created_at)
        values (${id}, ${owner.id}, ${purpose}, 'image/jpeg', 1, 1, 1, ${id}, ${id}, '\\x00', 'pass', ${LONG_AGO})`
      return id
    },
    async absent(someone, from, to) {
      await sql`insert into absences (id, appointment_id, from_at, to_at, reason, created_by, created_at)
        select ${uuidv7()}, id, ${from}, ${to}, '请假', ${someone.id}, ${from} from appointments where account_id = ${someone.id}`
    },
    advance: app.advance,
    drain: app.drain,
    close: () => app.close(),
  }
}

/** A complaint about a hole in the road, at POINT. */
export const ROAD = { kind: 'complaint', category: 'road-damage', text: '路上有个大坑，晚上看不见', point: POINT } as const
