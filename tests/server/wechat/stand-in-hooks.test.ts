import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDuration } from '../../../server/dev/stand-in/duration.ts'
import { startRig, type Rig } from './support.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

describe('durations', () => {
  it.each([
    ['PT72H', 259_200_000],
    ['P3D', 259_200_000],
    ['P1W', 604_800_000],
    ['P1DT2H3M4S', 93_784_000],
    ['PT90M', 5_400_000],
    ['PT0S', 0],
    ['P3660D', 316_224_000_000],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms))
  it.each(['', 'P', 'PT', 'P1DT', 'PT1', '72H', 'PT-1H', '-PT1H', 'pt1h', 'P1Y', 'P1M', 'P1W2D', 'PT1.5H', 'PT1M1H', ' PT1H', 'PT1H\n', 'P3661D', 'PT99999999999999999999H'])(
    '%j is none',
    (text) => expect(parseDuration(text)).toBeNull(),
  )
})

describe('the clock', () => {
  it('is moved by the duration and tells the new time', async () => {
    const before = rig.host.now().getTime()
    expect(await rig.hook('POST', 'clock', { advance: 'PT72H' })).toEqual({
      status: 200,
      body: { now: new Date(before + 259_200_000).toISOString() },
    })
  })
  it.each([{ advance: '72h' }, { advance: 72 }, {}, { advance: 'PT1H', by: 'me' }])('stands still at %j', async (body) => {
    const before = rig.host.now()
    expect(await rig.hook('POST', 'clock', body)).toMatchObject({ status: 400, body: { error: { code: 'MALFORMED' } } })
    expect(rig.host.now()).toEqual(before)
  })
  it('is moved by one caller at a time', async () => {
    const slow = await startRig()
    let running = 0
    let most = 0
    slow.host.advance = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running -= 1
      return slow.host.now()
    }
    await Promise.all([1, 2, 3].map(() => slow.hook('POST', 'clock', { advance: 'PT1H' })))
    await slow.close()
    expect(most).toBe(1)
  })
  it('can be moved again after the server failed to', async () => {
    const broken = await startRig()
    const { advance } = broken.host
    broken.host.advance = async () => {
      throw new Error('a job failed')
    }
    expect(await broken.hook('POST', 'clock', { advance: 'PT1H' })).toMatchObject({ status: 500, body: { error: { message: 'a job failed' } } })
    broken.host.advance = advance
    expect((await broken.hook('POST', 'clock', { advance: 'PT1H' })).status).toBe(200)
    await broken.close()
  })
})

describe('personas', () => {
  it('are listed as the server names them', async () => {
    const { body } = await rig.hook('GET', 'personas')
    expect(body.items).toEqual(await rig.host.listPersonas())
  })
  it('that do not exist are answered with those that do', async () => {
    expect(await rig.hook('POST', 'codes', { persona: 'mayor' })).toMatchObject({
      status: 404,
      body: { error: { code: 'UNKNOWN_PERSONA', details: { keys: ['resident', 'chair'] } } },
    })
  })
  it('have no number beyond the last', async () => {
    expect((await rig.hook('POST', 'codes', { persona: 'resident', nth: 2 })).status).toBe(200)
    expect(await rig.hook('POST', 'codes', { persona: 'resident', nth: 3 })).toMatchObject({ status: 404, body: { error: { code: 'NO_SUCH_PERSON' } } })
  })
  it.each([{ persona: 'resident', nth: -1 }, { persona: 'resident', nth: 0.5 }, { persona: 1 }, {}, []])('are not guessed from %j', async (body) => {
    expect(await rig.hook('POST', 'codes', body)).toMatchObject({ status: 400, body: { error: { code: 'MALFORMED' } } })
  })
})

describe('orders that make no sense are refused', () => {
  it.each([
    ['failures', { api: 'jscode2session', errcode: -1 }, 400],
    ['failures', { api: '*' }, 400],
    ['verdicts', { kind: 'text', suggest: 'maybe' }, 400],
    ['credits', { persona: 'resident', templateId: 'unknown' }, 404],
    ['withdrawals', { persona: 'resident', fields: [] }, 400],
    ['nothing', {}, 404],
    ['sent', {}, 405],
  ])('%s %j', async (path, body, status) => {
    expect((await rig.hook('POST', path, body)).status).toBe(status)
  })
  it('and so is a body of more than 1 MiB', async () => {
    expect((await rig.hook('POST', 'codes', { persona: 'x'.repeat(1 << 20) })).status).toBe(413)
  })
})

describe('pages in a browser', () => {
  const allowed = async (origin: string, path = '/stand-in/personas') =>
    (await fetch(rig.url + path, { headers: { origin } })).headers.get('access-control-allow-origin')
  it('of this machine may call the hooks', async () => {
    expect(await allowed('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000')
    expect(await allowed('http://localhost:10086')).toBe('http://localhost:10086')
    const asked = await fetch(`${rig.url}/stand-in/codes`, { method: 'OPTIONS', headers: { origin: 'http://localhost:3000' } })
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type'])
  })
  it('of other machines may not, and none may call WeChat itself', async () => {
    expect(await allowed('https://example.com')).toBeNull()
    expect(await allowed('http://localhost.example.com')).toBeNull()
    expect(await allowed('http://localhost:3000', '/sns/jscode2session')).toBeNull()
  })
})

it('slowness is ordered for so many calls', async () => {
  await rig.hook('POST', 'failures', { api: '/sns/jscode2session', delayMs: 150, times: 1 })
  const startedAt = performance.now()
  await fetch(`${rig.url}/sns/jscode2session`)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145)
  expect((await rig.hook('GET', 'failures')).body.items).toEqual([])
})
