import type { Endpoint } from '@huying/shared/kernel/endpoint.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import fc from 'fast-check'
import type { Tx } from '../../server/src/kernel/db.ts'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { startBookingCounty, DAY, HOUR, type BookingCounty } from '../server/booking/booking-county.ts'
import { BLOCK, COMMUNITY, COUNTY, GRID, OTHER_COMMUNITY, INNER_GRID, OTHER_GRID, POINT, REGION, TOWN, type Person } from '../factories/whistle-county.ts'
import { acceptedBy } from '../support/schema-values.ts'
import { OFFICES, SCOPE_OF, STANDINGS, type Asker, type OfficeRole, type Standing } from './roles.ts'

/** Let in, or why not. What is let in may still be refused for its state or its content. */
export type Outcome = 'yes' | '401' | '403' | '404'

export interface AuthorizationWorld {
  county: BookingCounty
  endpoints: readonly Endpoint[]
  /** Of this asker; none for a guest. */
  tokenOf(asker: Asker, standing: Standing): string | undefined
  /** What the server says to this asker; nothing of it stays. */
  ask(endpoint: Endpoint, asker: Asker, standing: Standing): Promise<Outcome>
  close(): Promise<void>
}

const FAR_TOWN = '611023101'
const OTHER_COUNTY = '611024'
const LONG_AGO = '2020-01-01'
const LONG_OVER = '2021-01-01'
const FAR_OFF = '2099-01-01'
const ROLLED_BACK = 'ROLLED_BACK'
/** One seed: the same valid input for everybody, every time. */
const SEED = 20_261_125

/**
 * A county in which one person has one of everything, in a state that others do not see: a wish at the desk, complaints at the desk and
 * on the ledger, bookings. Every role stands to it in scope, out of scope, with an office that is over, and with one yet to begin.
 * Every transaction is rolled back once its command is through: who was let in is known, and nothing has changed for the next.
 */
export async function startAuthorizationWorld(): Promise<AuthorizationWorld> {
  const county = await startBookingCounty()
  const { app, now } = county
  const ground = await makeGround(county)
  const people = await makePeople(county, scopesOf(county, ground))
  const things = await makeThings(county, ground, people.self)

  const { db } = app.kernel
  const inEarnest = db.transaction
  db.transaction = (work) => inEarnest(async (tx: Tx) => {
    await work(tx)
    throw new AppError(409, ROLLED_BACK, '')
  })

  const ids = [things.wish, things.complaint, things.demand, things.dispatch, people.self.id]
  const tokenOf = (asker: Asker, standing: Standing) => people.tokens.get(`${asker} ${standing}`)
  const inputs = new Map<string, { path: string; body: string | undefined }>()
  const inputFor = (endpoint: Endpoint) => {
    let input = inputs.get(endpoint.name)
    if (!input) inputs.set(endpoint.name, (input = validInput(endpoint, things, ids, now())))
    return input
  }
  return {
    county,
    endpoints: app.endpoints,
    tokenOf,
    async ask(endpoint, asker, standing) {
      const { path, body } = inputFor(endpoint)
      const token = tokenOf(asker, standing)
      const response = await fetch(app.url + path, {
        method: endpoint.method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(endpoint.method !== 'GET' && body !== undefined && { body }),
      })
      const text = await response.text()
      if (response.status >= 500) throw new Error(`${endpoint.name} for ${asker} ${standing}: ${response.status} ${String((app.faults.at(-1) as Error)?.stack ?? text)}`)
      if (response.status === 400 && !endpoint.isMultipart) throw new Error(`${endpoint.name}: the input is not valid: ${text}`)
      return [401, 403, 404].includes(response.status) ? (String(response.status) as Outcome) : 'yes'
    },
    async close() {
      db.transaction = inEarnest
      await county.close()
    },
  }
}

interface Ground {
  organization: string
  otherOrganization: string
  unit: string
}

/** Where the offices are: another town, and two branches. */
async function makeGround({ sql, units }: BookingCounty): Promise<Ground> {
  await sql`insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat, polygon) values
    (${FAR_TOWN}, '富水镇', 'town', ${COUNTY}, ${FAR_TOWN}, null, 111.5, 33.1, null),
    (${`${FAR_TOWN}001`}, '茶坊社区', 'community', ${FAR_TOWN}, ${FAR_TOWN}, ${`${FAR_TOWN}001`}, 111.5, 33.1, null)`
  const [organization, otherOrganization] = [uuidv7(), uuidv7()]
  await sql`insert into party_organizations (id, level, name, path, area_code) values (${organization}, 'generalBranch', '东岗社区党总支', ${[organization]}, ${COMMUNITY}),
    (${otherOrganization}, 'generalBranch', '茶坊社区党总支', ${[otherOrganization]}, ${`${FAR_TOWN}001`})`
  return { organization, otherOrganization, unit: units.housing }
}

