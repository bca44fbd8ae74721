import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { purgeKeys } from '../../../server/src/kernel/purge.ts'
import { canonicalJson, historyHash } from '../../../server/src/kernel/history.ts'
import type { RunningApp } from '../../support/app.ts'
import { FAR_TOWN, GRID, OTHER_COMMUNITY, posted, wishCounty, type WishCounty } from './wish-county.ts'

let county: WishCounty
let app: RunningApp
let sql: RunningApp['kernel']['db']['sql']

beforeAll(async () => {
  county = await wishCounty()
  app = county.app
  sql = county.sql
})
afterAll(() => app.close())

describe('the story', () => {
  test('a wish is posted, published, claimed, worked on, fulfilled with a photo and confirmed with a rating', async () => {
    const { author, id, desk } = await county.published()
    const helper = await county.member()
    const seen = await app.request('GET', '/api/v1/wishes?view=board', { token: helper.token })
    expect(seen.body.items[0]).toMatchObject({ id, title: '想换一盏灯', who: '王*', state: 'open' })
    expect((await county.call(helper, 'claim', id)).body.state).toBe('claimed')
    expect((await county.call(helper, 'progress', id, { note: '买好了灯' })).status).toBe(200)
    const photo = await county.photoOf(helper.id, 'proof')
    expect((await county.call(helper, 'fulfil', id, { account: '换好了', uploadIds: [photo] })).body.state).toBe('fulfilled')
    const confirmed = await county.call(author, 'confirm', id, { rating: 5, thanks: '谢谢' })
    expect(confirmed.body).toMatchObject({ state: 'confirmed', rating: 5, thanks: '谢谢', clocks: [] })
    const [claim] = await sql`select state from wish_claims where wish_id = ${id}`
    expect(claim!.state).toBe('fulfilled')
    expect((await app.request('GET', `/api/v1/wishes/${id}`, { token: desk.token })).body.state).toBe('confirmed')
  })

  test('its history is one chain that verifies, and its events lie in the outbox in the same order', async () => {
    const { id } = await county.published()
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
    const { id, desk } = await county.published()
    const helper = await county.member()
    await county.call(helper, 'claim', id)
    const paused = await sql`select state from clocks where subject_id = ${id} and kind = 'ring'`
    expect(paused[0]!.state).toBe('paused')
    expect((await county.call(helper, 'release', id, { reason: '出差了' })).status).toBe(200)
    const wish = await app.request('GET', `/api/v1/wishes/${id}`, { token: desk.token })
    expect(wish.body).toMatchObject({ state: 'open', claimedBy: null })
    expect(wish.body.clocks.map((clock: { kind: string; state: string }) => [clock.kind, clock.state])).toEqual([['ring', 'running'], ['unmet', 'running']])
  })
})

describe('races', () => {
  test('of 50 members claiming one wish at once one wins; the others get 409 and the state', async () => {
    const { id } = await county.published()
    const members = await Promise.all(Array.from({ length: 50 }, () => county.member()))
    const answers = await Promise.all(members.map((someone) => county.call(someone, 'claim', id)))
    const refused = answers.filter((answer) => answer.status !== 200)
    expect(answers.length - refused.length).toBe(1)
    for (const { status, body } of refused) expect([status, body.error.code, body.error.details.state]).toEqual([409, 'WRONG_STATE', 'claimed'])
    expect(await sql`select 1 from wish_claims where wish_id = ${id}`).toHaveLength(1)
    expect(await sql`select 1 from outbox where subject_id = ${id} and kind = 'wish.claimed'`).toHaveLength(1)
  })

  test('one member claiming five wishes at once gets three', async () => {
    const wishes = await Promise.all(Array.from({ length: 5 }, () => county.published()))
    const helper = await county.member()
    const answers = await Promise.all(wishes.map(({ id }) => county.call(helper, 'claim', id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 422, 422])
  })

  test('five posts at once leave three live wishes', async () => {
    const author = await county.resident()
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.request('POST', '/api/v1/wishes', { token: author.token, body: posted })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 422, 422])
  })
})

