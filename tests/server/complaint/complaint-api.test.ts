import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMUNITY, COUNTY, GRID, OTHER_COMMUNITY, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty,
} from '../../factories/whistle-county.ts'

let county: WhistleCounty
let reporter: Person
let neighbour: Person
let leader: Person
let worker: Person
let otherWorker: Person
let street: Person
let callBack: Person

beforeAll(async () => {
  county = await startWhistleCounty()
  reporter = await county.person(GRID)
  neighbour = await county.person(GRID)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  worker = await county.appoint('communityWorker', COMMUNITY)
  otherWorker = await county.appoint('communityWorker', OTHER_COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  callBack = await county.appoint('callBackOfficer', TOWN)
})
afterAll(() => county.close())

const filed = async (body: object = {}): Promise<string> => (await county.post(reporter, '/complaints', { ...ROAD, ...body })).body.id
const verb = (person: Person, id: string, name: string, body?: object) => county.post(person, `/complaints/${id}/${name}`, body)
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [answer.status, answer.body.error?.code]
const now = () => county.app.kernel.clock.now().toISOString()
const reached = () => ({ channel: 'phone', at: now(), isReached: true })
const accepted = async (): Promise<string> => {
  const id = await filed()
  await verb(leader, id, 'accept')
  return id
}
const resolved = async (): Promise<string> => {
  const id = await accepted()
  await verb(leader, id, 'contact', reached())
  const done = await verb(leader, id, 'resolve', { outcome: 'done', account: '补好了', uploadIds: [await county.photo(leader)] })
  expect(done.status).toBe(200)
  return id
}

describe('201, 200', () => {
  test('numbers of a day count up from the day, each once, also when many file at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => county.post(reporter, '/complaints', ROAD)))
    const numbers = answers.map(({ body }) => body.number as string)
    expect(new Set(numbers).size).toBe(20)
    expect(numbers.every((number) => /^\d{6}\d{4}$/.test(number))).toBe(true)
  })

  test('the same key files once and answers the first success again', async () => {
    const key = { 'idempotency-key': 'one-report-0001' }
    const first = await county.post(reporter, '/complaints', ROAD, key)
    const again = await county.post(reporter, '/complaints', ROAD, key)
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
  })

  test('words that read as danger to life come back with the number to call', async () => {
    const { body } = await county.post(reporter, '/complaints', { ...ROAD, text: '楼道里有煤气味，还有人晕倒' })
    expect(body.firstThings.map((thing: { phone: string }) => thing.phone)).toEqual(['119', '120'])
  })

  test('a grid leader files for somebody of the grid, who is masked; the filer may not answer for them', async () => {
    const { body } = await county.post(leader, '/complaints', { ...ROAD, onBehalfOf: { name: '欧阳德全', authority: '本人口头委托' } })
    expect(body).toMatchObject({ reporter: '欧*', isMine: false })
    const [row] = await county.app.kernel.db.sql`select on_behalf_name, address from complaints where id = ${body.id}`
    expect(row!.on_behalf_name.toString('utf8')).not.toContain('欧阳')
    await verb(worker, body.id, 'accept')
    await verb(worker, body.id, 'contact', reached())
    await verb(worker, body.id, 'resolve', { outcome: 'done', account: '好了', uploadIds: [await county.photo(worker)] })
    expect(codeOf(await verb(leader, body.id, 'confirm', { contacted: true, solved: true, satisfied: 'very' }))).toEqual([403, 'FILER_CANNOT_CONFIRM'])
    const answered = await verb(callBack, body.id, 'confirm', { contacted: true, solved: false, satisfied: 'not' })
    expect(answered.body).toMatchObject({ state: 'closed', confirmation: { by: 'callBack', solved: false } })
  })

  test('a confidential reporter is 一位居民 to everybody else', async () => {
    const id = await filed({ isConfidential: true })
    for (const person of [leader, worker, street]) expect((await county.get(person, `/complaints/${id}`)).body.reporter).toBe('一位居民')
    expect((await county.get(reporter, `/complaints/${id}`)).body.reporter).toBe('王*')
  })

  test('a failed try leaves the contact clock running, success stops it', async () => {
    const id = await accepted()
    const clock = (body: { clocks: { kind: string; state: string }[] }) => body.clocks.find(({ kind }) => kind === 'contact')!.state
    expect(clock((await verb(leader, id, 'contact', { channel: 'phone', at: now(), isReached: false })).body)).toBe('running')
    expect(clock((await verb(leader, id, 'contact', reached())).body)).toBe('stopped')
  })

  test('a community worker who takes it from the grid\'s desk takes it to the community\'s', async () => {
    const id = await filed()
    expect((await verb(worker, id, 'accept')).body).toMatchObject({ state: 'accepted', desk: 'community' })
    expect(codeOf(await verb(leader, id, 'contact', reached()))).toEqual([403, 'NOT_AT_YOUR_DESK'])
  })

  test('withdrawing stops every clock', async () => {
    const { body } = await verb(reporter, await filed(), 'withdraw', { reason: '自己好了' })
    expect(body).toMatchObject({ state: 'withdrawn', holder: null })
    expect(body.clocks.every((clock: { state: string }) => clock.state === 'stopped')).toBe(true)
  })

  test('pages of the list meet without a gap or a double', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await county.get(reporter, `/complaints?limit=7${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    const rows = await county.app.kernel.db.sql`select id from complaints where reporter_id = ${reporter.id} order by created_at desc, id desc`
    expect(seen).toEqual(rows.map(({ id }) => id))
  })

  test('the desk shows the most urgent first and pages by urgency', async () => {
    const manhole = await filed({ category: 'road-manhole' })
    const first = await county.get(leader, '/complaints?queue=desk&limit=1')
    expect(first.body.items[0].id).toBe(manhole)
    const second = await county.get(leader, `/complaints?queue=desk&limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.items[0].id).not.toBe(manhole)
  })
})