type Things = Ground & Record<
  | 'wish' | 'openWish' | 'claimedWish' | 'complaint' | 'demand' | 'dispatch' | 'booking' | 'waitlist' | 'session' | 'laterSession' | 'service' | 'place' | 'appointment' | 'absence'
  | 'chairTerm' | 'association' | 'approval' | 'exclusion' | 'legalHold' | 'dependent' | 'message' | 'filter' | 'upload', string>

/** One of everything, of `self`; what had to be done for it others did, who ask nothing. */
async function makeThings(county: BookingCounty, ground: Ground, self: Person): Promise<Things> {
  const { sql, ok, post, now, units, associationId } = county
  const somebody = await county.resident()
  const worker = await county.appoint('communityWorker', COMMUNITY)
  const officer = await county.appoint('streetOfficer', TOWN)
  const administrator = await county.appoint('administrator', COUNTY)
  const leader = await county.appoint('gridLeader', INNER_GRID, { post: 'A' })
  const helper = await county.person()
  await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${helper.id}, ${ground.organization}, ${GRID})`

  const wish = async (): Promise<string> =>
    (await ok(post(self, '/wishes', { category: 'repair', title: '换一盏灯', story: '灯坏了三天', publicationConsent: true, areaCode: GRID }))).id
  const published = async (): Promise<string> => {
    const id = await wish()
    await ok(post(worker, `/wishes/${id}/publish`, { publicTitle: '想换一盏灯' }))
    return id
  }
  const [atDeskWish, openWish, claimedWish] = [await wish(), await published(), await published()]
  await ok(post(helper, `/wishes/${claimedWish}/claim`))

  const complaint = (more: object = {}) => ok(post(self, '/complaints', { kind: 'complaint', category: 'road-damage', text: '路坏了', point: POINT, ...more }))
  const atDesk = await complaint()
  const raise = async (category: string): Promise<string> => {
    const { id } = await complaint({ category })
    await ok(post(worker, `/complaints/${id}/accept`))
    return (await ok(post(worker, `/complaints/${id}/raise`, { reason: '社区没有力量', nature: 'facility' }))).demandId
  }
  const demand = await raise('road-light')
  const dispatched = await raise('road-manhole')
  await county.handler(units.housing)
  const [chair] = await sql<{ id: string; termId: string }[]>`select account_id as id, id as "termId" from chair_terms where association_id = ${associationId} and state = 'running'`
  const dispatch = uuidv7()
  await sql`insert into dispatches (id, state, created_at, updated_at, demand_id, round, unit_id, role, is_required, urgency, sent_by)
    values (${dispatch}, 'sent', ${now()}, ${now()}, ${dispatched}, 1, ${units.housing}, 'lead', true, 'normal', ${chair!.id})`
  await sql`update demands set state = 'dispatched' where id = ${dispatched}`

  const service = await county.service({ seats: 1 })
  const [session, full, laterSession] = [await county.session(service, 2 * DAY), await county.session(service, 2 * DAY + 2 * HOUR), await county.session(service, 2 * DAY + 4 * HOUR)]
  const booking = await county.booked(self, session)
  await county.booked(somebody, full)
  const waitlist = await county.waiting(self, full)

  await sql`insert into absences (id, appointment_id, from_at, to_at, reason, created_by, created_at)
    select ${uuidv7()}, id, ${new Date(now().getTime() + DAY)}, ${new Date(now().getTime() + 2 * DAY)}, '请假', ${leader.id}, ${now()} from appointments where account_id = ${leader.id}`
  const [held] = await sql<{ id: string }[]>`select id from appointments where account_id = ${worker.id}`
  const [absence] = await sql<{ id: string }[]>`select id from absences`
  await sql`update accounts set name = ${county.app.kernel.cipher.seal({ table: 'accounts', column: 'name', row: somebody.id }, '欧阳测试')} where id = ${somebody.id}`
  const { approval } = (await post(administrator, '/appointments', { accountId: somebody.id, role: 'communityWorker', scopeId: COMMUNITY })).body
  const exclusion = uuidv7()
  await sql`insert into exclusions (id, state, created_at, updated_at, complaint_id, reason, basis, proposed_by, approved_by, community_code, town_code)
    values (${exclusion}, 'in_force', ${now()}, ${now()}, ${atDesk.id}, 'forceMajeure', '山洪', ${worker.id}, ${officer.id}, ${COMMUNITY}, ${TOWN})`
  const { number } = (await sql<{ number: string }[]>`select number from complaints where id = ${atDesk.id}`)[0]!
  const hold = await ok(post(officer, '/legal-holds', { caseKind: 'complaint', caseNumber: number, basis: '法院要求', days: 10 }))
  const dependent = await ok(post(self, '/me/dependents', { kind: 'elder', name: '欧阳老人', consent: '当面同意' }))
  const filter = await ok(post(self, '/ledger-filters', { name: '我的', filter: { q: '路灯' } }))
  await county.drain()
  const message = uuidv7()
  await sql`insert into inbox_messages (id, account_id, event_id, kind, subject_kind, subject_id, title, body, is_urgent, created_at)
    values (${message}, ${self.id}, 0, 'progress', 'wish', ${atDeskWish}, '有了进展', '', false, ${now()})`
  return {
    ...ground, wish: atDeskWish, openWish, claimedWish, complaint: atDesk.id, demand, dispatch, booking: booking.id, waitlist: waitlist.id, session, laterSession, service,
    place: county.place, appointment: held!.id, absence: absence!.id, chairTerm: chair!.termId, association: associationId,
    approval: approval.id, exclusion, legalHold: hold.id, dependent: dependent.id, message, filter: filter.id, upload: await county.photo(self, 'complaint'),
  }
}

interface Scope {
  inScope: string
  outOfScope: string
}

const scopesOf = (county: BookingCounty, things: Ground): Record<OfficeRole, Scope> => ({
  member: { inScope: things.organization, outOfScope: things.otherOrganization },
  secretary: { inScope: things.organization, outOfScope: things.otherOrganization },
  gridLeader: { inScope: GRID, outOfScope: OTHER_GRID },
  blockLeader: { inScope: BLOCK, outOfScope: `${OTHER_COMMUNITY}R01B01` },
  regionLeader: { inScope: REGION, outOfScope: `${OTHER_COMMUNITY}R01` },
  communityWorker: { inScope: COMMUNITY, outOfScope: OTHER_COMMUNITY },
  serviceStaff: { inScope: county.place, outOfScope: county.otherPlace },
  callBackOfficer: { inScope: TOWN, outOfScope: FAR_TOWN },
  chair: { inScope: county.associationId, outOfScope: county.otherAssociationId },
  unitHandler: { inScope: things.unit, outOfScope: county.units.idle },
  streetOfficer: { inScope: TOWN, outOfScope: FAR_TOWN },
  countyOfficer: { inScope: COUNTY, outOfScope: OTHER_COUNTY },
  auditor: { inScope: COUNTY, outOfScope: OTHER_COUNTY },
  administrator: { inScope: COUNTY, outOfScope: OTHER_COUNTY },
})

interface People {
  self: Person
  /** By `<asker> <standing>`; none for a guest. */
  tokens: ReadonlyMap<string, string>
}

async function makePeople(county: BookingCounty, scopes: Record<OfficeRole, Scope>): Promise<People> {
  const { sql } = county
  const [self, resident] = [await county.resident(), await county.resident()]
  // Offices are held under a name.
  await sql`update accounts set name = ${county.app.kernel.cipher.seal({ table: 'accounts', column: 'name', row: resident.id }, '欧阳测试')} where id = ${resident.id}`
  const tokens = new Map<string, string>()
  for (const standing of STANDINGS) {
    tokens.set(`resident ${standing}`, resident.token)
    tokens.set(`self ${standing}`, self.token)
    for (const role of OFFICES) {
      const someone = await county.person()
      const scopeId = scopes[role][standing === 'outOfScope' ? 'outOfScope' : 'inScope']
      const [from, to] = standing === 'expired' ? [LONG_AGO, LONG_OVER] : standing === 'future' ? [FAR_OFF, null] : [LONG_AGO, null]
      if (role === 'chair') await addTerm(county, someone, scopeId, standing)
      else
        await sql`insert into appointments (id, account_id, role, scope_kind, scope_id, post, from_at, to_at, created_at)
          values (${uuidv7()}, ${someone.id}, ${role}, ${SCOPE_OF[role]}, ${scopeId}, ${role === 'gridLeader' ? 'A' : null}, ${from}, ${to}, ${LONG_AGO})`
      if (role === 'member')
        await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${someone.id}, ${scopeId}, ${standing === 'outOfScope' ? null : GRID})`
      tokens.set(`${role} ${standing}`, someone.token)
    }
  }
  return { self, tokens }
}

