import { describe, expect, it } from 'vitest'
import {
  decryptPush,
  encryptPush,
  isSameSignature,
  pushSignature,
  sessionSignature,
} from '../../../server/src/gateways/wechat/crypto.ts'

/** The documentation's own example. */
const token = 'AAAAA'
const encodingAesKey = 'A'.repeat(43)
const appId = 'wxba5fad812f8e6fb9'
const message = '{"demo_resp":"good luck"}'
const encrypted = 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=='

describe('known vectors', () => {
  it('signs the verification of a push address', () => {
    expect(pushSignature([token, '1714036504', '1514711492'])).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696')
  })
  it('encrypts a message as WeChat does, given its random bytes', () => {
    expect(encryptPush({ encodingAesKey, appId, message }, Buffer.from('707722b803182950'))).toBe(encrypted)
  })
  it('decrypts that message', () => {
    expect(decryptPush({ encodingAesKey, appId, encrypted })).toBe(message)
  })
  it('signs the cipher text', () => {
    expect(pushSignature([token, '1713424427', '415670741', encrypted])).toBe('1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1')
  })
  it('takes the session key as written, not its bytes, for an HMAC', () => {
    expect(sessionSignature('o0q0otL8aEzpcZL/FT9WsQ==', '{"foo":"bar"}')).toBe(
      '654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b',
    )
  })
})

describe('push messages', () => {
  it.each([0, 1, 10, 11, 12, 31, 32, 33, 4_000])('survive encryption at a length of %i bytes', (length) => {
    const text = '呼'.repeat(Math.floor(length / 3)) + 'x'.repeat(length % 3)
    expect(decryptPush({ encodingAesKey, appId, encrypted: encryptPush({ encodingAesKey, appId, message: text }) })).toBe(text)
  })
  it('never look the same twice', () => {
    expect(encryptPush({ encodingAesKey, appId, message })).not.toBe(encryptPush({ encodingAesKey, appId, message }))
  })
  it('are refused when meant for another appid', () => {
    expect(() => decryptPush({ encodingAesKey, appId: 'wx0000000000000000', encrypted })).toThrow('another appid')
  })
  it('are refused when damaged', () => {
    const damaged = Buffer.from(encrypted, 'base64')
    damaged[damaged.length - 20]! ^= 1
    expect(() => decryptPush({ encodingAesKey, appId, encrypted: damaged.toString('base64') })).toThrow()
  })
  it('are refused under another key', () => {
    expect(() => decryptPush({ encodingAesKey: 'B'.repeat(43), appId, encrypted })).toThrow()
  })
})

it('signatures of different lengths are different, not an error', () => {
  expect(isSameSignature('abc', 'abcd')).toBe(false)
  expect(isSameSignature('abc', 'abd')).toBe(false)
  expect(isSameSignature('abc', 'abc')).toBe(true)
})