describe('400, 401', () => {
  test('all faults of a malformed report at once', async () => {
    const { status, body } = await county.post(reporter, '/complaints', { kind: 'rant', category: 'x!', text: '', point: { lng: 200, lat: 0 } })
    expect(status).toBe(400)
    expect(body.error.details.map((fault: { path: string }) => fault.path).sort()).toEqual(['category', 'kind', 'point.lng', 'text'])
  })

  test('ten photos are too many, and nobody reports without signing in', async () => {
    const uploadIds = Array.from({ length: 10 }, () => crypto.randomUUID())
    expect((await county.post(reporter, '/complaints', { ...ROAD, uploadIds })).status).toBe(400)
    expect((await county.app.request('POST', '/api/v1/complaints', { body: ROAD })).status).toBe(401)
  })
})

describe('403, 404', () => {
  test('who may not read it finds nothing, whatever they try', async () => {
    const id = await filed()
    for (const person of [neighbour, otherWorker]) {
      expect((await county.get(person, `/complaints/${id}`)).status).toBe(404)
      for (const name of ['accept', 'withdraw']) expect((await verb(person, id, name)).status).toBe(404)
      expect((await verb(person, id, 'raise', { reason: '吹', nature: 'facility' })).status).toBe(404)
    }
  })

  test('who reads it but may not act is told why', async () => {
    const id = await filed()
    expect(codeOf(await verb(reporter, id, 'accept'))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await verb(callBack, id, 'accept'))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await verb(street, id, 'accept'))).toEqual([403, 'NOT_AT_YOUR_DESK'])
    expect(codeOf(await verb(leader, id, 'withdraw'))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await verb(leader, await accepted(), 'raise', { reason: '吹', nature: 'facility' }))).toEqual([403, 'NOT_AT_YOUR_DESK'])
  })

  test('the handler may not call back on their own case', async () => {
    const both = await county.appoint('callBackOfficer', TOWN, { person: await county.appoint('communityWorker', COMMUNITY) })
    const id = await filed()
    await verb(both, id, 'accept')
    await verb(both, id, 'contact', reached())
    await verb(both, id, 'resolve', { outcome: 'explained', account: '说明了' })
    expect(codeOf(await verb(both, id, 'confirm', { contacted: true, solved: true, satisfied: 'very' }))).toEqual([403, 'HANDLER_CANNOT_CONFIRM'])
  })

  test('nobody files for others outside their own grid', async () => {
    expect(codeOf(await county.post(neighbour, '/complaints', { ...ROAD, onBehalfOf: { name: '李四', authority: '委托' } }))).toEqual([403, 'BEHALF_NOT_ALLOWED'])
  })
})

describe('409', () => {
  test('of fifty who accept at once exactly one does', async () => {
    const id = await filed()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => verb(index % 2 ? leader : worker, id, 'accept')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409 || status === 403)).toHaveLength(49)
    expect(await county.app.kernel.db.sql`select 1 from history where subject_id = ${id} and action = 'accept'`).toHaveLength(1)
  })

  test('a second answer, a second acceptance and a late withdrawal meet the state as it is', async () => {
    const id = await resolved()
    const answer = { contacted: true, solved: true, satisfied: 'basically' }
    expect((await verb(reporter, id, 'confirm', answer)).status).toBe(200)
    const again = await verb(reporter, id, 'confirm', answer)
    expect([again.status, again.body.error.details.state]).toEqual([409, 'closed'])
    expect((await verb(leader, id, 'accept')).status).toBe(409)
    expect((await verb(reporter, id, 'withdraw')).status).toBe(409)
  })
})

