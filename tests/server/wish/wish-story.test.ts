import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, historyHash } from '../../../server/src/kernel/history.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

const COUNTY = '611023'
const TOWN = '611023001'
const COMMUNITY = '611023001001'
const GRID = '611023001001001'
const FAR_TOWN = '611023101'

let app: RunningApp
let sql: RunningApp['kernel']['db']['sql']
let organizationId: string
let serial = 0

const call = (token: string, verb: string, id: string, body: unknown = {}, headers?: Record<string, string>) =>
  app.request('POST', `/api/v1/wishes/${id}/${verb}`, { token, body, ...(headers && { headers }) })

async function person(): Promise<{ token: string; id: string }> {
  const token = await app.logIn(`openid-wish-${serial++}`)
  return { token, id: (await app.request('GET', '/api/v1/me', { token })).body.account.id }
}

async function resident() {
  const someone = await person()
  await sql`update accounts set grid_code = ${GRID}, display_name = '王*' where id = ${someone.id}`
  return someone
}

async function member(gridCode = GRID) {
  const someone = await person()
  await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${someone.id}, ${organizationId}, ${gridCode})`
  return someone
}

async function worker(community = COMMUNITY) {
  const someone = await person()
  await sql`insert into appointments (id, account_id, role, scope_kind, scope_id, from_at, created_at)
    values (${uuidv7()}, ${someone.id}, 'communityWorker', 'area', ${community}, '2020-01-01', '2020-01-01')`
  return someone
}

const posted = { category: 'repair', title: '换一盏厨房的灯', story: '灯坏了三天，够不着', publicationConsent: true }

async function submitted(who?: { token: string }) {
  const author = who ?? (await resident())
  const answer = await app.request('POST', '/api/v1/wishes', { token: author.token, body: posted })
  expect(answer.status).toBe(201)
  return { author, id: answer.body.id as string }
}

async function published() {
  const wish = await submitted()
  const desk = await worker()
  expect((await call(desk.token, 'publish', wish.id, { publicTitle: '想换一盏灯' })).status).toBe(200)
  return { ...wish, desk }
}

async function photoOf(accountId: string, purpose: 'wish' | 'proof'): Promise<string> {
  const id = uuidv7()
  await sql`insert into uploads (id, account_id, purpose, mime, width, height, bytes, object_key, thumbnail_key, sha256, verdict, created_at)
    values (${id}, ${accountId}, ${purpose}, 'image/jpeg', 1, 1, 1, ${id}, ${id}, '\\x00', 'pass', '2026-01-01')`
  return id
}

beforeAll(async () => {
  app = await startApp()
  sql = app.kernel.db.sql
  await sql`insert into areas (code, name, kind, parent_code, lng, lat, polygon) values
    (${COUNTY}, '商南县', 'county', null, 110.88, 33.53, null), (${TOWN}, '城关街道', 'town', ${COUNTY}, 110.88, 33.53, null),
    (${COMMUNITY}, '社区', 'community', ${TOWN}, 110.88, 33.53, null),
    (${GRID}, '网格', 'grid', ${COMMUNITY}, 110.88, 33.53, '((110,33),(111,33),(111,34),(110,34))')`
  organizationId = uuidv7()
  await sql`insert into party_organizations (id, level, name, path) values (${organizationId}, 'generalBranch', '社区党总支', ${[organizationId]})`
})
afterAll(() => app.close())

describe('the story', () => {
  test('a wish is posted, published, claimed, worked on, fulfilled with a photo and confirmed with a rating', async () => {
    const { author, id, desk } = await published()
    const helper = await member()
    const seen = await app.request('GET', '/api/v1/wishes?view=board', { token: helper.token })
    expect(seen.body.items[0]).toMatchObject({ id, title: '想换一盏灯', who: '王*', state: 'open' })
    expect((await call(helper.token, 'claim', id)).body.state).toBe('claimed')
    expect((await call(helper.token, 'progress', id, { note: '买好了灯' })).status).toBe(200)
    const photo = await photoOf(helper.id, 'proof')
    expect((await call(helper.token, 'fulfil', id, { account: '换好了', uploadIds: [photo] })).body.state).toBe('fulfilled')
    const confirmed = await call(author.token, 'confirm', id, { rating: 5, thanks: '谢谢' })
    expect(confirmed.body).toMatchObject({ state: 'confirmed', rating: 5, thanks: '谢谢', clocks: [] })
    const [claim] = await sql`select state from wish_claims where wish_id = ${id}`
    expect(claim!.state).toBe('fulfilled')
    expect((await app.request('GET', `/api/v1/wishes/${id}`, { token: desk.token })).body.state).toBe('confirmed')
  })

  test('its history is one chain that verifies, and its events lie in the outbox in the same order', async () => {
    const { id } = await published()
    const rows = await sql`select * from history where subject_id = ${id} order by seq`
    let previous: Buffer | null = null
    for (const row of rows) {
      const hash: Buffer = historyHash(previous, {
        subjectKind: row.subject_kind, subjectId: row.subject_id, seq: row.seq, at: row.at, actorId: row.actor_id, appointmentId: row.appointment_id,
        role: row.role, action: row.action, fromState: row.from_state, toState: row.to_state, facts: row.facts, commitments: row.commitments,
      })
      expect(hash.equals(row.hash), canonicalJson(row.facts)).toBe(true)
      previous = hash
    }
    const [head] = await sql`select history_head, history_length from wishes where id = ${id}`
    expect(head!.history_head.equals(previous)).toBe(true)
    expect(head!.history_length).toBe(rows.length)
    const events = await sql`select kind from outbox where subject_id = ${id} order by id`
    expect(events.map((event) => event.kind)).toEqual(['wish.submitted', 'wish.published'])
  })

  test('a released wish is on the board again, its ring runs on and its claim clocks end', async () => {
    const { id, desk } = await published()
    const helper = await member()
    await call(helper.token, 'claim', id)
    const paused = await sql`select state from clocks where subject_id = ${id} and kind = 'ring'`
    expect(paused[0]!.state).toBe('paused')
    expect((await call(helper.token, 'release', id, { reason: '出差了' })).status).toBe(200)
    const wish = await app.request('GET', `/api/v1/wishes/${id}`, { token: desk.token })
    expect(wish.body).toMatchObject({ state: 'open', claimedBy: null })
    expect(wish.body.clocks.map((clock: { kind: string; state: string }) => [clock.kind, clock.state])).toEqual([['ring', 'running']])
  })
})

describe('races', () => {
  test('of 50 members claiming one wish at once one wins; the others get 409 and the state', async () => {
    const { id } = await published()
    const members = await Promise.all(Array.from({ length: 50 }, () => member()))
    const answers = await Promise.all(members.map(({ token }) => call(token, 'claim', id)))
    const refused = answers.filter((answer) => answer.status !== 200)
    expect(answers.length - refused.length).toBe(1)
    for (const { status, body } of refused) expect([status, body.error.code, body.error.details.state]).toEqual([409, 'WRONG_STATE', 'claimed'])
    expect(await sql`select 1 from wish_claims where wish_id = ${id}`).toHaveLength(1)
    expect(await sql`select 1 from outbox where subject_id = ${id} and kind = 'wish.claimed'`).toHaveLength(1)
  })

  test('one member claiming five wishes at once gets three', async () => {
    const wishes = await Promise.all(Array.from({ length: 5 }, () => published()))
    const helper = await member()
    const answers = await Promise.all(wishes.map(({ id }) => call(helper.token, 'claim', id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 422, 422])
  })

  test('five posts at once leave three live wishes', async () => {
    const author = await resident()
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.request('POST', '/api/v1/wishes', { token: author.token, body: posted })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 422, 422])
  })
})

describe('Idempotency-Key', () => {
  test('ten repeats of one claim at once all get the first success, and it happened once', async () => {
    const { id } = await published()
    const helper = await member()
    const headers = { 'idempotency-key': `claim-${id}` }
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(helper.token, 'claim', id, {}, headers)))
    expect(answers.map((answer) => [answer.status, answer.body.state])).toEqual(answers.map(() => [200, 'claimed']))
    expect(await sql`select 1 from history where subject_id = ${id} and action = 'claim'`).toHaveLength(1)
  })

  test('a repeated post makes one wish; another body under the same key is 422', async () => {
    const author = await resident()
    const send = (body: unknown) => app.request('POST', '/api/v1/wishes', { token: author.token, body, headers: { 'idempotency-key': 'post-once-1' } })
    const [first, second] = [await send(posted), await send(posted)]
    expect(second.body.id).toBe(first.body.id)
    expect((await send({ ...posted, title: '别的' })).body.error.code).toBe('IDEMPOTENCY_MISMATCH')
  })
})

describe('400', () => {
  test('names all faults at once and writes nothing', async () => {
    const author = await resident()
    const { status, body } = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { category: 'no-such', title: '', story: 7, uploadIds: ['x'] } })
    expect(status).toBe(400)
    expect(body.error.details.map((fault: { path: string }) => fault.path).sort()).toEqual(['category', 'publicationConsent', 'story', 'title', 'uploadIds.0'])
    expect(await sql`select 1 from wishes where beneficiary_id = ${author.id}`).toHaveLength(0)
  })

  test('fulfilling without a photo', async () => {
    const { id } = await published()
    const helper = await member()
    await call(helper.token, 'claim', id)
    expect((await call(helper.token, 'fulfil', id, { account: '好了', uploadIds: [] })).status).toBe(400)
  })
})

describe('403', () => {
  test('a member of another town may read, not claim', async () => {
    const { id } = await published()
    const { status, body } = await call((await member(`${FAR_TOWN}001001`)).token, 'claim', id)
    expect([status, body.error.code]).toEqual([403, 'NOT_IN_REACH'])
  })

  test('whoever published it may not claim it, nor a resident who is no member', async () => {
    const { id, desk } = await published()
    await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${desk.id}, ${organizationId}, ${GRID})`
    expect((await call(desk.token, 'claim', id)).body.error.code).toBe('OWN_WISH')
    expect((await call((await resident()).token, 'claim', id)).status).toBe(403)
  })
})

