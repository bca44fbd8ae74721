import type { Role, ScopeKind } from '@huying/shared/kernel/role.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GUEST, type Actor, type AppointmentInForce } from '../../../server/src/kernel/actor.ts'
import type { ReadContext } from '../../../server/src/kernel/context.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { factsOf } from '../../../server/src/modules/booking/take.ts'
import { mayRead as mayReadBooking } from '../../../server/src/modules/booking/policy.ts'
import { desksOf, listBookings, listWaiting } from '../../../server/src/modules/booking/queries.ts'
import { bookings, places } from '../../../server/src/modules/booking/table.ts'
import { mayRead as mayReadComplaint } from '../../../server/src/modules/complaint/policy.ts'
import { complaints } from '../../../server/src/modules/complaint/table.ts'
import { visibleTo as visibleComplaints } from '../../../server/src/modules/complaint/visible.ts'
import { mayRead as mayReadDemand } from '../../../server/src/modules/demand/policy.ts'
import { demands } from '../../../server/src/modules/demand/table.ts'
import { visibleTo as visibleDemands } from '../../../server/src/modules/demand/visible.ts'
import { mayRead as mayReadDispatch } from '../../../server/src/modules/dispatch/policy.ts'
import { listDispatches } from '../../../server/src/modules/dispatch/queries.ts'
import { dispatches } from '../../../server/src/modules/dispatch/table.ts'
import { listWishes, type WishViewName } from '../../../server/src/modules/wish/list.ts'
import { isOfParty, mayRead as mayReadWish, PUBLISHED } from '../../../server/src/modules/wish/policy.ts'
import { wishes } from '../../../server/src/modules/wish/table.ts'
import { BLOCK, COMMUNITY, COUNTY, GRID, INNER_GRID, OTHER_COMMUNITY, OTHER_GRID, REGION, TOWN } from '../../factories/whistle-county.ts'
import { startBookingCounty, type BookingCounty } from '../booking/booking-county.ts'

/** The SQL of the lists and the policy of the one thing were written twice: over random things and people they say the same. */
let county: BookingCounty
const FAR_TOWN = '611023101'
const FAR_COMMUNITY = `${FAR_TOWN}001`
const persons: string[] = []

/** Places as rows carry them: with a grid, only a community, or (complaints) only a town. */
const SPOTS = [
  [GRID, COMMUNITY, TOWN], [INNER_GRID, COMMUNITY, TOWN], [OTHER_GRID, OTHER_COMMUNITY, TOWN], [null, COMMUNITY, TOWN], [null, OTHER_COMMUNITY, TOWN], [null, FAR_COMMUNITY, FAR_TOWN],
] as const
const AREAS = [GRID, INNER_GRID, OTHER_GRID, BLOCK, REGION, COMMUNITY, OTHER_COMMUNITY, FAR_COMMUNITY, TOWN, FAR_TOWN, COUNTY]
const ROLES_OVER_AREAS: readonly Role[] = ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'callBackOfficer', 'streetOfficer', 'countyOfficer', 'auditor', 'administrator']
const ROWS = 220
const ACTORS = 150

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

beforeAll(async () => {
  county = await startBookingCounty()
  const { sql } = county
  await sql`insert into areas (code, name, kind, parent_code, town_code, community_code, lng, lat) values
    (${FAR_TOWN}, '富水镇', 'town', ${COUNTY}, ${FAR_TOWN}, null, 111.5, 33.1), (${FAR_COMMUNITY}, '茶坊社区', 'community', ${FAR_TOWN}, ${FAR_TOWN}, ${FAR_COMMUNITY}, 111.5, 33.1)`
  for (let n = 0; n < 5; n++) persons.push((await county.person()).id)
  await fill()
}, 120_000)
afterAll(() => county.close())

