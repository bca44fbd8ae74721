import { afterEach, describe, expect, it } from 'vitest'
import { encryptPush, pushSignature } from '../../../server/src/gateways/wechat/crypto.ts'
import { createPushReceiver, PushRefused } from '../../../server/src/gateways/wechat/push.ts'
import type { PushEvent } from '../../../server/src/gateways/wechat/push-event.ts'
import { AES_KEY, APP_ID, LONG_TERM, ONE_TIME, PUSH_TOKEN, startReceiver, startRig } from './support.ts'

const push = createPushReceiver({ appId: APP_ID, token: PUSH_TOKEN, encodingAesKey: AES_KEY })

/** What WeChat would send for a message, given as text because numbers and strings matter. */
function sealed(message: string, overrides: { appId?: string; token?: string } = {}) {
  const { appId = APP_ID, token = PUSH_TOKEN } = overrides
  const Encrypt = encryptPush({ encodingAesKey: AES_KEY, appId, message })
  const [timestamp, nonce] = ['1714036504', '1514711492']
  const msg_signature = pushSignature([token, timestamp, nonce, Encrypt])
  const signature = pushSignature([token, timestamp, nonce])
  return { query: { timestamp, nonce, signature, msg_signature, encrypt_type: 'aes', openid: 'x' }, body: { ToUserName: 'gh_1', Encrypt } }
}
const receive = (message: string) => {
  const { query, body } = sealed(message)
  return push.receive(query, body)
}
const head = '"ToUserName":"gh_1","FromUserName":"o1","MsgType":"event","CreateTime":1700000000'

describe('verifying the address', () => {
  const query = { signature: pushSignature([PUSH_TOKEN, '1', '2']), timestamp: '1', nonce: '2', echostr: 'echo' }
  it('answers the echo to WeChat', () => expect(push.verifyAddress(query)).toBe('echo'))
  it.each([
    ['another nonce', { ...query, nonce: '3' }],
    ['no signature', { ...query, signature: undefined }],
    ['a repeated parameter', { ...query, signature: [query.signature] }],
  ])('refuses %s', (_, wrong) => expect(() => push.verifyAddress(wrong)).toThrow(PushRefused))
})

describe('a push is refused', () => {
  const good = sealed(`{${head},"Event":"x"}`)
  it('unless it is whole (this one is)', () => {
    expect(push.receive(good.query, good.body).kind).toBe('other')
    expect(push.receive(good.query, JSON.stringify(good.body)).kind).toBe('other')
  })
  it.each([
    ['with only the plain signature right', { ...good.query, msg_signature: good.query.signature }, good.body],
    ['with a changed text', good.query, { ...good.body, Encrypt: good.body.Encrypt.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }],
    ['in plain mode', { ...good.query, encrypt_type: 'raw' }, good.body],
    ['without a body', good.query, undefined],
    ['with a body that is not JSON', good.query, 'Encrypt'],
  ])('%s', (_, query, body) => expect(() => push.receive(query, body)).toThrow(PushRefused))
  it.each([
    ['for another appid', sealed('{}', { appId: 'wx0000000000000000' })],
    ['signed with another token', sealed('{}', { token: 'other' })],
    ['with something else than an object inside', sealed('[]')],
    ['with something else than JSON inside', sealed('<xml/>')],
  ])('%s', (_, { query, body }) => expect(() => push.receive(query, body)).toThrow(PushRefused))
})

describe('an event reads the same', () => {
  const item = (id: string) => `{"TemplateId":"${id}","SubscribeStatusString":"accept","PopupScene":"0"}`
  it('with one item or several', () => {
    const event = (list: string) => receive(`{${head},"Event":"subscribe_msg_popup_event","List":${list}}`)
    const one = { templateId: 'a', answer: 'accept' }
    expect(event(item('a'))).toMatchObject({ kind: 'subscribed', openid: 'o1', items: [one] })
    expect(event(`[${item('a')}]`)).toMatchObject({ items: [one] })
    expect(event(`[${item('a')},${item('b')}]`)).toMatchObject({ items: [one, { templateId: 'b', answer: 'accept' }] })
  })
  it.each(['1700000000', '"1700000000"'])('with its time written as %s', (time) => {
    const event = receive(`{"FromUserName":"o1","Event":"subscribe_msg_change_event","CreateTime":${time},"List":${item('a')}}`)
    expect(event).toMatchObject({
      kind: 'subscriptionChanged',
      createdAt: new Date('2023-11-14T22:13:20Z'),
      dedupeKey: 'event:o1:1700000000:subscribe_msg_change_event',
    })
  })
  it.each(['1700827132819554305', '"1700827132819554305"'])('with a message id written as %s', (id) => {
    const event = receive(`{${head},"Event":"subscribe_msg_sent_event","List":{"TemplateId":"a","MsgID":${id},"ErrorCode":"43101","ErrorStatus":"user refuse"}}`)
    expect(event).toMatchObject({
      kind: 'subscribeMessageSent',
      items: [{ templateId: 'a', msgid: '1700827132819554305', errcode: 43101, status: 'user refuse' }],
    })
  })
  it('with spaces before its keys, as in the documentation', () => {
    const event = receive(`{"FromUserName":"platform","CreateTime":1,"Event":"user_authorization_revoke"," OpenID":"o9"," RevokeInfo":"8,13"}`)
    expect(event).toMatchObject({ kind: 'authorizationRevoked', openid: 'o9', fields: [8, 13] })
  })
})

