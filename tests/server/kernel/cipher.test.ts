import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CIPHER_SUITES, type CipherSuiteName } from '../../../server/src/kernel/cipher-suite.ts'
import { CipherError, createCipher } from '../../../server/src/kernel/cipher.ts'

const key = () => randomBytes(32).toString('base64')
const k1 = `k1:${key()}`
const k2 = `k2:${key()}`
const place = { table: 'accounts', column: 'phone', row: '01970000-0000-7000-8000-000000000001' }

describe.each(Object.keys(CIPHER_SUITES) as CipherSuiteName[])('personal data under %s', (suite) => {
  const cipher = createCipher(k1, suite)

  it('opens to what was sealed, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cipher.open(place, cipher.seal(place, text)) === text))
  })

  it('never seals the same text to the same bytes, and shows none of it', () => {
    const sealed = Array.from({ length: 3000 }, () => cipher.seal(place, '13812345662'))
    expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(3000)
    expect(sealed.some((bytes) => bytes.includes('1381234'))).toBe(false)
  })

  it('refuses a value moved to another row, column or table', () => {
    const sealed = cipher.seal(place, '王建国')
    for (const moved of [{ row: 'x' }, { column: 'name' }, { table: 'dependents' }])
      expect(() => cipher.open({ ...place, ...moved }, sealed)).toThrow(CipherError)
  })

  it('refuses a value with any one bit changed, or cut at any length', () => {
    const sealed = cipher.seal(place, '王')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => cipher.open(place, changed)).toThrow(CipherError)
    }
    for (let length = 0; length < sealed.length; length++) expect(() => cipher.open(place, sealed.subarray(0, length))).toThrow(CipherError)
  })

  it('opens what the key before sealed, seals with the current one, and names a key that is gone', () => {
    const old = createCipher(k1, suite).seal(place, '城关街道')
    const rotated = createCipher(`${k2},${k1}`, suite)
    expect(rotated.open(place, old)).toBe('城关街道')
    const fresh = rotated.seal(place, '城关街道')
    expect(createCipher(k2, suite).open(place, fresh)).toBe('城关街道')
    expect(() => createCipher(k2, suite).open(place, old)).toThrow('"k1"')
  })

  it('indexes equal texts equally, by column and by key, so that rows from before a rotation are found', () => {
    const before = createCipher(k1, suite).blindIndex('accounts', 'phone', '13812345662')
    const rotated = createCipher(`${k2},${k1}`, suite)
    expect(before).toHaveLength(32)
    expect(createCipher(k1, suite).blindIndex('accounts', 'phone', '13812345662')).toEqual(before)
    expect(cipher.blindIndex('accounts', 'phone', '13812345663')).not.toEqual(before)
    expect(cipher.blindIndex('accounts', 'name', '13812345662')).not.toEqual(before)
    expect(rotated.blindIndexes('accounts', 'phone', '13812345662')).toEqual([rotated.blindIndex('accounts', 'phone', '13812345662'), before])
  })
})

it('opens what another suite sealed', () => {
  const sealed = createCipher(k1, 'sm4-sm3').seal(place, '商南县')
  expect(createCipher(k1).open(place, sealed)).toBe('商南县')
})

it('takes keys as the environment parses them', () => {
  const parsed = [{ id: 'k1', key: Buffer.from(k1.slice(3), 'base64') }]
  expect(createCipher(parsed).open(place, createCipher(k1).seal(place, '王'))).toBe('王')
})

it.each(['', 'k1', 'k1:', `:${key()}`, 'k1:c2hvcnQ=', `${k1},`, `k 1:${key()}`, `k1:${'*'.repeat(44)}`])('refuses the keys %j without quoting them', (keys) => {
  expect(() => createCipher(keys)).toThrow('PII_KEYS must be id:key pairs, each key 32 bytes in base64')
})

it('refuses one key id for two keys', () => {
  expect(() => createCipher(`k1:${key()},k1:${key()}`)).toThrow('twice')
})
