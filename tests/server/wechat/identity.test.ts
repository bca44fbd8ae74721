import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WechatError } from '../../../server/src/gateways/wechat/error.ts'
import { errcodeOf, SECRET, startRig, type Rig } from './support.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

describe('a login code', () => {
  it('tells who logs in, though the answer calls itself plain text', async () => {
    const types: (string | null)[] = []
    const wechat = rig.client({
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        types.push(response.headers.get('content-type'))
        return response
      },
    })
    const session = await wechat.code2session(await rig.code('resident', 1))
    expect(types).toEqual(['text/plain'])
    expect(session).toMatchObject({ openid: 'openid-resident-1', unionid: null })
    expect(Buffer.from(session.sessionKey, 'base64')).toHaveLength(16)
  })
  it('is good once', async () => {
    const code = await rig.code()
    await rig.client().code2session(code)
    expect(await errcodeOf(rig.client().code2session(code))).toBe(40163)
  })
  it('is spent by one of many who try at once', async () => {
    const code = await rig.code()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => errcodeOf(rig.client().code2session(code))))
    expect(outcomes.filter((errcode) => errcode === undefined)).toHaveLength(1)
    expect(outcomes.filter((errcode) => errcode === 40163)).toHaveLength(19)
  })
  it('ends after five minutes', async () => {
    const [early, late] = [await rig.code(), await rig.code()]
    rig.host.move(5 * 60_000 - 1)
    expect(await errcodeOf(rig.client().code2session(early))).toBeUndefined()
    rig.host.move(1)
    expect(await errcodeOf(rig.client().code2session(late))).toBe(40029)
  })
  it('belongs to one appid', async () => {
    const { body } = await rig.hook('POST', 'codes', { persona: 'resident', appId: 'wxffffffffffffffff' })
    expect(await errcodeOf(rig.client().code2session(body.code))).toBe(40029)
  })
  it('is not a phone code, nor the other way round', async () => {
    const { body } = await rig.hook('POST', 'phone-codes', { persona: 'resident' })
    expect(await errcodeOf(rig.client().code2session(body.code))).toBe(40029)
    expect(await errcodeOf(rig.client().getPhoneNumber(await rig.code()))).toBe(40029)
  })
})

describe('a wrong set-up is called one', () => {
  it.each([
    ['appid', { appId: 'wx0000000000000000' }, 40013],
    ['secret', { secret: 'wrong' }, 40125],
  ])('a wrong %s', async (_, overrides, errcode) => {
    const error = await rig.client(overrides).code2session(await rig.code()).catch((fault: unknown) => fault)
    expect(error).toBeInstanceOf(WechatError)
    expect(error).toMatchObject({ errcode, isConfiguration: true, isRetryable: false, api: '/sns/jscode2session' })
  })
  it('an IP address that is not whitelisted, without a second attempt', async () => {
    await rig.hook('POST', 'failures', { api: '/cgi-bin/stable_token', errcode: 40164, errmsg: 'invalid ip 1.2.3.4, not in whitelist' })
    const error: WechatError = await rig.client().listTemplates().catch((fault) => fault)
    expect(error).toMatchObject({ errcode: 40164, isConfiguration: true, isRetryable: false })
    expect(error.message).toContain('IP whitelist')
    expect((await rig.hook('GET', 'failures')).body.items).toEqual([])
  })
  it('and no error tells the secret', async () => {
    const faults = await Promise.all([
      rig.client({ apiBase: 'http://127.0.0.1:1' }).code2session('x').catch((fault: Error) => fault),
      rig.client().code2session('x').catch((fault: Error) => fault),
    ])
    for (const fault of faults) expect(`${(fault as Error).stack} ${JSON.stringify(fault)} ${String((fault as Error).cause)}`).not.toContain(SECRET)
  })
})

