import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenStore } from '../../../server/src/gateways/wechat/token-store.ts'
import { openMemoryStore } from '../../../server/src/kernel/shared-store-memory.ts'
import { APP_ID, countingFetch, errcodeOf, SECRET, startRig, type Rig } from './support.ts'

const TOKEN = '/cgi-bin/stable_token'
const TEMPLATES = '/wxaapi/newtmpl/gettemplate'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.close())

const askToken = async (isForced = false) => {
  const body = { grant_type: 'client_credential', appid: APP_ID, secret: SECRET, force_refresh: isForced }
  const response = await fetch(rig.url + TOKEN, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as { access_token: string; expires_in: number; errcode?: number }
}
const errcodeWith = async (token: string) =>
  ((await (await fetch(`${rig.url}${TEMPLATES}?access_token=${token}`)).json()) as { errcode: number }).errcode

describe('the stand-in gives', () => {
  it('the same token until its last five minutes, then the next one, and takes both', async () => {
    const first = await askToken()
    expect(first.expires_in).toBe(7200)
    expect(first.access_token).toHaveLength(512)
    rig.host.move(6_899_000)
    expect(await askToken()).toEqual({ access_token: first.access_token, expires_in: 301 })
    rig.host.move(1_000)
    const second = await askToken()
    expect(second.access_token).not.toBe(first.access_token)
    expect([await errcodeWith(first.access_token), await errcodeWith(second.access_token)]).toEqual([0, 0])
    rig.host.move(300_000)
    expect([await errcodeWith(first.access_token), await errcodeWith(second.access_token)]).toEqual([42001, 0])
  })
  it('a forced token that ends the one before, not more often than every 30 s', async () => {
    const first = await askToken()
    const forced = await askToken(true)
    expect(await errcodeWith(first.access_token)).toBe(40001)
    expect((await askToken(true)).errcode).toBe(45011)
    rig.host.move(30_000)
    expect((await askToken(true)).access_token).not.toBe(forced.access_token)
  })
  it('twenty forced tokens a day', async () => {
    for (let nth = 0; nth < 20; nth++) {
      expect((await askToken(true)).errcode).toBeUndefined()
      rig.host.move(30_000)
    }
    expect((await askToken(true)).errcode).toBe(45009)
  })
  it('nothing to callers without a token, or with one it never gave', async () => {
    expect([await errcodeWith(''), await errcodeWith('invented')]).toEqual([41001, 40001])
  })
})

describe('the client', () => {
  it('fetches one token, under one lock, for a hundred calls at once', async () => {
    const { calls, fetch } = countingFetch()
    const memory = openMemoryStore()
    let locks = 0
    const tokenStore: TokenStore = { get: memory.get, set: memory.set, lock: (name, work) => (locks++, memory.lock(name, work)) }
    const wechat = rig.client({ fetch, tokenStore })
    await Promise.all(Array.from({ length: 100 }, () => wechat.listTemplates()))
    expect(calls).toEqual({ [TOKEN]: 1, [TEMPLATES]: 100 })
    expect(locks).toBe(1)
  })
  it('fetches one token for many processes at once', async () => {
    const { calls, fetch } = countingFetch()
    const tokenStore = openMemoryStore()
    await Promise.all(Array.from({ length: 10 }, () => rig.client({ fetch, tokenStore }).listTemplates()))
    expect(calls[TOKEN]).toBe(1)
  })
  it('keeps the secret out of the store, and the key by appid', async () => {
    const memory = openMemoryStore()
    const seen: string[] = []
    const tokenStore: TokenStore = {
      get: (key) => (seen.push(key), memory.get(key)),
      set: (key, value, ttlMs) => (seen.push(key, value), memory.set(key, value, ttlMs)),
      lock: (name, work) => (seen.push(name), memory.lock(name, work)),
    }
    await rig.client({ tokenStore }).listTemplates()
    expect(seen.join()).toContain(APP_ID)
    expect(seen.join()).not.toContain(SECRET)
  })
  it('changes to the next token in the last five minutes, once', async () => {
    const { calls, fetch } = countingFetch()
    const wechat = rig.client({ fetch })
    await wechat.listTemplates()
    rig.host.move(6_899_000)
    await wechat.listTemplates()
    expect(calls[TOKEN]).toBe(1)
    rig.host.move(2_000)
    await Promise.all(Array.from({ length: 100 }, () => wechat.listTemplates()))
    expect(calls[TOKEN]).toBe(2)
  })
  it('goes on with the old token when the next one cannot be had yet', async () => {
    const wechat = rig.client()
    await wechat.listTemplates()
    rig.host.move(6_901_000)
    await rig.hook('POST', 'failures', { api: TOKEN, errcode: -1, times: 3 })
    expect(await errcodeOf(wechat.listTemplates())).toBeUndefined()
    expect((await rig.hook('GET', 'failures')).body.items).toEqual([])
  })
  it.each([40001, 40014, 42001])('asks again after %i, and the caller notices nothing', async (errcode) => {
    const { calls, fetch } = countingFetch()
    const wechat = rig.client({ fetch })
    await rig.hook('POST', 'failures', { api: TEMPLATES, errcode })
    expect(await errcodeOf(wechat.listTemplates())).toBeUndefined()
    expect(calls).toEqual({ [TOKEN]: 2, [TEMPLATES]: 2 })
  })
  it('fetches one token when a hundred calls at once find theirs refused', async () => {
    const { calls, fetch } = countingFetch()
    const wechat = rig.client({ fetch })
    await wechat.listTemplates()
    await askToken(true)
    await Promise.all(Array.from({ length: 100 }, () => wechat.listTemplates()))
    expect(calls).toEqual({ [TOKEN]: 2, [TEMPLATES]: 201 })
  })
  it('leaves alone a token that another process has renewed meanwhile', async () => {
    const tokenStore = openMemoryStore()
    const [ours, theirs] = [countingFetch(), countingFetch()]
    const [a, b] = [rig.client({ tokenStore, fetch: ours.fetch }), rig.client({ tokenStore, fetch: theirs.fetch })]
    await a.listTemplates()
    await askToken(true)
    await Promise.all([a.listTemplates(), b.listTemplates()])
    expect((ours.calls[TOKEN] ?? 0) + (theirs.calls[TOKEN] ?? 0)).toBe(2)
    expect((ours.calls[TEMPLATES] ?? 0) + (theirs.calls[TEMPLATES] ?? 0)).toBe(5)
  })
  it('asks again once, not for ever', async () => {
    const { calls, fetch } = countingFetch()
    await rig.hook('POST', 'failures', { api: TEMPLATES, errcode: 40001, times: 2 })
    expect(await errcodeOf(rig.client({ fetch }).listTemplates())).toBe(40001)
    expect(calls[TEMPLATES]).toBe(2)
  })
  it('says so when the shared store is away', async () => {
    const away = () => Promise.reject(new Error('store away'))
    const error = await rig.client({ tokenStore: { get: away, set: away, lock: away } }).listTemplates().catch((fault: unknown) => fault)
    expect(error).toMatchObject({ name: 'WechatError', errcode: null, isRetryable: true })
  })
})
