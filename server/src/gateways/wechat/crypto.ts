import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** WeChat pads push messages to blocks of 32 bytes, twice what AES needs. */
const PUSH_BLOCK_BYTES = 32
const RANDOM_BYTES = 16
const LENGTH_BYTES = 4

const sha1 = (text: string) => createHash('sha1').update(text, 'utf8').digest('hex')

/** Compares signatures without telling by its time how much of them agrees. */
export function isSameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** `signature` of [token, timestamp, nonce], `msg_signature` with the cipher text as a fourth part. Hexadecimal. */
export function pushSignature(parts: readonly string[]): string {
  return sha1([...parts].sort().join(''))
}

function pushKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (key.length !== 32) throw new Error('EncodingAESKey must be 43 characters of base64')
  return key
}

/** Encrypts a push message; `random` (16 bytes) is given only to reproduce known vectors. Base64. */
export function encryptPush(
  input: { encodingAesKey: string; appId: string; message: string },
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const key = pushKey(input.encodingAesKey)
  const message = Buffer.from(input.message, 'utf8')
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(message.length)
  const plain = Buffer.concat([random, length, message, Buffer.from(input.appId, 'utf8')])
  const pad = PUSH_BLOCK_BYTES - (plain.length % PUSH_BLOCK_BYTES)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

/** Decrypts a push message. Throws where the text is damaged or meant for another appid. */
export function decryptPush(input: { encodingAesKey: string; appId: string; encrypted: string }): string {
  const key = pushKey(input.encodingAesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(Buffer.from(input.encrypted, 'base64')), decipher.final()])
  const plain = withoutPadding(padded)
  const start = RANDOM_BYTES + LENGTH_BYTES
  if (plain.length < start) throw new Error('push message is too short')
  const end = start + plain.readUInt32BE(RANDOM_BYTES)
  if (plain.subarray(end).toString('utf8') !== input.appId) throw new Error('push message is for another appid')
  return plain.subarray(start, end).toString('utf8')
}

function withoutPadding(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0
  const isWhole = pad >= 1 && pad <= PUSH_BLOCK_BYTES && pad <= padded.length
  if (!isWhole || padded.subarray(-pad).some((byte) => byte !== pad)) throw new Error('push message is badly padded')
  return padded.subarray(0, -pad)
}

/** HMAC-SHA256 under the session key as it is written: WeChat does not decode its base64 here. `data` is '' for checksession. */
export function sessionSignature(sessionKey: string, data: string): string {
  return createHmac('sha256', sessionKey).update(data, 'utf8').digest('hex')
}
