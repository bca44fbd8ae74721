import { randomBytes } from 'node:crypto'
import { GUEST } from '../../server/src/kernel/actor.ts'
import type { CommandContext, Kernel } from '../../server/src/kernel/context.ts'
import { tokenHash } from '../../server/src/kernel/endpoint.ts'
import { lockSubject, readSubject } from '../../server/src/kernel/subject.ts'
import { create, transition } from '../../server/src/kernel/transition.ts'
import { uuidv7 } from '../../server/src/kernel/uuid.ts'
import { demandSubject } from '../../server/src/modules/demand/subject.ts'
import { wishSubject, type Wish } from '../../server/src/modules/wish/table.ts'
import { addTown, COMMUNITY, COUNTY, GRID, TOWN } from './town.ts'
import type { Person } from './whistle-county.ts'

const LONG_AGO = '2020-01-01'
const YEAR_MS = 365 * 86_400_000

/**
 * A town with two communities, its people in office and its wishes and demands, written straight into the database of
 * a kernel: for tests that need many of them, or a server in another process. Histories and events are real.
 */
export interface SmallCounty {
  /** Units with a handler each. */
  units: { lead: string; assist: string; other: string }
  associationId: string
  person(options?: { gridCode?: string }): Promise<Person>
  resident(): Promise<Person>
  /** A party member in reach of every wish of the town. */
  member(): Promise<Person>
  appoint(role: string, scopeId: string, options?: { scopeKind?: string; post?: 'A' | 'B' }): Promise<Person>
  /** The chair in term of the community's association, of a unit without a part in anything. */
  chair(): Promise<Person>
  submittedWish(owner?: Person): Promise<string>
  publish(id: string): Promise<void>
  /** On the board, in reach of the members. */
  openWish(owner?: Person): Promise<string>
  wish(id: string): Promise<Wish>
  /** On the ledger of the association, waiting for its chair. */
  pendingDemand(): Promise<string>
}

export async function fillSmallCounty(kernel: Kernel): Promise<SmallCounty> {
  const { sql } = kernel.db
  let serial = 0
  /** Serials of different fillings of one database never meet. */
  const run = randomBytes(4).toString('hex')

  const command = <T>(work: (context: CommandContext) => Promise<T>, actorId?: string): Promise<T> =>
    kernel.db.transaction((tx) => work({
      kernel, db: tx, tx, now: kernel.clock.now(), actor: { ...GUEST, accountId: actorId ?? null }, as: { role: 'communityWorker', appointmentId: null },
    }))

  const person: SmallCounty['person'] = async ({ gridCode = GRID } = {}) => {
    const [id, token] = [uuidv7(), randomBytes(32).toString('base64url')]
    const started = new Date(kernel.wallClock())
    await sql`insert into accounts (id, openid, display_name, staff_name, grid_code, created_at) values (${id}, ${`${run}-${serial++}`}, '王*', '刘*平', ${gridCode}, ${LONG_AGO})`
    await sql`insert into sessions (token_hash, account_id, is_staff, created_at, last_seen_at, expires_at)
      values (${tokenHash(token)}, ${id}, false, ${started}, ${started}, ${new Date(started.getTime() + YEAR_MS)})`
    return { id, token }
  }
  const appoint: SmallCounty['appoint'] = async (role, scopeId, { scopeKind = 'area', post } = {}) => {
    const someone = await person()
    await sql`insert into appointments (id, account_id, role, scope_kind, scope_id, post, from_at, created_at)
      values (${uuidv7()}, ${someone.id}, ${role}, ${scopeKind}, ${scopeId}, ${post ?? null}, ${LONG_AGO}, ${LONG_AGO})`
    return someone
  }
  const unit = async (code: string): Promise<string> => {
    const id = uuidv7()
    await sql`insert into units (id, code, kind, name, area_code) values (${id}, ${code}, 'department', ${`单位${code}`}, ${COUNTY})`
    await appoint('unitHandler', id, { scopeKind: 'unit' })
    return id
  }

  await addTown(sql)
  const organizationId = uuidv7()
  await sql`insert into party_organizations (id, level, name, path) values (${organizationId}, 'generalBranch', '社区党总支', ${[organizationId]})`
  const associationId = uuidv7()
  await sql`insert into associations (id, community_code, name) values (${associationId}, ${COMMUNITY}, '党建联合会')`
  const units = { lead: await unit('lead'), assist: await unit('assist'), other: await unit('other') }
  const publisher = await appoint('communityWorker', COMMUNITY)

  const submittedWish: SmallCounty['submittedWish'] = async (owner) => {
    const { id: ownerId } = owner ?? (await person())
    const { id } = await command((context) => create(context, wishSubject, 'submit', {
      number: `${run}${String(serial++).padStart(8, '0')}`, beneficiaryId: ownerId, filerId: ownerId, category: 'repair', isSensitive: false,
      title: '换一盏厨房的灯', story: '灯坏了三天，够不着', hasPublicationConsent: true, gridCode: GRID, communityCode: COMMUNITY, townCode: TOWN,
      uploadIds: [], checkVerdict: 'pass', disputeCount: 0, bigrams: [],
    }, { facts: { category: 'repair' }, start: [{ kind: 'review', limit: '2wd' }], role: 'resident' }), ownerId)
    return id
  }
  const publish: SmallCounty['publish'] = async (id) => {
    await command(async (context) => transition(context, wishSubject, await lockSubject(context.tx, wishSubject, id), 'publish', {
      set: { publicTitle: '想换一盏灯', publishedAt: context.now, publishedBy: publisher.id, ring: 1 },
      stop: ['review'], start: [{ kind: 'ring', limit: '24h' }],
    }), publisher.id)
  }

  return {
    units, associationId, person, appoint, submittedWish, publish,
    resident: () => person(),
    async member() {
      const someone = await person()
      await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${someone.id}, ${organizationId}, ${GRID})`
      return someone
    },
    async chair() {
      const someone = await person()
      const [from, to] = [new Date(kernel.clock.now().getTime() - YEAR_MS / 12), new Date(kernel.clock.now().getTime() + YEAR_MS / 12)]
      await sql`insert into chair_terms (id, state, created_at, updated_at, association_id, account_id, unit_id, from_at, to_at)
        values (${uuidv7()}, 'running', ${from}, ${from}, ${associationId}, ${someone.id}, ${units.other}, ${from}, ${to})`
      return someone
    },
    async openWish(owner) {
      const id = await submittedWish(owner)
      await publish(id)
      return id
    },
    wish: (id) => readSubject(kernel.db, wishSubject, id),
    async pendingDemand() {
      const { id } = await command((context) => create(context, demandSubject, 'open', {
        number: `D${run}${String(serial++).padStart(8, '0')}`, associationId, gridCode: GRID, communityCode: COMMUNITY, townCode: TOWN, isUrban: true,
        category: 'road-damage', nature: 'facility', urgency: 'normal', summary: '路上有个大坑', reason: '社区没有力量修路', openedBy: publisher.id,
      }, { facts: { urgency: 'normal', level: 0 }, start: [{ kind: 'assign', limit: '1wd' }, { kind: 'solve', limit: '7wd' }] }), publisher.id)
      return id
    },
  }
}