describe('WeChat in trouble', () => {
  it('is asked again while it is busy', async () => {
    await rig.hook('POST', 'failures', { api: '/sns/jscode2session', errcode: -1, times: 2 })
    expect(await errcodeOf(rig.client().code2session(await rig.code()))).toBeUndefined()
  })
  it('is given up when it stays busy, to be retried later', async () => {
    await rig.hook('POST', 'failures', { api: '/sns/jscode2session', errcode: -1, times: 3 })
    const error = await rig.client().code2session(await rig.code()).catch((fault: unknown) => fault)
    expect(error).toMatchObject({ errcode: -1, isRetryable: true, isConfiguration: false })
  })
  it.each([40226, 45011])('passes %i on at once', async (errcode) => {
    await rig.hook('POST', 'failures', { api: '/sns/jscode2session', errcode })
    expect(await errcodeOf(rig.client().code2session(await rig.code()))).toBe(errcode)
    expect((await rig.hook('GET', 'failures')).body.items).toEqual([])
  })
  it('is not waited for beyond the time-out', async () => {
    await rig.hook('POST', 'failures', { api: '*', delayMs: 2_000 })
    const error = await rig.client({ timeoutMs: 50 }).code2session('x').catch((fault: unknown) => fault)
    expect(error).toMatchObject({ errcode: null, isRetryable: true, errmsg: 'no answer within 50 ms' })
  })
  it.each([
    ['a page of a proxy', () => new Response('<html>502</html>', { status: 502 }), 'HTTP 502'],
    ['no JSON', () => new Response('<html>'), 'answered something that is not JSON'],
    ['a list', () => new Response('[]'), 'answered something that is not an object'],
    ['too little', () => new Response('{"openid":"x"}'), 'answered without what was asked'],
  ])('answers %s: no answer, not a wrong one', async (_, answer, errmsg) => {
    const wechat = rig.client({ fetch: async () => answer() })
    expect(await wechat.code2session('x').catch((fault: unknown) => fault)).toMatchObject({ errcode: null, errmsg, isRetryable: true })
  })
  it('ends every message with a request id', async () => {
    const response = await fetch(`${rig.url}/sns/jscode2session`)
    const body = (await response.json()) as { errcode: number; errmsg: string }
    expect(response.status).toBe(200)
    expect(body.errcode).toBe(41002)
    expect(body.errmsg).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
  })
})

describe('a phone number', () => {
  const phoneCode = async (nth = 0) => (await rig.hook('POST', 'phone-codes', { persona: 'resident', nth })).body.code as string
  it('comes for a phone code, once', async () => {
    const code = await phoneCode(2)
    expect(await rig.client().getPhoneNumber(code)).toEqual({ phoneNumber: '13800000002', countryCode: '86' })
    expect(await errcodeOf(rig.client().getPhoneNumber(code))).toBe(40163)
  })
  it('goes to its owner only', async () => {
    expect(await errcodeOf(rig.client().getPhoneNumber(await phoneCode(0), 'openid-resident-1'))).toBe(40029)
    expect(await errcodeOf(rig.client().getPhoneNumber(await phoneCode(1), 'openid-resident-1'))).toBeUndefined()
  })
  it('of another appid is not believed', async () => {
    const forged = { phone_info: { phoneNumber: '1', purePhoneNumber: '1', countryCode: '86', watermark: { appid: 'wxffffffffffffffff' } } }
    const wechat = rig.client({
      fetch: async (input) =>
        String(input).includes('stable_token') ? Response.json({ access_token: 't', expires_in: 7200 }) : Response.json(forged),
    })
    await expect(wechat.getPhoneNumber('x')).rejects.toThrow('another appid')
  })
  it('is refused by the hook for people who have none', async () => {
    expect(await rig.hook('POST', 'phone-codes', { persona: 'chair' })).toMatchObject({ status: 404, body: { error: { code: 'NO_PHONE' } } })
  })
})

it('a session is valid until the person logs in again', async () => {
  const wechat = rig.client()
  const first = await wechat.code2session(await rig.code())
  expect(await wechat.checkSession(first)).toBe(true)
  const second = await wechat.code2session(await rig.code())
  expect(await wechat.checkSession(first)).toBe(false)
  expect(await wechat.checkSession(second)).toBe(true)
})