describe('404', () => {
  test('an unpublished wish does not exist for neighbours, guests and workers of another community', async () => {
    const { id } = await submitted()
    const other = await worker('611023001002')
    const neighbour = await resident()
    const reads = await Promise.all([undefined, other.token, neighbour.token].map((token) => app.request('GET', `/api/v1/wishes/${id}`, token === undefined ? {} : { token })))
    expect(reads.map((answer) => answer.status)).toEqual([404, 404, 404])
    expect((await call(other.token, 'publish', id, { publicTitle: '灯' })).status).toBe(404)
  })
})

describe('409', () => {
  test('publishing twice', async () => {
    const { id, desk } = await published()
    const again = await call(desk.token, 'publish', id, { publicTitle: '灯' })
    expect([again.status, again.body.error.details.state]).toEqual([409, 'open'])
  })
})

describe('422', () => {
  test('words that WeChat calls risky, and pictures that are not one’s own', async () => {
    const author = await resident()
    const risky = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { ...posted, story: '违规测试' } })
    const stranger = await resident()
    const stolen = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { ...posted, uploadIds: [await photoOf(stranger.id, 'wish')] } })
    expect([risky.body.error.code, stolen.body.error.code]).toEqual(['CONTENT_RISKY', 'UPLOAD_NOT_USABLE'])
  })
})

test('the public sees neither story nor clocks, and abilities say why one may not', async () => {
  const { id } = await published()
  const { body } = await app.request('GET', `/api/v1/wishes/${id}`)
  expect(body).toMatchObject({ story: null, clocks: [], uploadIds: [], title: '想换一盏灯' })
  expect(body.abilities.claim).toMatchObject({ code: 'FORBIDDEN' })
})

test('pages of the board follow each other without gap or repeat', async () => {
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await app.request('GET', `/api/v1/wishes?limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.items.map((item: { id: string }) => item.id))
    cursor = body.nextCursor ?? ''
  } while (cursor)
  const all = await sql`select id from wishes where published_at is not null order by published_at desc, id desc`
  expect(seen).toEqual(all.map((row) => row.id))
})

test('none of this was a fault of ours', () => {
  expect(app.faults).toEqual([])
})