describe('the key against repeats', () => {
  const media = (trace: string) => receive(`{${head},"Event":"wxa_media_check","trace_id":"${trace}","errcode":0,"result":{"suggest":"pass","label":100}}`).dedupeKey
  const cancelled = (openid: string) => receive(`{${head},"Event":"user_authorization_cancellation","OpenID":"${openid}"}`).dedupeKey
  it('is the message id where there is one', () => {
    expect(receive(`{${head},"MsgId":1700827132819554305,"Event":"x"}`).dedupeKey).toBe('id:1700827132819554305')
  })
  it('is the same for each attempt', () => expect(media('t1')).toBe(media('t1')))
  it('tells two pictures judged in one second apart', () => expect(media('t1')).not.toBe(media('t2')))
  it('tells two people who left in one second apart', () => expect(cancelled('o1')).not.toBe(cancelled('o2')))
})

it('a late or unknown verdict is never a pass', () => {
  const verdict = (fields: string) => receive(`{${head},"Event":"wxa_media_check","trace_id":"t",${fields}}`)
  expect(verdict('"errcode":-1008,"result":{"suggest":"pass","label":100}')).toMatchObject({ verdict: null, errcode: -1008 })
  expect(verdict('"errcode":0,"result":{"suggest":"maybe","label":100}')).toMatchObject({ verdict: null })
  expect(verdict('"errcode":0')).toMatchObject({ verdict: null })
})

describe('from the stand-in to the server', () => {
  const closers: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })

  /** A server that answers each attempt with the next of `answers`, then `success`. */
  async function start(answers: { status: number; text: string }[] = [], pushRetryMs = [1, 1, 1]) {
    const events: PushEvent[] = []
    const cipherTexts: string[] = []
    const receiver = await startReceiver((query, body) => {
      events.push(push.receive(query, body))
      cipherTexts.push(JSON.parse(body).Encrypt)
      return answers[events.length - 1] ?? { status: 200, text: 'success' }
    })
    const rig = await startRig({ pushUrl: receiver.url, pushRetryMs })
    closers.push(rig.close, receiver.close)
    const settled = async () => {
      for (;;) {
        const { items } = (await rig.hook('GET', 'pushes')).body
        if (items.length > 0 && items.every((one: { state: string }) => one.state !== 'pending')) return items
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    return { rig, events, cipherTexts, settled }
  }
  const credit = { persona: 'resident', templateId: ONE_TIME.priTmplId }

  it('an event is tried again until the server takes it, under one key', async () => {
    const { rig, events, cipherTexts, settled } = await start([
      { status: 500, text: 'oops' },
      { status: 200, text: 'later' },
    ])
    await rig.hook('POST', 'credits', credit)
    expect(await settled()).toMatchObject([{ attempts: 3, state: 'delivered', fault: null, openid: 'openid-resident-0' }])
    expect(events.map(({ kind }) => kind)).toEqual(['subscribed', 'subscribed', 'subscribed'])
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(1)
    expect(new Set(cipherTexts).size).toBe(3)
  })
  it('an event is given up after three further attempts', async () => {
    const { rig, settled } = await start(Array.from({ length: 9 }, () => ({ status: 503, text: 'away' })))
    await rig.hook('POST', 'credits', credit)
    expect(await settled()).toMatchObject([{ attempts: 4, state: 'given up', fault: 'HTTP 503: away' }])
  })
  it('every accept is told, and every message that was sent', async () => {
    const { rig, events, settled } = await start()
    await rig.hook('POST', 'credits', { ...credit, count: 2 })
    await settled()
    const { msgid } = await rig.client().sendSubscribeMessage({
      openid: 'openid-resident-0',
      templateId: ONE_TIME.priTmplId,
      data: { thing1: '灯', time2: '16:00' },
    })
    await settled()
    const accept = { templateId: ONE_TIME.priTmplId, answer: 'accept' }
    expect(events).toMatchObject([
      { kind: 'subscribed', items: [accept, accept] },
      { kind: 'subscribeMessageSent', items: [{ templateId: ONE_TIME.priTmplId, msgid, errcode: 0, status: 'success' }] },
    ])
  })
  it('who withdraws a permission or leaves WeChat is named', async () => {
    const { rig, events, settled } = await start()
    await rig.hook('POST', 'withdrawals', { persona: 'resident', nth: 1, fields: [8, 13] })
    await settled()
    await rig.hook('POST', 'withdrawals', { persona: 'resident', nth: 2 })
    await settled()
    expect(events).toMatchObject([
      { kind: 'authorizationRevoked', openid: 'openid-resident-1', fields: [8, 13] },
      { kind: 'accountCancelled', openid: 'openid-resident-2' },
    ])
  })
  it('closing does not wait for a server that is away', async () => {
    const rig = await startRig({ pushUrl: 'http://127.0.0.1:1/', pushRetryMs: [60_000], templates: [LONG_TERM] })
    await rig.hook('POST', 'credits', { persona: 'resident', templateId: LONG_TERM.priTmplId })
    const startedAt = performance.now()
    await rig.close()
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
