import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countingFetch, errcodeOf, startRig, type Rig } from './support.ts'

const sharp = createRequire(new URL('../../../server/package.json', import.meta.url))('sharp')

let rig: Rig
beforeAll(async () => {
  rig = await startRig({ pages: ['pages/home/index'] })
})
afterAll(() => rig.close())

describe('a code', () => {
  it('is a picture of the width asked for, within the limits', async () => {
    const sizes = [undefined, 100, 300, 5_000].map(async (width) => {
      const { format, width: across, height } = await sharp(await rig.client().codeImage({ scene: 'v1', ...(width && { width }) })).metadata()
      return [format, across, height]
    })
    expect(await Promise.all(sizes)).toEqual([['png', 430, 430], ['png', 280, 280], ['png', 300, 300], ['png', 1280, 1280]])
  })
  it('looks different for each scene and the same for one', async () => {
    const pixels = async (scene: string) => (await sharp(await rig.client().codeImage({ scene })).raw().toBuffer()).toString('base64')
    expect(await pixels('v1')).toBe(await pixels('v1'))
    expect(await pixels('v1')).not.toBe(await pixels('v2'))
  })
  it('takes every character a scene may hold', async () => {
    expect(await errcodeOf(rig.client().codeImage({ scene: "!#$&'()*+,/:;=?@-._~aZ09" }))).toBeUndefined()
  })
  it.each(['', 'a'.repeat(33), '场所', 'a b', 'a%b', 'a"b'])('is not asked for with the scene %j', async (scene) => {
    const { calls, fetch } = countingFetch()
    expect(await errcodeOf(rig.client({ fetch }).codeImage({ scene }))).toBe(40169)
    expect(calls).toEqual({})
  })
  it('is refused by WeChat too with such a scene', async () => {
    const { fetch } = countingFetch()
    const wechat = rig.client({ fetch: (input, init) => fetch(input, { ...init, body: String(init?.body).replace('"scene":"ok"', '"scene":"不行"') }) })
    expect(await errcodeOf(wechat.codeImage({ scene: 'ok' }))).toBe(40169)
  })
  it('leads to a page that exists, unless it need not', async () => {
    const wechat = rig.client()
    expect(await errcodeOf(wechat.codeImage({ scene: 'a', page: 'pages/home/index' }))).toBeUndefined()
    expect(await errcodeOf(wechat.codeImage({ scene: 'a', page: 'pages/none/index' }))).toBe(41030)
    expect(await errcodeOf(wechat.codeImage({ scene: 'a', page: 'pages/none/index', isPathChecked: false }))).toBeUndefined()
    expect(await errcodeOf(wechat.codeImage({ scene: 'a', page: '/pages/home/index', isPathChecked: false }))).toBe(41030)
  })
  it('is asked for again with another token, though its answer is bytes', async () => {
    await rig.hook('POST', 'failures', { api: '/wxa/getwxacodeunlimit', errcode: 42001 })
    expect(await errcodeOf(rig.client().codeImage({ scene: 'a' }))).toBeUndefined()
  })
})
