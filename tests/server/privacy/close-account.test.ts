import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { COMMUNITY, COUNTY, GRID, POINT, TOWN, type Person } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, startBookingCounty, type BookingCounty } from '../booking/booking-county.ts'

let county: BookingCounty
let worker: Person
let organizationId: string

beforeAll(async () => {
  county = await startBookingCounty()
  worker = await county.appoint('communityWorker', COMMUNITY)
  organizationId = uuidv7()
  await county.sql`insert into party_organizations (id, level, name, path, area_code) values (${organizationId}, 'generalBranch', '社区党总支', ${[organizationId]}, ${COMMUNITY})`
}, 120_000)
afterAll(() => county.close())

const PHONE = '13912345678'
const NAME = '欧阳测试'

/** Somebody who told us everything one can tell. */
async function knownResident(): Promise<Person> {
  const someone = await county.resident()
  const { cipher } = county.app.kernel
  await county.sql`update accounts set name = ${cipher.seal({ table: 'accounts', column: 'name', row: someone.id }, NAME)}, display_name = '欧*',
    phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: someone.id }, PHONE)}, phone_index = ${cipher.blindIndex('accounts', 'phone', PHONE)} where id = ${someone.id}`
  return someone
}

async function member(): Promise<Person> {
  const someone = await county.person()
  await county.sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${someone.id}, ${organizationId}, ${GRID})`
  return someone
}

const post = (who: Person, path: string, body: unknown = {}) => county.ok(county.post(who, path, body))
const wish = (who: Person, more: object = {}) => post(who, '/wishes', { category: 'repair', title: '换一盏厨房的灯', story: '灯坏了三天，够不着', publicationConsent: true, contactName: NAME, ...more })
const complaint = (who: Person, more: object = {}) =>
  post(who, '/complaints', { kind: 'complaint', category: 'road-damage', text: '门口的路坏了，我住三号楼二单元', point: POINT, address: '东岗路 3 号 2 单元', ...more })
const stateOf = async (table: string, id: string): Promise<string> => (await county.sql<{ state: string }[]>`select state from ${county.sql(table)} where id = ${id}`)[0]!.state
const closing = async (id: string) => (await county.sql`select * from account_closings where account_id = ${id} order by created_at desc limit 1`)[0]!
async function published(who: Person) {
  const made = await wish(who)
  await post(worker, `/wishes/${made.id}/publish`, { publicTitle: '想换一盏灯' })
  return made
}

describe('200', () => {
  test('an account in the middle of everything is closed after seven days, and every live thing of it ends as the rules say', async () => {
    const gone = await knownResident()
    const helper = await member()
    // Wishes: one at the desk, one with somebody on it, one reported fulfilled; and one of somebody else's that they help with.
    const atDesk = await wish(gone)
    const claimed = await published(gone)
    await post(helper, `/wishes/${claimed.id}/claim`)
    const fulfilled = await published(gone)
    await post(helper, `/wishes/${fulfilled.id}/claim`)
    await post(helper, `/wishes/${fulfilled.id}/fulfil`, { account: '换好了', uploadIds: [await county.photo(helper)] })
    const others = await published(await county.resident())
    await county.sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${gone.id}, ${organizationId}, ${GRID})`
    await post(gone, `/wishes/${others.id}/claim`)
    // Complaints: one at the desk with a follower, one on the ledger, one merged into somebody else's, one that waits for an answer.
    const submitted = await complaint(gone)
    const follower = await complaint(await county.resident(), { joinComplaintId: submitted.id })
    const raised = await complaint(gone, { category: 'road-light' })
    await post(worker, `/complaints/${raised.id}/accept`)
    await post(worker, `/complaints/${raised.id}/raise`, { reason: '社区没有力量', nature: 'facility' })
    const target = await complaint(await county.resident(), { category: 'road-manhole' })
    const merged = await complaint(gone, { joinComplaintId: target.id })
    const resolved = await complaint(gone, { kind: 'consult' })
    await post(worker, `/complaints/${resolved.id}/accept`)
    await post(worker, `/complaints/${resolved.id}/contact`, { channel: 'phone', at: county.now().toISOString(), isReached: true })
    await post(worker, `/complaints/${resolved.id}/resolve`, { outcome: 'explained', account: '说清楚了' })
    // Bookings: one with somebody waiting behind it, one in a line, one offered a seat.
    const service = await county.service({ seats: 1 })
    const [first, second, third] = [await county.session(service, 9 * DAY), await county.session(service, 9 * DAY + 2 * HOUR), await county.session(service, 9 * DAY + 4 * HOUR)]
    const booked = await county.booked(gone, first)
    const next = await county.resident()
    const behind = await county.waiting(next, first)
    await county.booked(await county.resident(), second)
    const waiting = await county.waiting(gone, second)
    const early = await county.resident()
    const earlier = await county.booked(early, third)
    const offered = await county.waiting(gone, third)
    const last = await county.waiting(await county.resident(), third)

    const asked = await county.post(gone, '/me/close')
    expect(asked.status).toBe(201)
    expect(asked.body.closing).toMatchObject({ state: 'cooling' })
    expect(asked.body.effects.map(({ title, count }: { title: string; count: number }) => `${count}${title}`)).toEqual([
      '1件诉求会撤回', '2件诉求匿名继续办理，不再问您', '1件办结的诉求按没有答复结束', '2个心愿会撤回', '1个已帮好的心愿按已确认处理', '1个您认领的心愿会放回心愿墙', '1个预约会取消', '2个候补会退出',
    ])
    // What the clocks of a week would do to these is somebody else's test.
    await county.sql`update clocks set due_at = due_at + interval '60 days', warn_at = null where state = 'running' and subject_kind in ('wish', 'complaint')`
    await county.advance(7 * DAY - HOUR)
    expect(await stateOf('wishes', claimed.id)).toBe('claimed')
    await post(early, `/bookings/${earlier.id}/cancel`)
    expect(await stateOf('waitlist_entries', offered.id)).toBe('offered')
    await county.sql`update clocks set due_at = due_at + interval '1 day' where subject_id = ${offered.id} and kind = 'hold'`
    await county.advance(DAY)

    const states = Object.fromEntries(await Promise.all(Object.entries({
      atDesk: ['wishes', atDesk.id], claimed: ['wishes', claimed.id], fulfilled: ['wishes', fulfilled.id], others: ['wishes', others.id],
      submitted: ['complaints', submitted.id], follower: ['complaints', follower.id], raised: ['complaints', raised.id], merged: ['complaints', merged.id], resolved: ['complaints', resolved.id],
      booked: ['bookings', booked.id], behind: ['waitlist_entries', behind.id], waiting: ['waitlist_entries', waiting.id], offered: ['waitlist_entries', offered.id], last: ['waitlist_entries', last.id],
    }).map(async ([name, [table, id]]) => [name, await stateOf(table!, id)])))
    expect(states).toEqual({
      atDesk: 'withdrawn', claimed: 'withdrawn', fulfilled: 'confirmed', others: 'open',
      submitted: 'withdrawn', follower: 'submitted', raised: 'raised', merged: 'merged', resolved: 'closed',
      booked: 'cancelled', behind: 'offered', waiting: 'left', offered: 'left', last: 'offered',
    })
    await county.checkSeats()
    expect((await county.sql`select confirmed_by, rating, thanks from wishes where id = ${fulfilled.id}`)[0]).toEqual({ confirmed_by: 'clock', rating: null, thanks: null })
    expect((await county.sql`select answered_by, is_solved from complaints where id = ${resolved.id}`)[0]).toEqual({ answered_by: 'accountClosed', is_solved: null })
    expect(await closing(gone.id)).toMatchObject({ state: 'erased' })

    // Nobody is signed in any more, and nobody gets a message.
    expect((await county.get(gone, '/me')).status).toBe(401)
    await county.drain()
    expect(await county.sql`select 1 from inbox_messages where account_id = ${gone.id}`).toEqual([])
    expect((await county.get(helper, '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain('居民注销了账号，心愿随之结束')
    // Nothing personal is left, and the chains still hold.
    expect(await whatIsLeft(gone.id)).toEqual([])
    const checked = await checkHistory(county.app.kernel.db, { tables: historyTables, cipher: county.app.kernel.cipher })
    expect(checked.faults).toEqual([])
  }, 120_000)

  test('a failure in the midst of it undoes everything, and the next try does it whole', async () => {
    const gone = await knownResident()
    const [made, said] = [await wish(gone), await complaint(gone)]
    await post(gone, '/me/close')
    const { sql } = county
    await sql.unsafe(`create function no_erasing() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
      create trigger no_erasing before update on accounts for each row when (new.display_name = '已注销') execute function no_erasing()`)
    await expect(county.advance(8 * DAY)).rejects.toThrow()
    expect([await stateOf('wishes', made.id), await stateOf('complaints', said.id), (await closing(gone.id)).state]).toEqual(['submitted', 'submitted', 'cooling'])
    expect((await sql`select state, openid is not null as "isKnown" from accounts where id = ${gone.id}`)[0]).toEqual({ state: 'active', isKnown: true })
    await sql.unsafe('drop trigger no_erasing on accounts; drop function no_erasing()')
    await county.advance(2 * MINUTE)
    expect([await stateOf('wishes', made.id), await stateOf('complaints', said.id), (await closing(gone.id)).state]).toEqual(['withdrawn', 'withdrawn', 'erased'])
  })

  test('closing twice at once does everything once', async () => {
    const gone = await knownResident()
    const { id } = await wish(gone)
    await post(gone, '/me/close')
    const [one, two] = await Promise.all([county.advance(8 * DAY), county.advance(0)])
    expect([one, two]).toEqual([undefined, undefined])
    await county.advance(HOUR)
    const steps = await county.sql`select action from history where subject_id = ${id} and action = 'account_closed'`
    expect(steps).toHaveLength(1)
    expect((await county.sql`select action from history where subject_kind = 'accountClosing' and subject_id = ${(await closing(gone.id)).id} order by seq`).map(({ action }) => action))
      .toEqual(['ask', 'close', 'erase'])
  })

  test('what a request under way left behind after the closing meets the same end', async () => {
    const gone = await knownResident()
    await post(gone, '/me/close')
    await county.advance(8 * DAY)
    const late = await wish(await county.resident())
    await county.sql`update wishes set beneficiary_id = ${gone.id}, filer_id = ${gone.id} where id = ${late.id}`
    await county.sql`update clocks set state = 'running', ended_at = null, due_at = ${county.now()} where kind = 'leftovers' and subject_id = ${(await closing(gone.id)).id}`
    await county.advance(11 * MINUTE)
    expect(await stateOf('wishes', late.id)).toBe('withdrawn')
    expect((await county.sql`select story from wishes where id = ${late.id}`)[0]).toEqual({ story: '（已删除）' })
  })

  test('within seven days it can be taken back, and nothing has happened', async () => {
    const someone = await knownResident()
    const made = await wish(someone)
    await post(someone, '/me/close')
    const kept = await post(someone, '/me/close/cancel')
    expect(kept.closing).toMatchObject({ state: 'kept' })
    await county.advance(8 * DAY)
    expect(await stateOf('wishes', made.id)).toBe('submitted')
    expect((await county.get(someone, '/me')).status).toBe(200)
    expect((await county.post(someone, '/me/close')).status).toBe(201)
  })

  test('the closing of the account with WeChat skips the cooling off and any open work, and coming back makes another account', async () => {
    const openid = 'openid-leaves-wechat'
    const token = await county.app.logIn(openid)
    const { id } = (await county.app.request('GET', '/api/v1/me', { token })).body.account
    const gone = { id, token }
    await county.appoint('gridLeader', GRID, { post: 'B', person: gone })
    const made = await wish(gone, { areaCode: GRID })
    await county.sql`insert into outbox (at, kind, subject_kind, subject_id, seq, data) values (${county.now()}, 'wechat.accountCancelled', 'account', ${id}, 1, ${{ accountId: id } as never})`
    await county.drain()
    expect(await stateOf('wishes', made.id)).toBe('withdrawn')
    expect(await closing(id)).toMatchObject({ state: 'erased' })
    expect(await county.sql`select 1 from appointments where account_id = ${id} and (to_at is null or to_at > ${county.now()})`).toEqual([])
    const again = await county.app.logIn(openid)
    expect((await county.app.request('GET', '/api/v1/me', { token: again })).body.account.id).not.toBe(id)
  })

  test('a legal hold keeps what is known until it is released, while the account is closed all the same', async () => {
    const gone = await knownResident()
    const made = await complaint(gone)
    const { number } = (await county.sql<{ number: string }[]>`select number from complaints where id = ${made.id}`)[0]!
    const officer = await county.appoint('streetOfficer', TOWN)
    const hold = await post(officer, '/legal-holds', { caseKind: 'complaint', caseNumber: number, basis: '行政诉讼，法院要求保全', days: 90 })
    await post(gone, '/me/close')
    await county.advance(8 * DAY)
    expect(await stateOf('complaints', made.id)).toBe('withdrawn')
    expect(await closing(gone.id)).toMatchObject({ state: 'closed', erased_at: null })
    expect((await county.get(gone, '/me')).status).toBe(401)
    expect((await county.sql`select text from complaints where id = ${made.id}`)[0]!.text).toContain('三号楼')
    await post(officer, `/legal-holds/${hold.id}/release`, { reason: '案件已经审结' })
    expect(await closing(gone.id)).toMatchObject({ state: 'erased' })
    expect(await whatIsLeft(gone.id)).toEqual([])
  })

  test('a legal hold ends by itself on its day', async () => {
    const gone = await knownResident()
    const { number } = (await county.sql<{ number: string }[]>`select number from wishes where id = ${(await wish(gone)).id}`)[0]!
    const officer = await county.appoint('countyOfficer', COUNTY)
    await post(officer, '/legal-holds', { caseKind: 'wish', caseNumber: number, basis: '纪委监委调查', days: 30 })
    await post(gone, '/me/close')
    await county.advance(8 * DAY)
    expect(await closing(gone.id)).toMatchObject({ state: 'closed' })
    await county.advance(23 * DAY)
    expect(await closing(gone.id)).toMatchObject({ state: 'erased' })
  })
})