describe('422', () => {
  test('no resolution before contact, or three failed tries on two days', async () => {
    const id = await accepted()
    const photo = await county.photo(leader)
    const resolve = () => verb(leader, id, 'resolve', { outcome: 'done', account: '补好了', uploadIds: [photo] })
    expect(codeOf(await resolve())).toEqual([422, 'CONTACT_NEEDED'])
    for (let tries = 0; tries < 3; tries++) await verb(leader, id, 'contact', { channel: 'phone', at: now(), isReached: false })
    expect(codeOf(await resolve())).toEqual([422, 'CONTACT_NEEDED'])
    county.app.kernel.clock.offsetMs += 24 * 3_600_000
    await verb(leader, id, 'contact', { channel: 'phone', at: now(), isReached: false })
    expect((await resolve()).status).toBe(200)
  })

  test('no proof, somebody else\'s photo, or a contact that has not happened yet', async () => {
    const id = await accepted()
    expect(codeOf(await verb(leader, id, 'contact', { ...reached(), at: '2099-01-01T00:00:00Z' }))).toEqual([422, 'CONTACT_IN_FUTURE'])
    await verb(leader, id, 'contact', reached())
    expect(codeOf(await verb(leader, id, 'resolve', { outcome: 'done', account: '好了' }))).toEqual([422, 'PROOF_NEEDED'])
    const foreign = await county.photo(neighbour)
    expect(codeOf(await verb(leader, id, 'resolve', { outcome: 'done', account: '好了', uploadIds: [foreign] }))).toEqual([422, 'UPLOAD_NOT_USABLE'])
    const wrongPurpose = await county.photo(leader, 'complaint')
    expect(codeOf(await verb(leader, id, 'resolve', { outcome: 'done', account: '好了', uploadIds: [wrongPurpose] }))).toEqual([422, 'UPLOAD_NOT_USABLE'])
    expect((await county.get(leader, `/complaints/${id}`)).body.state).toBe('accepted')
  })

  test('praise is not raised, the town has nothing above it, and a nature must be a listed one', async () => {
    const praise = await filed({ kind: 'praise', category: 'conduct-praise' })
    await verb(worker, praise, 'accept')
    expect(codeOf(await verb(worker, praise, 'raise', { reason: '吹', nature: 'facility' }))).toEqual([422, 'KIND_NOT_RAISABLE'])
    const id = await accepted()
    expect(codeOf(await verb(worker, id, 'raise', { reason: '吹', nature: 'mood' }))).toEqual([422, 'NATURE_UNKNOWN'])
    await verb(leader, id, 'hand-up', { reason: '上交' })
    await verb(worker, id, 'hand-up', { reason: '上交' })
    expect(codeOf(await verb(street, id, 'hand-up', { reason: '上交' }))).toEqual([422, 'NO_HIGHER_DESK'])
  })
})

test('what the list shows is what may be read, for every role', async () => {
  await filed({ about: { role: 'communityWorker', areaCode: COMMUNITY } })
  await county.post(otherWorker, '/complaints', { ...ROAD, point: undefined, areaCode: OTHER_COMMUNITY })
  await county.post(neighbour, '/complaints', { ...ROAD, point: undefined, areaCode: TOWN })
  const roles: [string, string][] = [
    ['gridLeader', GRID], ['blockLeader', '611023001001R01B01'], ['regionLeader', '611023001001R01'], ['communityWorker', COMMUNITY],
    ['communityWorker', OTHER_COMMUNITY], ['streetOfficer', TOWN], ['countyOfficer', COUNTY], ['callBackOfficer', TOWN], ['auditor', COMMUNITY],
    ['auditor', COUNTY], ['administrator', COUNTY], ['secretary', COMMUNITY],
  ]
  const all = (await county.app.kernel.db.sql`select id from complaints`).map(({ id }) => id as string)
  for (const [role, scope] of roles) {
    const person = await county.appoint(role, scope, role === 'gridLeader' ? { post: 'B' } : {})
    const listed: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await county.get(person, `/complaints?queue=area&limit=50${cursor ? `&cursor=${cursor}` : ''}`)
      listed.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    const readable: string[] = []
    for (const id of all) if ((await county.get(person, `/complaints/${id}`)).status === 200) readable.push(id)
    expect(listed.sort(), role).toEqual(readable.sort())
  }
  expect(all.length).toBeGreaterThan(30)
}, 90_000)
