import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { demoSecrets } from '../../../server/src/env.ts'
import { encryptPush, pushSignature } from '../../../server/src/gateways/wechat/crypto.ts'
import { RETENTIONS } from '../../../server/src/modules/privacy/retention.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const token = demoSecrets.WECHAT_PUSH_TOKEN
const timestamp = '1795000000'
const nonce = '1514711492'

const post = async (message: object, { signature, contentType = 'application/json' }: { signature?: string; contentType?: string } = {}) => {
  const Encrypt = encryptPush({ encodingAesKey: demoSecrets.WECHAT_PUSH_AES_KEY, appId: demoSecrets.WECHAT_APPID, message: JSON.stringify(message) })
  const query = new URLSearchParams({
    timestamp, nonce, encrypt_type: 'aes', msg_signature: signature ?? pushSignature([token, timestamp, nonce, Encrypt]),
  })
  const response = await fetch(`${app.url}/api/v1/wechat/push?${query}`, {
    method: 'POST', headers: { 'content-type': contentType }, body: JSON.stringify({ ToUserName: 'gh_1', Encrypt }),
  })
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
}

const secondsNow = () => Math.floor(app.kernel.clock.now().getTime() / 1000)
const revocation = (openid: string, createTime: number) => ({
  ToUserName: 'gh_1', FromUserName: 'wechat', CreateTime: secondsNow() + createTime, MsgType: 'event', Event: 'user_authorization_revoke', OpenID: openid, AppID: 'wx', RevokeInfo: '8,13',
})
const eventsOf = (kind: string, id: string) => app.kernel.db.sql`select data from outbox where kind = ${kind} and subject_id = ${id}`
const accountIdOf = async (openid: string): Promise<string> =>
  (await app.request('GET', '/api/v1/me', { token: await app.logIn(openid) })).body.account.id

describe('200', () => {
  test('the address is verified by its signature', async () => {
    const query = new URLSearchParams({ signature: pushSignature([token, timestamp, nonce]), timestamp, nonce, echostr: '4375120948345356249' })
    const response = await fetch(`${app.url}/api/v1/wechat/push?${query}`)
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([200, '4375120948345356249', 'text/plain; charset=utf-8'])
  })

  test('a push is taken once, however often and under whatever content type it comes', async () => {
    const id = await accountIdOf('push-once')
    const message = revocation('push-once', 1)
    const answers = await Promise.all([post(message), post(message), post(message, { contentType: 'text/xml' }), post(message)])
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, 'success']))
    expect(await eventsOf('wechat.authorizationRevoked', id)).toHaveLength(1)
  })

  test('who withdraws the permission to use their phone number has it deleted', async () => {
    const id = await accountIdOf('push-phone')
    await app.kernel.db.sql`update accounts set phone = '\\x01', phone_index = '\\x02' where id = ${id}`
    await app.standIn('/stand-in/withdrawals', { persona: 'push-phone', fields: [8] })
    await vi.waitFor(async () => {
      await app.drain()
      expect(await app.kernel.db.sql`select phone, phone_index from accounts where id = ${id}`).toEqual([{ phone: null, phone_index: null }])
    }, { timeout: 5_000, interval: 50 })
  })

  test('about somebody we do not know, or of a kind we do not use, nothing is written', async () => {
    const before = await app.kernel.db.sql`select count(*) from outbox`
    expect((await post(revocation('push-nobody', 2))).text).toBe('success')
    expect((await post({ FromUserName: 'push-once', CreateTime: 3, Event: 'something_new' })).text).toBe('success')
    expect(await app.kernel.db.sql`select count(*) from outbox`).toEqual(before)
  })
})

test('a push that was recorded and is sent again is taken once; and once its key is forgotten, it is too old', async () => {
  const accountId = await accountIdOf('push-replayed')
  const old = revocation('push-replayed', -31 * 86_400)
  expect((await post(old)).text).toBe('success')
  expect(await eventsOf('wechat.authorizationRevoked', accountId)).toEqual([])
  const fresh = revocation('push-replayed', -1)
  for (let time = 0; time < 3; time++) expect((await post(fresh)).text).toBe('success')
  expect(await eventsOf('wechat.authorizationRevoked', accountId)).toHaveLength(1)
  expect(RETENTIONS.find(({ table }) => table === 'wechat_pushes')!.days).toBeGreaterThan(31)
})

describe('403', () => {
  test('a wrong signature, of the address and of a push', async () => {
    const id = await accountIdOf('push-forged')
    expect((await post(revocation('push-forged', 4), { signature: '0'.repeat(40) })).status).toBe(403)
    expect((await app.request('GET', `/api/v1/wechat/push?signature=${'0'.repeat(40)}&timestamp=1&nonce=2&echostr=3`)).status).toBe(403)
    expect((await app.request('POST', '/api/v1/wechat/push', { body: {} })).status).toBe(403)
    expect(await eventsOf('wechat.authorizationRevoked', id)).toHaveLength(0)
  })
})

test('none of this was a fault of ours', () => {
  expect(app.faults).toEqual([])
})