async function addTerm(county: BookingCounty, { id }: Person, associationId: string, standing: Standing): Promise<void> {
  const { sql, now } = county
  const at = (days: number) => new Date(now().getTime() + days * DAY)
  const [state, from, to] = standing === 'expired' ? ['ended', at(-120), at(-90)] : standing === 'future' ? ['planned', at(60), at(90)] : ['running', at(-30), at(30)]
  await sql`insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
    values (${uuidv7()}, ${state as string}, ${from as Date}, ${from as Date}, ${associationId}, ${id}, ${county.units.idle}, ${from as Date}, ${to as Date})`
}

/** Whose id stands in a path. */
const ID_OF: readonly (readonly [prefix: string, thing: keyof Things])[] = [
  ['/wishes/', 'wish'], ['/complaints/', 'complaint'], ['/demands/', 'demand'], ['/dispatches/', 'dispatch'], ['/bookings/', 'booking'], ['/waitlist/', 'waitlist'],
  ['/sessions/', 'session'], ['/services/', 'service'], ['/places/', 'place'], ['/appointments/', 'appointment'], ['/absences/', 'absence'], ['/chair-terms/', 'chairTerm'],
  ['/associations/', 'association'], ['/party-organizations/', 'organization'], ['/approvals/', 'approval'], ['/exclusions/', 'exclusion'], ['/legal-holds/', 'legalHold'],
  ['/me/dependents/', 'dependent'], ['/inbox/', 'message'], ['/ledger-filters/', 'filter'], ['/uploads/', 'upload'], ['/history/', 'complaint'],
]