/** Rows of every kind, the same each time. */
async function fill(): Promise<void> {
  const { sql, units, associationId, otherAssociationId } = county
  const stream = fc.sample(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { seed: 7, numRuns: ROWS * 24 })
  let at = 0
  const random = () => stream[at++ % stream.length]!
  const now = county.now()
  const unitIds = Object.values(units)
  for (let n = 0; n < ROWS; n++) {
    const [grid, community, town] = pick(random, SPOTS)
    const claimer = random() < 0.4 ? pick(random, persons) : null
    const state = pick(random, claimer ? ['claimed', 'fulfilled', 'disputed', 'confirmed'] : ['submitted', 'returned', 'rejected', 'open', 'withdrawn', 'unmet'])
    const isShown = PUBLISHED.some((shown) => shown === state)
    await sql`insert into wishes (id, state, created_at, updated_at, number, beneficiary_id, filer_id, category, is_sensitive, title, story, has_publication_consent, grid_code,
        community_code, town_code, check_verdict, published_at, claimer_id, claimed_at, fulfilled_at, confirmed_at)
      values (${uuidv7()}, ${state}, ${now}, ${now}, ${`W${n}`}, ${pick(random, persons)}, ${pick(random, persons)}, 'repair', ${random() < 0.3}, '灯', '灯', ${random() < 0.5}, ${grid},
        ${community}, ${town}, 'pass', ${isShown || claimer ? now : null}, ${claimer}, ${claimer ? now : null}, ${claimer ? now : null}, ${state === 'confirmed' ? now : null})`
    const isTownsOnly = random() < 0.1
    await sql`insert into complaints (id, state, created_at, updated_at, number, reporter_id, filer_id, kind, category, urgency, text, grid_code, community_code, town_code, first_line, desk,
        check_verdict, about_role)
      values (${uuidv7()}, ${pick(random, ['submitted', 'accepted', 'withdrawn'])}, ${now}, ${now}, ${`C${n}`}, ${pick(random, persons)}, ${pick(random, persons)}, 'complaint', 'road-damage',
        'normal', '路坏了', ${isTownsOnly ? null : grid}, ${isTownsOnly ? null : community}, ${town}, '[]', 'town', 'pass', ${random() < 0.3 ? pick(random, ['gridLeader', 'communityWorker']) : null})`
    const demandId = uuidv7()
    const association = random() < 0.6 ? pick(random, [associationId, otherAssociationId]) : null
    await sql`insert into demands (id, state, created_at, updated_at, number, association_id, grid_code, community_code, town_code, is_urban, category, nature, urgency, summary, reason, level, opened_by)
      values (${demandId}, 'dispatched', ${now}, ${now}, ${`D${n}`}, ${association}, ${isTownsOnly ? null : grid}, ${isTownsOnly ? null : community}, ${town}, true, 'road-damage', 'facility', 'normal',
        '路', '路', ${association ? 0 : 1}, ${pick(random, persons)})`
    for (const unitId of unitIds.filter(() => random() < 0.3)) {
      const ended = pick(random, [null, 'returned', 'cancelled'])
      await sql`insert into dispatches (id, state, created_at, updated_at, demand_id, round, unit_id, role, is_required, urgency, sent_by, ended_at)
        values (${uuidv7()}, ${ended ?? 'sent'}, ${now}, ${now}, ${demandId}, 1, ${unitId}, 'assist', true, 'normal', ${pick(random, persons)}, ${ended ? now : null})`
    }
  }
  const service = await county.service()
  const elsewhere = await county.service({ placeId: county.otherPlace })
  for (let n = 0; n < ROWS / 4; n++) {
    const [serviceId, placeId] = pick(random, [[service, county.place], [elsewhere, county.otherPlace]] as const)
    const sessionId = await county.session(serviceId, (n + 1) * 7_200_000)
    const state = pick(random, ['pending', 'booked', 'no_show', 'completed'])
    await sql`insert into bookings (id, state, created_at, updated_at, session_id, service_id, place_id, person_id, booker_id, starts_at, ends_at, pass_code, appealed_at)
      select ${uuidv7()}, ${state}, ${now}, ${now}, ${sessionId}, ${serviceId}, ${placeId}, ${pick(random, persons)}, ${pick(random, persons)}, starts_at, ends_at, 'x',
        ${state === 'no_show' && random() < 0.7 ? now : null} from service_sessions where id = ${sessionId}`
  }
}

/** Anybody: a guest, a resident, a member, or somebody with up to three offices anywhere. */
function anybody(): fc.Arbitrary<Actor> {
  const { units, associationId, otherAssociationId, place, otherPlace } = county
  const office = (role: Role, scopeKind: ScopeKind, scopeId: string): AppointmentInForce => ({
    id: uuidv7(), role, scopeKind, scopeId, post: role === 'gridLeader' ? 'A' : null, from: new Date(0), to: null,
    gridCodes: role === 'blockLeader' || role === 'regionLeader' ? (scopeId === BLOCK || scopeId === REGION ? [GRID, INNER_GRID] : []) : [],
  })
  const areaOffice = fc.tuple(fc.constantFrom(...ROLES_OVER_AREAS), fc.constantFrom(...AREAS)).map(([role, code]) => office(role, 'area', code))
  const others = fc.oneof(
    fc.constantFrom(...Object.values(units)).map((id) => office('unitHandler', 'unit', id)),
    fc.constantFrom(associationId, otherAssociationId).map((id) => office('chair', 'association', id)),
    fc.constantFrom(place, otherPlace).map((id) => office('serviceStaff', 'place', id)),
    fc.constant(uuidv7()).map((id) => office('secretary', 'partyOrganization', id)),
  )
  return fc.record({
    accountId: fc.constantFrom(null, ...persons),
    appointments: fc.array(fc.oneof(areaOffice, others), { maxLength: 3 }),
    isMember: fc.boolean(),
  }).map(({ accountId, appointments, isMember }) => {
    if (accountId === null) return GUEST
    const member = isMember ? { organizationId: uuidv7(), organizationPath: [], organizationAreaCode: COMMUNITY, residenceGridCode: GRID, reportInCodes: [], barredUntil: null } : null
    return { ...GUEST, accountId, appointments, held: appointments, member }
  })
}

