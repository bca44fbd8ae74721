import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { deliver } from '../../server/src/kernel/jobs.ts'
import type { DomainEvent, Module } from '../../server/src/kernel/module.ts'
import { deadlineTable, sweepClocks } from '../../server/src/kernel/sweep.ts'
import { complaintModule } from '../../server/src/modules/complaint/module.ts'
import { demandModule } from '../../server/src/modules/demand/module.ts'
import { dispatchModule } from '../../server/src/modules/dispatch/module.ts'
import { startApp, type Answered, type RunningApp } from '../support/app.ts'

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
  /** Delivers every committed event to the subscribers of the three modules. */
  drain(): Promise<void>
  close(): Promise<void>
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

const box = (west: number, south: number, east: number, north: number): string =>
  `((${west},${south}),(${east},${south}),(${east},${north}),(${west},${north}))`

export async function startWhistleCounty(): Promise<WhistleCounty> {
  const app = await startApp()
  const { sql } = app.kernel.db
  const modules: readonly Module[] = [complaintModule(undefined as never), demandModule, dispatchModule]
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
    async advance(ms) {
      app.kernel.clock.offsetMs += ms
      const table = deadlineTable(modules.flatMap((module) => module.deadlines ?? []))
      const failures: unknown[] = []
      while ((await sweepClocks(app.kernel, table, (error) => failures.push(error))) > 0) if (failures.length > 0) throw failures[0]
    },
    async drain() {
      const subscribers = modules.flatMap((module) => module.subscribers ?? [])
      const rows = await sql`select id, at, kind, subject_kind as "subjectKind", subject_id as "subjectId", seq, actor_id as "actorId", data
        from outbox where relayed_at is null order by id`
      for (const event of rows as unknown as DomainEvent[])
        for (const subscriber of subscribers.filter(({ on }) => on.includes(event.kind))) await deliver(app.kernel, subscriber, event)
      await sql`update outbox set relayed_at = at where id = any(${rows.map(({ id }) => id)}::bigint[])`
    },
    close: () => app.close(),
  }
}

/** A complaint about a hole in the road, at POINT. */
export const ROAD = { kind: 'complaint', category: 'road-damage', text: '路上有个大坑，晚上看不见', point: POINT } as const
