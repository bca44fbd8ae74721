import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const accountIdOf = async (token: string): Promise<string> => (await app.request('GET', '/api/v1/me', { token })).body.account.id

async function appoint(accountId: string, role: string, period: { from: Date; to: Date | null }): Promise<string> {
  const id = uuidv7()
  await app.kernel.db.sql`insert into appointments (id, account_id, role, scope_kind, scope_id, from_at, to_at, created_at)
    values (${id}, ${accountId}, ${role}, 'area', '611023001001', ${period.from}, ${period.to}, ${period.from})`
  return id
}

const days = (n: number): Date => new Date(app.kernel.clock.now().getTime() + n * 86_400_000)

describe('201', () => {
  test('a first login makes the account, a second finds it again', async () => {
    const first = await app.request('POST', '/api/v1/auth/wechat', { body: { code: await app.codeFor('openid-first') } })
    const second = await app.request('POST', '/api/v1/auth/wechat', { body: { code: await app.codeFor('openid-first') } })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.account.id).toBe(first.body.account.id)
    expect(second.body.token).not.toBe(first.body.token)
  })

  test('the token is kept only as a hash', async () => {
    const token = await app.logIn('openid-hash')
    const kept = await app.kernel.db.sql`select 1 from sessions where encode(token_hash, 'escape') = ${token}`
    expect(kept).toHaveLength(0)
  })

  test('nor does a key for repeats keep it', async () => {
    const token = await app.logIn('openid-key')
    const code = await app.codeFor('openid-key')
    const answer = await app.request('POST', '/api/v1/auth/wechat', { token, body: { code }, headers: { 'idempotency-key': 'log-me-in-again' } })
    expect(answer.status).toBe(201)
    expect(await app.kernel.db.sql`select 1 from idempotency_keys where answer::text like ${`%${answer.body.token}%`} or key = 'log-me-in-again'`).toHaveLength(0)
  })

  test('twenty first logins at once make one account', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => app.codeFor('openid-race')))
    const answers = await Promise.all(codes.map((code) => app.request('POST', '/api/v1/auth/wechat', { body: { code } })))
    expect(new Set(answers.map((answer) => answer.body.account.id)).size).toBe(1)
  })
})

describe('200', () => {
  test('roles are the appointments in force, several in one account, none before or after their time', async () => {
    const token = await app.logIn('openid-roles')
    const id = await accountIdOf(token)
    await appoint(id, 'communityWorker', { from: days(-10), to: null })
    await appoint(id, 'auditor', { from: days(-10), to: days(10) })
    await appoint(id, 'streetOfficer', { from: days(-10), to: days(-1) })
    await appoint(id, 'countyOfficer', { from: days(1), to: null })
    const me = await app.request('GET', '/api/v1/me', { token })
    expect(me.body.appointments.map((held: { role: string }) => held.role).sort()).toEqual(['auditor', 'communityWorker'])
  })

  test('X-Appointment narrows the rights to one', async () => {
    const token = await app.logIn('openid-narrow')
    const id = await accountIdOf(token)
    const chosen = await appoint(id, 'auditor', { from: days(-1), to: null })
    await appoint(id, 'communityWorker', { from: days(-1), to: null })
    const me = await app.request('GET', '/api/v1/me', { token, headers: { 'x-appointment': chosen } })
    expect(me.body.appointments.map((held: { id: string }) => held.id)).toEqual([chosen])
  })

  test('a guest reads what is public without logging in', async () => {
    expect((await app.request('GET', '/api/v1/machines')).body.machines).toHaveLength(8)
  })
})

describe('400', () => {
  test('a body that is no JSON, and one without a code, are named', async () => {
    const broken = await app.request('POST', '/api/v1/auth/wechat', { body: '{"code":' })
    const empty = await app.request('POST', '/api/v1/auth/wechat', { body: {} })
    expect([broken.status, empty.status]).toEqual([400, 400])
    expect(empty.body.error.details).toEqual([{ path: 'code', message: '不能空着' }])
  })

  test('every fault of a query is named at once', async () => {
    const { status, body } = await app.request('GET', '/api/v1/calendars/explain?from=soon&limit=7')
    expect(status).toBe(400)
    expect(body.error.details.map((fault: { path: string }) => fault.path)).toEqual(['from', 'limit'])
  })
})

describe('401', () => {
  test('without a token, with a made-up one, and after logging out', async () => {
    const token = await app.logIn('openid-out')
    await app.request('POST', '/api/v1/auth/logout', { token })
    const answers = await Promise.all([
      app.request('GET', '/api/v1/me'),
      app.request('GET', '/api/v1/me', { token: 'x'.repeat(43) }),
      app.request('GET', '/api/v1/me', { token }),
    ])
    expect(answers.map((answer) => [answer.status, answer.body.error.code])).toEqual([
      [401, 'UNAUTHENTICATED'], [401, 'SESSION_EXPIRED'], [401, 'SESSION_EXPIRED'],
    ])
  })
})

describe('403', () => {
  test('acting under an appointment that is over', async () => {
    const token = await app.logIn('openid-over')
    const over = await appoint(await accountIdOf(token), 'auditor', { from: days(-9), to: days(-1) })
    expect((await app.request('GET', '/api/v1/me', { token, headers: { 'x-appointment': over } })).status).toBe(403)
  })
})

describe('404', () => {
  test('an unknown path answers in the same form as everything else', async () => {
    const { status, body } = await app.request('GET', '/api/v1/nothing-here')
    expect([status, body.error.code, typeof body.error.requestId]).toEqual([404, 'NOT_FOUND', 'string'])
  })
})

describe('413', () => {
  test('a body over 64 KB', async () => {
    expect((await app.request('POST', '/api/v1/auth/wechat', { body: { code: 'x'.repeat(70_000) } })).status).toBe(413)
  })
})

describe('422', () => {
  test('a login code works once', async () => {
    const code = await app.codeFor('openid-once')
    await app.request('POST', '/api/v1/auth/wechat', { body: { code } })
    const again = await app.request('POST', '/api/v1/auth/wechat', { body: { code } })
    expect([again.status, again.body.error.code]).toEqual([422, 'LOGIN_CODE_REFUSED'])
  })
})

test('none of this was a fault of ours', () => {
  expect(app.faults).toEqual([])
})

test('whoever tries tokens is counted like everybody else', async () => {
  const limited = await startApp({ rateLimitFactor: 0.01 })
  try {
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) statuses.push((await limited.request('GET', '/api/v1/me', { token: `${'x'.repeat(42)}${i}` })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429])
  } finally {
    await limited.close()
  }
})
