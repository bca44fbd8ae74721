import { randomUUID } from 'node:crypto'
import { fillSmallCounty } from '../../factories/small-county.ts'
import { COUNTY, TOWN } from '../../factories/town.ts'
import type { Person } from '../../factories/whistle-county.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../app.ts'

/** What somebody acts as. */
export type Office = 'chair' | 'worker' | 'street' | 'county' | 'handler'
export interface Actor extends Person {
  office: Office
  /** Of the community whose demands concern a chair or worker. */
  communityCode: string | null
  /** Of a handler. */
  unitId: string | null
}

export interface CrowdCounty {
  app: RunningApp
  actors: readonly Actor[]
  /** Units that can be asked, with handlers each; the first is the unit of the first chair, who then has to stand aside. */
  unitIds: readonly string[]
  /** Puts so many demands on the ledger, each from a resident's complaint; answers their reporters by demand. */
  raise(count: number): Promise<Map<string, { reporter: Person; complaintId: string }>>
  post(person: Person, path: string, body?: object): Promise<{ status: number; body: any }>
  get(person: Person, path: string): Promise<{ status: number; body: any }>
  photo(person: Person): Promise<string>
  close(): Promise<void>
}

const LONG_AGO = '2020-01-01'
const FAR_OFF = '2040-01-01'
const COMMUNITIES = 5
const UNITS = 6
/** Of a hundred people: the rest are handlers. */
const SHARES: readonly (readonly [office: Office, percent: number])[] = [['worker', 15], ['street', 8], ['county', 4]]

/** A town with five communities, each with its association and chair, and as many people in office as asked for. */
export async function startCrowd(size: number): Promise<CrowdCounty> {
  const app = await startApp()
  const { sql } = app.kernel.db
  const county = await fillSmallCounty(app.kernel)
  const communities = Array.from({ length: COMMUNITIES }, (_, index) => `6110230011${String(index).padStart(2, '0')}`)
  const unitIds = Array.from({ length: UNITS }, () => uuidv7())
  await sql`insert into areas ${sql(communities.map((code, index) => ({
    code, name: `第${index + 1}社区`, kind: 'community', parent_code: TOWN, town_code: TOWN, community_code: code, is_urban: true, lng: 110.9, lat: 33.5,
  })))}`
  await sql`insert into units ${sql(unitIds.map((id, index) => ({ id, code: `crowd-${index}`, kind: 'department', name: `第${index + 1}局`, area_code: COUNTY })))}`

  const actors: Actor[] = []
  const add = (office: Office, person: Person, { communityCode = null, unitId = null }: Partial<Pick<Actor, 'communityCode' | 'unitId'>> = {}) =>
    actors.push({ ...person, office, communityCode, unitId })
  for (const [index, communityCode] of communities.entries()) {
    const person = await county.person()
    const [associationId, stationedId] = [uuidv7(), uuidv7()]
    await sql`insert into units (id, code, kind, name, area_code) values (${stationedId}, ${`stationed-${index}`}, 'stationed', '驻区单位', ${communityCode})`
    await sql`insert into associations (id, community_code, name) values (${associationId}, ${communityCode}, '党建联合会')`
    await sql`insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
      values (${uuidv7()}, 'running', ${LONG_AGO}, ${LONG_AGO}, ${associationId}, ${person.id}, ${index === 0 ? unitIds[0]! : stationedId}, ${LONG_AGO}, ${FAR_OFF})`
    add('chair', person, { communityCode })
    add('worker', await county.appoint('communityWorker', communityCode), { communityCode })
  }
  for (const [office, percent] of SHARES)
    for (let nth = 0; nth < Math.max(2, Math.round((size * percent) / 100)); nth++) {
      const communityCode = office === 'worker' ? communities[nth % COMMUNITIES]! : null
      const [role, scope] = ({ worker: ['communityWorker', communityCode!], street: ['streetOfficer', TOWN], county: ['countyOfficer', COUNTY] } as const)[office as 'worker']
      add(office, await county.appoint(role, scope), { communityCode })
    }
  for (let nth = 0; actors.length < size || nth < UNITS; nth++) {
    const unitId = unitIds[nth % UNITS]!
    add('handler', await county.appoint('unitHandler', unitId, { scopeKind: 'unit' }), { unitId })
  }

  const post: CrowdCounty['post'] = ({ token }, path, body = {}) => app.request('POST', `/api/v1${path}`, { token, body })
  const raiseOne = async (serial: number): Promise<[string, { reporter: Person; complaintId: string }]> => {
    const communityCode = communities[serial % COMMUNITIES]!
    const worker = actors.find((one) => one.office === 'worker' && one.communityCode === communityCode)!
    const reporter = await county.person()
    const filed = await post(reporter, '/complaints', { kind: 'complaint', category: 'road-damage', text: `路上有个大坑 ${randomUUID()}`, areaCode: communityCode })
    if (filed.status !== 201) throw new Error(`a complaint was not taken: ${JSON.stringify(filed.body)}`, { cause: app.faults[0] })
    await post(worker, `/complaints/${filed.body.id}/accept`)
    const raised = await post(worker, `/complaints/${filed.body.id}/raise`, { reason: '社区修不了', nature: 'facility' })
    if (raised.status !== 200) throw new Error(`a complaint was not raised: ${JSON.stringify(raised.body)}`)
    return [raised.body.demandId, { reporter, complaintId: filed.body.id }]
  }
  return {
    app, actors, unitIds, post,
    get: ({ token }, path) => app.request('GET', `/api/v1${path}`, { token }),
    raise: async (count) => new Map(await Promise.all(Array.from({ length: count }, (_, serial) => raiseOne(serial)))),
    async photo(owner) {
      const id = uuidv7()
      await sql`insert into uploads (id, account_id, purpose, mime, width, height, bytes, object_key, thumbnail_key, sha256, verdict, created_at)
        values (${id}, ${owner.id}, 'proof', 'image/jpeg', 1, 1, 1, ${id}, ${id}, '\\x00', 'pass', ${LONG_AGO})`
      return id
    },
    close: () => app.close(),
  }
}