describe('Idempotency-Key', () => {
  test('ten repeats of one claim at once all get the first success, and it happened once', async () => {
    const { id } = await county.published()
    const helper = await county.member()
    const headers = { 'idempotency-key': `claim-${id}` }
    const answers = await Promise.all(Array.from({ length: 10 }, () => county.call(helper, 'claim', id, {}, headers)))
    expect(answers.map((answer) => [answer.status, answer.body.state])).toEqual(answers.map(() => [200, 'claimed']))
    expect(await sql`select 1 from history where subject_id = ${id} and action = 'claim'`).toHaveLength(1)
  })

  test('a repeated post makes one wish; another body under the same key is 422', async () => {
    const author = await county.resident()
    const send = (body: unknown) => app.request('POST', '/api/v1/wishes', { token: author.token, body, headers: { 'idempotency-key': 'post-once-1' } })
    const [first, second] = [await send(posted), await send(posted)]
    expect(second.body.id).toBe(first.body.id)
    expect((await send({ ...posted, title: '别的' })).body.error.code).toBe('IDEMPOTENCY_MISMATCH')
  })

  test('after seven days a key counts no more: it may be used anew, and what nobody uses goes', async () => {
    const author = await county.resident()
    const send = (body: unknown) => app.request('POST', '/api/v1/wishes', { token: author.token, body, headers: { 'idempotency-key': 'post-once-2' } })
    const first = await send(posted)
    await sql`update idempotency_keys set created_at = created_at - interval '7 days' where account_id = ${author.id}`
    const second = await send({ ...posted, title: '换一盏灯' })
    expect([second.status, second.body.id === first.body.id]).toEqual([201, false])
    expect((await send({ ...posted, title: '换一盏灯' })).body.id).toBe(second.body.id)
    expect(await sql`select 1 from idempotency_keys where account_id = ${author.id}`).toHaveLength(1)
    await sql`update idempotency_keys set created_at = created_at - interval '7 days' where account_id = ${author.id}`
    const [{ count }] = await sql<[{ count: number }]>`select count(*)::int as count from idempotency_keys`
    expect(await purgeKeys(app.kernel)).toBe(1)
    expect(await sql`select 1 from idempotency_keys`).toHaveLength(count - 1)
  })
})

describe('400', () => {
  test('names all faults at once and writes nothing', async () => {
    const author = await county.resident()
    const { status, body } = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { category: 'no-such', title: '', story: 7, uploadIds: ['x'] } })
    expect(status).toBe(400)
    expect(body.error.details.map((fault: { path: string }) => fault.path).sort()).toEqual(['category', 'publicationConsent', 'story', 'title', 'uploadIds.0'])
    expect(await sql`select 1 from wishes where beneficiary_id = ${author.id}`).toHaveLength(0)
  })

  test('fulfilling without a photo', async () => {
    const { id } = await county.published()
    const helper = await county.member()
    await county.call(helper, 'claim', id)
    expect((await county.call(helper, 'fulfil', id, { account: '好了', uploadIds: [] })).status).toBe(400)
  })
})

describe('403', () => {
  test('a member of another town may read, not claim', async () => {
    const { id } = await county.published()
    const { status, body } = await county.call(await county.member({ grid: `${FAR_TOWN}001001`, organizationId: county.farBranchId }), 'claim', id)
    expect([status, body.error.code]).toEqual([403, 'NOT_IN_REACH'])
  })

  test('whoever published it may not claim it, nor a resident who is no member', async () => {
    const { id, desk } = await county.published()
    await sql`insert into party_members (account_id, organization_id, residence_grid_code) values (${desk.id}, ${county.branchId}, ${GRID})`
    expect((await county.call(desk, 'claim', id)).body.error.code).toBe('OWN_WISH')
    expect((await county.call(await county.resident(), 'claim', id)).status).toBe(403)
  })
})

describe('404', () => {
  test('an unpublished wish does not exist for neighbours, guests and workers of another community', async () => {
    const { id } = await county.submitted()
    const other = await county.worker(OTHER_COMMUNITY)
    const neighbour = await county.resident()
    const reads = await Promise.all([undefined, other.token, neighbour.token].map((token) => app.request('GET', `/api/v1/wishes/${id}`, token === undefined ? {} : { token })))
    expect(reads.map((answer) => answer.status)).toEqual([404, 404, 404])
    expect((await county.call(other, 'publish', id, { publicTitle: '灯' })).status).toBe(404)
  })
})

describe('409', () => {
  test('publishing twice', async () => {
    const { id, desk } = await county.published()
    const again = await county.call(desk, 'publish', id, { publicTitle: '灯' })
    expect([again.status, again.body.error.details.state]).toEqual([409, 'open'])
  })
})

describe('422', () => {
  test('words that WeChat calls risky, and pictures that are not one’s own', async () => {
    const author = await county.resident()
    const risky = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { ...posted, story: '违规测试' } })
    const stranger = await county.resident()
    const stolen = await app.request('POST', '/api/v1/wishes', { token: author.token, body: { ...posted, uploadIds: [await county.photoOf(stranger.id, 'wish')] } })
    expect([risky.body.error.code, stolen.body.error.code]).toEqual(['CONTENT_RISKY', 'UPLOAD_NOT_USABLE'])
  })
})

test('the public sees neither story nor clocks, and abilities say why one may not', async () => {
  const { id } = await county.published()
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
