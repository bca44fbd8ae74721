import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto'

/** How a sealed value is made. The id is its first byte for ever: a suite may be added, never renumbered. */
export interface CipherSuite {
  id: number
  nonceBytes: number
  tagBytes: number
  /** Keys for one purpose (`info`), from a 32-byte root. */
  derive(root: Buffer, info: string): SuiteKeys
  seal(keys: SuiteKeys, nonce: Buffer, context: Buffer, text: string): { tag: Buffer; body: Buffer }
  /** Throws when a bit of tag, body, nonce or context is not what was sealed. */
  open(keys: SuiteKeys, sealed: { nonce: Buffer; tag: Buffer; body: Buffer }, context: Buffer): string
  /** A keyed hash of 32 bytes. */
  hash(keys: SuiteKeys, text: string): Buffer
}

export interface SuiteKeys {
  encryption: KeyObject
  authentication: KeyObject
}

const SALT = 'huying/pii/v1'

function subkey(digest: string, root: Buffer, info: string, bytes: number): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync(digest, root, SALT, info, bytes)))
}

const aesGcm: CipherSuite = {
  id: 1,
  nonceBytes: 12,
  tagBytes: 16,
  derive: (root, info) => ({
    encryption: subkey('sha256', root, `${info}\0encrypt`, 32),
    authentication: subkey('sha256', root, `${info}\0index`, 32),
  }),
  seal(keys, nonce, context, text) {
    const cipher = createCipheriv('aes-256-gcm', keys.encryption, nonce).setAAD(context)
    const body = cipher.update(text, 'utf8')
    cipher.final()
    return { body, tag: cipher.getAuthTag() }
  },
  open(keys, { nonce, tag, body }, context) {
    const decipher = createDecipheriv('aes-256-gcm', keys.encryption, nonce, { authTagLength: 16 }).setAAD(context).setAuthTag(tag)
    const text = decipher.update(body)
    decipher.final()
    return text.toString('utf8')
  },
  hash: (keys, text) => createHmac('sha256', keys.authentication).update(text).digest(),
}

/** Context and nonce have a known length each time, so that no two inputs are the same bytes. */
function sm3Tag(key: KeyObject, nonce: Buffer, context: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(context.length)
  return createHmac('sm3', key).update(length).update(context).update(nonce).update(body).digest()
}

/** Commercial cryptography 商用密码: SM4 in counter mode, then HMAC-SM3 over what was encrypted (OpenSSL 3.0 has no SM4-GCM). */
const sm4Sm3: CipherSuite = {
  id: 2,
  nonceBytes: 16,
  tagBytes: 32,
  derive: (root, info) => ({
    encryption: subkey('sm3', root, `${info}\0encrypt`, 16),
    authentication: subkey('sm3', root, `${info}\0index`, 32),
  }),
  seal(keys, nonce, context, text) {
    const body = createCipheriv('sm4-ctr', keys.encryption, nonce).update(text, 'utf8')
    return { body, tag: sm3Tag(keys.authentication, nonce, context, body) }
  },
  open(keys, { nonce, tag, body }, context) {
    const expected = sm3Tag(keys.authentication, nonce, context, body)
    if (tag.length !== expected.length || !timingSafeEqual(tag, expected)) throw new Error('wrong tag')
    return createDecipheriv('sm4-ctr', keys.encryption, nonce).update(body).toString('utf8')
  },
  hash: (keys, text) => createHmac('sm3', keys.authentication).update(text).digest(),
}

export const CIPHER_SUITES = { 'aes-256-gcm': aesGcm, 'sm4-sm3': sm4Sm3 } as const
export type CipherSuiteName = keyof typeof CIPHER_SUITES
