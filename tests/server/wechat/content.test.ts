import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPushReceiver } from '../../../server/src/gateways/wechat/push.ts'
import type { PushEvent } from '../../../server/src/gateways/wechat/push-event.ts'
import { AES_KEY, APP_ID, errcodeOf, PUSH_TOKEN, startReceiver, startRig, type Rig } from './support.ts'

const openid = 'openid-resident-0'
const scene = 'forum' as const

let rig: Rig
let receiver: Awaited<ReturnType<typeof startReceiver>>
let files: Awaited<ReturnType<typeof startReceiver>>
let elapsed: number
let nextEvent: Promise<PushEvent>

beforeEach(async () => {
  elapsed = 0
  const push = createPushReceiver({ appId: APP_ID, token: PUSH_TOKEN, encodingAesKey: AES_KEY })
  const { promise, resolve } = deferred<PushEvent>()
  nextEvent = promise
  receiver = await startReceiver((query, body) => {
    resolve(push.receive(query, body))
    return { status: 200, text: 'success' }
  })
  files = await startReceiver(({ size, status }) => ({ status: Number(status ?? 200), text: 'x'.repeat(Number(size ?? 10)) }))
  rig = await startRig({ pushUrl: receiver.url, elapsedMs: () => elapsed })
})
afterEach(async () => {
  await rig.close()
  await Promise.all([receiver.close(), files.close()])
})

function deferred<T>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}

const checkText = (content: string, more: { title?: string } = {}) => rig.client().checkText({ openid, scene, content, ...more })
const checkMedia = (mediaUrl: string) => rig.client().checkMedia({ openid, scene, mediaUrl, mediaType: 'image' })

describe('a text', () => {
  beforeEach(() => rig.code())

  it.each([
    ['想要一盏灯', 'pass', 100],
    ['这是违规测试', 'risky', 20001],
    ['这是待审测试', 'review', 21000],
  ])('%s is judged %s', async (content, verdict, label) => {
    expect(await checkText(content)).toEqual({ verdict, label, traceId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{16}$/) })
  })
  it('is judged with its title', async () => {
    expect((await checkText('想要一盏灯', { title: '违规测试' })).verdict).toBe('risky')
  })
  it('is judged as ordered: by content always, else the next one only', async () => {
    await rig.hook('POST', 'verdicts', { kind: 'text', match: '火锅', suggest: 'review', label: 20002 })
    await rig.hook('POST', 'verdicts', { kind: 'text', suggest: 'risky' })
    expect(await checkText('吃火锅')).toMatchObject({ verdict: 'review', label: 20002 })
    expect((await checkText('一盏灯')).verdict).toBe('risky')
    expect((await checkText('一盏灯')).verdict).toBe('pass')
    expect((await checkText('吃火锅')).verdict).toBe('review')
    await rig.hook('POST', 'verdicts/clear')
    expect((await checkText('吃火锅')).verdict).toBe('pass')
  })
  it('of 2,500 characters is judged, a longer one refused', async () => {
    expect((await checkText('灯'.repeat(2_500))).verdict).toBe('pass')
    expect(await errcodeOf(checkText('灯'.repeat(2_501)))).toBe(45002)
  })
  it('that WeChat fails to judge has no verdict', async () => {
    await rig.hook('POST', 'failures', { api: '/wxa/msg_sec_check', errcode: 44991 })
    expect(await errcodeOf(checkText('一盏灯'))).toBe(44991)
    await rig.hook('POST', 'verdicts', { kind: 'text', suggest: 'none', times: 3 })
    expect(await errcodeOf(checkText('一盏灯'))).toBe(-1)
  })
  it('with an unknown verdict has none either', async () => {
    const wechat = rig.client({
      fetch: async (input) =>
        String(input).includes('stable_token')
          ? Response.json({ access_token: 't', expires_in: 7200 })
          : Response.json({ errcode: 0, trace_id: 'x', result: { suggest: 'maybe', label: 100 } }),
    })
    expect(await errcodeOf(wechat.checkText({ openid, scene, content: '灯' }))).toBeNull()
  })
})

describe('a person who was not here within two hours', () => {
  it('cannot have a text or a picture checked', async () => {
    expect(await errcodeOf(checkText('一盏灯'))).toBe(61010)
    expect(await errcodeOf(checkMedia(files.url))).toBe(61010)
  })
  it('stays away in real time, however the clock is moved', async () => {
    await rig.code()
    await rig.hook('POST', 'clock', { advance: 'PT72H' })
    elapsed = 2 * 3_600_000 - 1
    expect(await errcodeOf(checkText('一盏灯'))).toBeUndefined()
    elapsed += 1
    expect(await errcodeOf(checkText('一盏灯'))).toBe(61010)
  })
})

describe('a picture', () => {
  beforeEach(() => rig.code())

  it('is judged by a push under its trace id', async () => {
    const { traceId } = await checkMedia(files.url)
    expect(await nextEvent).toMatchObject({ kind: 'mediaChecked', openid, traceId, verdict: 'pass', label: 100, errcode: 0 })
  })
  it('is judged as ordered', async () => {
    await rig.hook('POST', 'verdicts', { kind: 'media', match: 'name=bad', suggest: 'risky' })
    await checkMedia(`${files.url}?name=bad`)
    expect(await nextEvent).toMatchObject({ verdict: 'risky', label: 20001 })
  })
  it.each([
    ['that cannot be reached', () => 'http://127.0.0.1:1/picture.jpg'],
    ['whose address has run out', () => `${files.url}?status=403`],
    ['that is empty', () => `${files.url}?size=0`],
    ['of more than 10 MB', () => `${files.url}?size=${10 * 1024 * 1024 + 1}`],
  ])('%s has no verdict', async (_, url) => {
    await checkMedia(url())
    expect(await nextEvent).toMatchObject({ kind: 'mediaChecked', verdict: null, label: null, errcode: -1008 })
  })
  it('may wait for its verdict in vain', async () => {
    await rig.hook('POST', 'verdicts', { kind: 'media', suggest: 'none' })
    const first = await checkMedia(`${files.url}?nth=1`)
    const second = await checkMedia(`${files.url}?nth=2`)
    expect(await nextEvent).toMatchObject({ traceId: second.traceId })
    expect((await rig.hook('GET', 'pushes')).body.items).toHaveLength(1)
    expect(first.traceId).not.toBe(second.traceId)
  })
})