const everybody = async (holds: (actor: Actor) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(anybody(), holds), { numRuns: ACTORS, seed: 11 })
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort()

describe('what a list shows is what one may read, for anybody and anything', () => {
  test('complaints', async () => {
    const { q } = county.app.kernel.db
    const all = await q.select().from(complaints)
    await everybody(async (actor) => {
      const listed = await q.select({ id: complaints.id }).from(complaints).where(visibleComplaints(actor))
      expect(ids(listed)).toEqual(ids(all.filter((row) => mayReadComplaint(actor, row))))
    })
  }, 120_000)

  test('demands', async () => {
    const { q } = county.app.kernel.db
    const [all, sent] = [await q.select().from(demands), await q.select().from(dispatches)]
    await everybody(async (actor) => {
      const listed = await q.select({ id: demands.id }).from(demands).where(visibleDemands(actor))
      expect(ids(listed)).toEqual(ids(all.filter((row) => mayReadDemand(actor, row, { dispatches: sent.filter(({ demandId }) => demandId === row.id).map((one) => ({ ...one, unitName: '', dueAt: null })) }))))
    })
  }, 120_000)

  test('dispatches', async () => {
    const { q } = county.app.kernel.db
    const [all, ledger] = [await q.select().from(dispatches), new Map((await q.select().from(demands)).map((row) => [row.id, row]))]
    await everybody(async (actor) => {
      const listed = await listDispatches(county.app.kernel.db, actor, county.now(), { queue: 'all', limit: 10 * ROWS }, null)
      expect(ids(listed.map(({ row }) => row))).toEqual(ids(all.filter((row) => mayReadDispatch(actor, row, ledger.get(row.demandId)!))))
    })
  }, 120_000)

  test('wishes: the board is all that is published for the reader, and no view shows what may not be read', async () => {
    const { kernel } = county.app
    const all = await kernel.db.q.select().from(wishes)
    const byId = new Map(all.map((row) => [row.id, row]))
    const views: readonly WishViewName[] = ['board', 'mine', 'asked', 'claims', 'desk', 'street', 'branch', 'wall', 'thanks', 'callBack']
    await everybody(async (actor) => {
      const context: ReadContext = { kernel, db: kernel.db, actor, now: county.now() }
      for (const view of views.filter((name) => actor.accountId !== null || name === 'board' || name === 'wall')) {
        const listed = (await listWishes(context, { view, after: null, limit: 10 * ROWS })).map(({ line }) => byId.get(line.wish.id)!)
        expect(ids(listed.filter((row) => !mayReadWish(actor, row))), `${view} shows what may not be read`).toEqual([])
        if (view === 'board') expect(ids(listed)).toEqual(ids(all.filter((row) => PUBLISHED.includes(row.state) && (row.hasPublicationConsent || isOfParty(actor)))))
        if (view === 'mine') expect(ids(listed)).toEqual(ids(all.filter((row) => row.beneficiaryId === actor.accountId || row.filerId === actor.accountId)))
      }
    })
  }, 180_000)

  test('bookings: one\'s own are all one\'s own, and what waits at a desk may be read there', async () => {
    const { kernel } = county.app
    const all = await kernel.db.q.select().from(bookings)
    const byPlace = new Map((await kernel.db.q.select().from(places)).map((row) => [row.id, row]))
    await everybody(async (actor) => {
      if (actor.accountId === null) return
      const context: ReadContext = { kernel, db: kernel.db, actor, now: county.now() }
      const readable = new Set<string>()
      for (const row of all) if (mayReadBooking(actor, row, await factsOf(context, byPlace.get(row.placeId)!))) readable.add(row.id)
      const own = (await listBookings(kernel.db, actor, { after: null, limit: 500 })).map((view) => view.booking)
      expect(ids(own)).toEqual(ids(all.filter((row) => row.bookerId === actor.accountId || row.personId === actor.accountId)))
      const desks = (await desksOf(kernel.db, actor)).map(({ placeId }) => placeId)
      const waiting = desks.length > 0 ? (await listWaiting(kernel.db, 'approve', desks, { after: null, limit: 500 })).map((view) => view.booking) : []
      expect(ids([...own, ...waiting].filter(({ id }) => !readable.has(id)))).toEqual([])
    })
  }, 180_000)
})