describe('403, 404', () => {
  test('only who is over the place of a case may hold it, and a case elsewhere is not there', async () => {
    const { number } = (await county.sql<{ number: string }[]>`select number from complaints limit 1`)[0]!
    const body = { caseKind: 'complaint', caseNumber: number, basis: '法院要求', days: 10 }
    expect(await county.refused(county.post(worker, '/legal-holds', body))).toBe('403 FORBIDDEN')
    expect(await county.refused(county.post(await county.resident(), '/legal-holds', body))).toBe('403 FORBIDDEN')
    expect(await county.refused(county.post(await county.appoint('streetOfficer', '611023999'), '/legal-holds', body))).toBe('422 CASE_UNKNOWN')
    const hold = await post(await county.appoint('streetOfficer', TOWN), '/legal-holds', body)
    expect(await county.refused(county.post(worker, `/legal-holds/${hold.id}/release`, { reason: '不用了' }))).toBe('404 NOT_FOUND')
    expect(await county.refused(county.post(await county.appoint('auditor', COUNTY), `/legal-holds/${hold.id}/release`, { reason: '不用了' }))).toBe('403 FORBIDDEN')
  })
})

describe('409, 422', () => {
  test('an office in force with open work keeps the account; once it is handed over it closes', async () => {
    const leader = await county.appoint('gridLeader', GRID, { post: 'A' })
    const reporter = await county.resident()
    const made = await complaint(reporter)
    await post(leader, `/complaints/${made.id}/accept`)
    const refused = await county.post(leader, '/me/close')
    expect([refused.status, refused.body.error.code, refused.body.error.details]).toEqual([422, 'OPEN_WORK', [{ title: '件诉求还在您手上', count: 1 }]])
    await post(reporter, `/complaints/${made.id}/withdraw`)
    expect((await county.post(leader, '/me/close')).status).toBe(201)
    expect(await county.refused(county.post(leader, '/me/close'))).toBe('409 ALREADY_CLOSING')
    // Work that came in the days of cooling off refuses it in the end, and the person is told.
    const later = await complaint(reporter)
    await post(leader, `/complaints/${later.id}/accept`)
    await county.sql`update clocks set due_at = due_at + interval '60 days', warn_at = null where state = 'running' and subject_kind = 'complaint'`
    await county.advance(8 * DAY)
    expect(await closing(leader.id)).toMatchObject({ state: 'refused' })
    await county.drain()
    expect((await county.get({ ...leader, token: await reSigned(leader) }, '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain('职务上还有没办完的事，账号没有注销')
  })

  test('the last administrator stays; without a closing there is nothing to take back', async () => {
    const administrator = await county.appoint('administrator', COUNTY)
    expect(await county.refused(county.post(administrator, '/me/close'))).toBe('422 OPEN_WORK')
    await county.appoint('administrator', COUNTY)
    expect((await county.post(administrator, '/me/close')).status).toBe(201)
    expect(await county.refused(county.post(await county.resident(), '/me/close/cancel'))).toBe('409 NOT_CLOSING')
  })
})

/** A week of a moved clock does not end sessions in real time; a new one all the same. */
async function reSigned({ id }: Person): Promise<string> {
  const [account] = await county.sql<{ openid: string }[]>`select openid from accounts where id = ${id}`
  return county.app.logIn(account!.openid)
}

/** Where name, number, address or the person's own words still stand, of what is theirs alone. */
async function whatIsLeft(accountId: string): Promise<string[]> {
  const { sql } = county
  const left: string[] = []
  const [account] = await sql`select * from accounts where id = ${accountId}`
  for (const column of ['openid', 'unionid', 'name', 'phone', 'phone_index', 'grid_code', 'house_id', 'birth_year']) if (account![column] !== null) left.push(`accounts.${column}`)
  if (account!.display_name !== '已注销' || account!.staff_name !== '已注销') left.push('accounts.display_name')
  for (const table of ['sessions', 'inbox_messages', 'message_credits', 'idempotency_keys', 'party_members', 'ledger_filters'])
    if ((await sql`select 1 from ${sql(table)} where account_id = ${accountId}`).length > 0) left.push(table)
  for (const row of await sql`select * from wishes where beneficiary_id = ${accountId}`)
    if (row.title !== '（已删除）' || row.story !== '（已删除）' || row.contact_name !== null || row.bigrams.length > 0) left.push(`wishes ${row.state}`)
  for (const row of await sql`select * from complaints where reporter_id = ${accountId}`) {
    if (row.address !== null || row.comment !== null) left.push(`complaints.address ${row.state}`)
    if (row.state !== 'raised' && row.state !== 'merged' && (row.text !== '（已删除）' || row.lng !== null)) left.push(`complaints.text ${row.state}`)
  }
  for (const row of await sql`select v.subject_kind, v.field from history_values v join history h using (subject_kind, subject_id, seq)
    where h.actor_id = ${accountId} and h.role = 'resident'`) left.push(`history_values ${row.subject_kind}.${row.field}`)
  return left
}
