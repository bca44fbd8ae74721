import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fitTemplateValue } from '../../../server/src/gateways/wechat/template-value.ts'
import { isAllowedValue } from '../../../server/dev/stand-in/value-rules.ts'
import { errcodeOf, LONG_TERM, ONE_TIME, startRig, type Rig } from './support.ts'

const SEND = '/cgi-bin/message/subscribe/send'
const data = { thing1: '楼道灯', time2: '2026年11月24日 16:00' }
const message = { openid: 'openid-resident-0', templateId: ONE_TIME.priTmplId, data }

let rig: Rig
beforeEach(async () => {
  rig = await startRig({ pages: ['pages/home/index'] })
})
afterEach(() => rig.close())

const credit = (fields: Record<string, unknown> = {}) =>
  rig.hook('POST', 'credits', { persona: 'resident', templateId: ONE_TIME.priTmplId, ...fields })
const sent = async (query = '') => (await rig.hook('GET', `sent${query}`)).body.items
/** Straight to the stand-in, past the client's own care. */
async function sendRaw(body: unknown): Promise<{ text: string; errcode: number }> {
  const { access_token } = (await (
    await fetch(`${rig.url}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({ grant_type: 'client_credential', appid: 'wx1234567890abcdef', secret: 'a-secret-of-tests' }),
    })
  ).json()) as { access_token: string }
  const text = await (await fetch(`${rig.url}${SEND}?access_token=${access_token}`, { method: 'POST', body: JSON.stringify(body) })).text()
  return { text, errcode: JSON.parse(text).errcode }
}
const raw = (overrides: Record<string, unknown> = {}) => ({
  touser: message.openid,
  template_id: message.templateId,
  data: { thing1: { value: '楼道灯' }, time2: { value: '16:00' } },
  ...overrides,
})

describe('credits', () => {
  it('of a one-time template are spent one by one', async () => {
    const wechat = rig.client()
    expect(await errcodeOf(wechat.sendSubscribeMessage(message))).toBe(43101)
    expect((await credit({ count: 2 })).body).toEqual({ credits: 2 })
    expect(await errcodeOf(wechat.sendSubscribeMessage(message))).toBeUndefined()
    expect(await errcodeOf(wechat.sendSubscribeMessage(message))).toBeUndefined()
    expect(await errcodeOf(wechat.sendSubscribeMessage(message))).toBe(43101)
  })
  it('belong to one person and one template', async () => {
    await credit()
    const wechat = rig.client()
    expect(await errcodeOf(wechat.sendSubscribeMessage({ ...message, openid: 'openid-resident-1' }))).toBe(43101)
    expect(await errcodeOf(wechat.sendSubscribeMessage({ ...message, templateId: LONG_TERM.priTmplId }))).toBe(43101)
  })
  it('of a long-term template never run out, until refused', async () => {
    const long = { ...message, templateId: LONG_TERM.priTmplId }
    expect((await credit({ templateId: LONG_TERM.priTmplId })).body).toEqual({ credits: null })
    const wechat = rig.client()
    for (let nth = 0; nth < 3; nth++) expect(await errcodeOf(wechat.sendSubscribeMessage(long))).toBeUndefined()
    await credit({ templateId: LONG_TERM.priTmplId, answer: 'reject' })
    expect(await errcodeOf(wechat.sendSubscribeMessage(long))).toBe(43101)
  })
  it('are worth nothing while the template is banned', async () => {
    await credit()
    await credit({ answer: 'ban' })
    const error = await rig.client().sendSubscribeMessage(message).catch((fault: unknown) => fault)
    expect(error).toMatchObject({ errcode: 43107, isRetryable: false })
  })
  it('are not spent by a message that was refused', async () => {
    await credit()
    await sendRaw(raw({ data: {} }))
    expect(await errcodeOf(rig.client().sendSubscribeMessage(message))).toBeUndefined()
  })
})

describe('a message', () => {
  it('has an id that a double cannot hold, kept whole', async () => {
    await credit({ count: 2 })
    const { text } = await sendRaw(raw())
    expect(String(JSON.parse(text).msgid)).not.toBe(/"msgid":(\d+)/.exec(text)?.[1])
    const { msgid } = await rig.client().sendSubscribeMessage(message)
    expect(BigInt(msgid)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
    expect((await sent()).map((one: { msgid: string }) => one.msgid)).toEqual([/"msgid":(\d+)/.exec(text)?.[1], msgid])
  })
  it('is listed as it was sent, by person', async () => {
    await credit()
    const { msgid } = await rig.client().sendSubscribeMessage({ ...message, page: 'pages/home/index?id=1', miniprogramState: 'trial' })
    const expected = {
      msgid,
      at: rig.host.now().toISOString(),
      openid: message.openid,
      templateId: message.templateId,
      page: 'pages/home/index?id=1',
      data,
      miniprogramState: 'trial',
    }
    expect(await sent('?persona=resident')).toEqual([expected])
    expect(await sent('?persona=resident&nth=1')).toEqual([])
    expect(await sent(`?openid=${message.openid}`)).toEqual([expected])
  })
  it('is shortened to what WeChat takes', async () => {
    await credit()
    await rig.client().sendSubscribeMessage({ ...message, data: { ...data, thing1: `三单元楼道灯坏了\n${'很久'.repeat(20)}` } })
    const [{ data: taken }] = await sent()
    expect(taken.thing1).toBe('三单元楼道灯坏了 很久很久很久很久很久…')
    expect([...taken.thing1]).toHaveLength(20)
  })
  it('is not sent at all with a time that is none', async () => {
    await credit()
    const error = await rig.client().sendSubscribeMessage({ ...message, data: { ...data, time2: '明天' } }).catch((fault: unknown) => fault)
    expect(error).toMatchObject({ errcode: 47003, isRetryable: false, errmsg: expect.stringContaining('data.time2') })
    expect(await sent()).toEqual([])
  })
  it.each([
    ['an unknown template', { template_id: 'unknown' }, 40037],
    ['no addressee', { touser: '' }, 40003],
    ['an unknown page', { page: 'pages/none/index' }, 41030],
    ['a page with a leading slash', { page: '/pages/home/index' }, 41030],
    ['a missing field', { data: { thing1: { value: '灯' } } }, 47003],
    ['a text that is too long', { data: { thing1: { value: '灯'.repeat(21) }, time2: { value: '16:00' } } }, 47003],
    ['a line break', { data: { thing1: { value: '灯\n灯' }, time2: { value: '16:00' } } }, 47003],
    ['a sensitive word', { data: { thing1: { value: '违规测试' }, time2: { value: '16:00' } } }, 45168],
    ['an unknown version', { miniprogram_state: 'beta' }, 47003],
  ])('is refused with %s', async (_, overrides, errcode) => {
    await credit()
    expect((await sendRaw(raw(overrides))).errcode).toBe(errcode)
    expect(await sent()).toEqual([])
  })
})

describe('parallel messages to one person', () => {
  it('are refused by WeChat', async () => {
    await credit({ count: 2 })
    const outcomes = await Promise.all([sendRaw(raw()), sendRaw(raw())])
    expect(outcomes.map(({ errcode }) => errcode).sort()).toEqual([0, 43108])
  })
  it('are queued by a client, none is lost', async () => {
    await credit({ count: 10 })
    const wechat = rig.client({ backOffMs: [] })
    const ids = await Promise.all(Array.from({ length: 10 }, () => wechat.sendSubscribeMessage(message)))
    expect(new Set(ids.map(({ msgid }) => msgid)).size).toBe(10)
  })
  it('of two processes meet, and the loser may try again', async () => {
    await credit({ count: 2 })
    const [a, b] = [rig.client({ backOffMs: [] }), rig.client({ backOffMs: [] })]
    await Promise.all([a.listTemplates(), b.listTemplates()])
    const outcomes = await Promise.allSettled([a.sendSubscribeMessage(message), b.sendSubscribeMessage(message)])
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(lost).toHaveLength(1)
    expect(lost[0]).toMatchObject({ errcode: 43108, isRetryable: true })
  })
  it('to different people do not wait for each other', async () => {
    await credit()
    await credit({ nth: 1 })
    const wechat = rig.client({ backOffMs: [] })
    const sends = ['openid-resident-0', 'openid-resident-1'].map((openid) => wechat.sendSubscribeMessage({ ...message, openid }))
    expect((await Promise.allSettled(sends)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })
})

describe('the templates', () => {
  it('that are configured are compared with those WeChat lists', async () => {
    const wechat = rig.client()
    const well = { id: ONE_TIME.priTmplId, keys: ['thing1', 'time2'], kind: 'oneTime' as const }
    expect(await wechat.findTemplateFaults([well])).toEqual([])
    expect(
      await wechat.findTemplateFaults([
        { ...well, id: 'unknown' },
        { ...well, keys: ['thing1', 'date3'] },
        { ...well, id: LONG_TERM.priTmplId },
      ]),
    ).toEqual([
      'template unknown is not in the list of this mini-program',
      'template template-one-time has no field date3',
      'template template-one-time has the field time2, which is never filled',
      'template template-long-term is longTerm, not oneTime',
    ])
  })
})

describe('every value that is made to fit', () => {
  const nasty = ['', ' ', '\n', 'a'.repeat(99), '汉'.repeat(99), '😀'.repeat(30), 'A1汉!\u0007\n漢字', '16:00', '2026-11-24', '￥12.50', '刘*平', '陕H·A1234', '-5', '12', '138****0000']
  it.each([
    'thing1', 'number2', 'letter3', 'symbol4', 'character_string5', 'time6', 'date7', 'amount8', 'phone_number9', 'car_number10', 'name11', 'phrase12',
  ])('%s: is taken by WeChat, or given up here', (key) => {
    const fitted = nasty.map((value) => fitTemplateValue(key, value))
    for (const value of fitted) if (value !== null) expect([value, isAllowedValue(key, value)]).toEqual([value, true])
    expect(fitted.some((value) => value !== null)).toBe(true)
  })
  it.each([
    ['thing1', '😀'.repeat(30), `${'😀'.repeat(9)}…`],
    ['phrase1', '已受理（待办）成功', '已受理待办'],
    ['name1', '阿里木江·买买提艾力库尔班', '阿里木江·买买提艾力'.slice(0, 10)],
    ['name1', 'Alexander the Great of Macedon', 'Alexander the Great '],
    ['character_string1', '编号 SN-2026-001', 'SN-2026-001'],
    ['time1', '25:00', null],
    ['date1', '2026年11月24日', '2026年11月24日'],
    ['amount1', '￥12.5', '￥12.5'],
    ['unknown1', 'x', null],
  ])('%s %j → %j', (key, value, fitted) => {
    expect(fitTemplateValue(key, value)).toBe(fitted)
  })
})