/** Verbs of a wish that is on the board, or that somebody helps with. */
const WISH_OF: Record<string, 'openWish' | 'claimedWish'> = {
  'wish.claim': 'openWish', 'wish.assign': 'openWish', 'wish.closeUnmet': 'openWish', 'wish.routing': 'openWish',
  'wish.progress': 'claimedWish', 'wish.extend': 'claimedWish', 'wish.acknowledge': 'claimedWish', 'wish.shareContact': 'claimedWish', 'wish.replaceContact': 'claimedWish',
  'wish.contactReveal': 'claimedWish', 'wish.release': 'claimedWish', 'wish.fulfil': 'claimedWish',
}

const RULE = {
  name: '下棋', kind: 'venueSeat', summary: '自带棋盘', audience: 'everyone', priceKind: 'free', weeklyHours: [[], [], [], [], [], [], []], holidayRule: 'closed',
  sessionMinutes: 60, seats: 4, opensDaysAhead: 7, closesMinutesBefore: 60, cancelMinutesBefore: 60,
}

/** What a valid value by itself would not hit: the thing that decides who may. */
const bodiesOf = (things: Things, now: Date): Record<string, object> => ({
  'absence.create': { appointmentId: things.appointment, from: new Date(now.getTime() + 5 * DAY).toISOString(), to: new Date(now.getTime() + 6 * DAY).toISOString(), reason: '请假' },
  'exclusion.propose': { complaintId: things.complaint, reasonCode: 'forceMajeure', basis: '山洪冲断了路' },
  'demand.create': { category: 'road-damage', nature: 'facility', text: '路坏了', reason: '巡查发现', areaCode: COMMUNITY },
  'chairTerm.appoint': { associationId: things.association, accountId: things.upload, from: new Date(now.getTime() + 100 * DAY).toISOString(), to: new Date(now.getTime() + 120 * DAY).toISOString() },
  'place.create': { name: '新的服务中心', kind: 'serviceCentre', communityCode: COMMUNITY, address: '东岗路 9 号', point: POINT },
  'place.update': { name: '服务中心', kind: 'serviceCentre', address: '东岗路 9 号', point: POINT },
  'service.create': { placeId: things.place, ...RULE },
  'service.update': RULE,
  'service.preview': { placeId: things.place, ...RULE },
  'booking.move': { sessionId: things.laterSession },
  'catalogue.compareRules': { rules: [] },
  'legalHolds.place': { caseKind: 'complaint', caseNumber: '0000000000', basis: '法院要求', days: 10 },
})

function validInput(endpoint: Endpoint, things: Things, ids: readonly string[], now: Date): { path: string; body: string | undefined } {
  const sample = (schema: Endpoint['body']): unknown => fc.sample(acceptedBy(schema, ids), { seed: SEED, numRuns: 1 })[0]
  const thing = ID_OF.find(([prefix]) => endpoint.path.startsWith(prefix))?.[1]
  const params: Record<string, string> = { ...(sample(endpoint.params) as object), code: COMMUNITY, kind: 'complaint', file: 'image.jpg', ...(thing && { id: things[WISH_OF[endpoint.name] ?? thing] }) }
  if (endpoint.path.startsWith('/catalogues/')) params.name = 'units'
  if (endpoint.path.startsWith('/calendars/')) params.year = '2026'
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''))
  // A query may be left empty unless something in it is asked for.
  const query = endpoint.query.safeParse({}).success ? {} : (sample(endpoint.query) as Record<string, unknown>)
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)]))
  const special = bodiesOf(things, now)[endpoint.name]
  const body = special && endpoint.body.safeParse(special).success ? special : endpoint.isMultipart ? undefined : sample(endpoint.body)
  return { path: `/api/v1${path}${asked.size > 0 ? `?${asked}` : ''}`, body: body === undefined ? undefined : JSON.stringify(body) }
}
