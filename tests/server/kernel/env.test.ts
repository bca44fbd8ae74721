import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { demoSecrets, EnvError, loadEnv, officialWechatBase, variables } from '../../../server/src/env.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://huying.example.gov.cn/',
  METRICS_PORT: '9100',
  DATABASE_URL: 'postgres://huying:secret@db:5432/huying',
  STORAGE_URL: 'https://key:secret@s3.example.com/huying',
  PII_KEYS: `k2:${key},k1:${Buffer.alloc(32, 8).toString('base64')}`,
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: 'a real secret',
  WECHAT_PUSH_TOKEN: 'realtoken',
  WECHAT_PUSH_AES_KEY: 'b'.repeat(43),
  WECHAT_API_BASE: officialWechatBase,
}

function faultsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    loadEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
  return []
}

describe('an empty environment', () => {
  it('is a demo: embedded PostgreSQL, the stand-in of WeChat, one process', () => {
    expect(loadEnv({})).toMatchObject({
      isProduction: false,
      role: 'all',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      county: '611023',
      schema: 'county_611023',
      databaseUrl: undefined,
      redisUrl: undefined,
      dataDir: '.data',
      standInPort: 3001,
      rateLimitFactor: 1,
      wechat: { apiBase: 'http://127.0.0.1:3001' },
    })
  })

  it('counts empty values as absent, so that a copied .env.example changes nothing', async () => {
    const example = Object.fromEntries(assignments(await readFile('.env.example', 'utf8')))
    expect({ ...loadEnv(example), instanceId: '' }).toEqual({ ...loadEnv({}), instanceId: '' })
  })
})

describe('faults', () => {
  it('are named all at once, each with its variable', () => {
    const faults = faultsOf({ PORT: '70000', ROLE: 'boss', COUNTY: '商南', PII_KEYS: 'k1:short', DATABASE_URL: 'mysql://x', REPLICAS: '3' })
    for (const name of ['PORT', 'ROLE', 'COUNTY', 'PII_KEYS', 'DATABASE_URL', 'REDIS_URL'])
      expect(faults.filter((fault) => fault.startsWith(`${name}:`)), name).toHaveLength(1)
    expect(faults).toHaveLength(6)
  })

  it('quote no secret', () => {
    const words = faultsOf({ PII_KEYS: 'k1:c2VjcmV0', WECHAT_PUSH_AES_KEY: 'my-secret', DATABASE_URL: 'http://u:hush@h' }).join()
    expect(words).not.toMatch(/c2VjcmV0|my-secret|hush/)
  })
})

describe('several processes', () => {
  it.each([{ REPLICAS: '2' }, { ROLE: 'http' }, { ROLE: 'worker' }])('%o need Redis', (source) => {
    expect(faultsOf(source)).toEqual([expect.stringMatching(/^REDIS_URL:/)])
    expect(faultsOf({ ...source, REDIS_URL: 'redis://cache:6379' })).toEqual([])
  })
})

describe('production', () => {
  it('starts with everything given', () => {
    const env = loadEnv(production)
    expect(env).toMatchObject({ isProduction: true, standInPort: undefined, publicUrl: 'https://huying.example.gov.cn' })
    expect(env.piiKeys.map(({ id, key }) => [id, key.length])).toEqual([['k2', 32], ['k1', 32]])
  })

  it.each(Object.keys(production).filter((name) => name !== 'NODE_ENV'))('refuses to start without %s', (name) => {
    expect(faultsOf({ ...production, [name]: '' })).toEqual([expect.stringMatching(new RegExp(`^${name}:`))])
  })

  it.each(Object.entries(demoSecrets))('refuses the known %s of the demo', (name, value) => {
    expect(faultsOf({ ...production, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}:`))])
  })

  it('refuses the known key even behind a new one', () => {
    expect(faultsOf({ ...production, PII_KEYS: `k2:${key},${demoSecrets.PII_KEYS}` })).toHaveLength(1)
  })

  it('refuses the stand-in, a demo county, and an unofficial WeChat unless told explicitly', () => {
    expect(faultsOf({ ...production, STAND_IN_PORT: '3001' })).toEqual([expect.stringMatching(/^STAND_IN_PORT:/)])
    expect(faultsOf({ ...production, DEMO_SCALE: '0.1' })).toEqual([expect.stringMatching(/^DEMO_SCALE:/)])
    const other = { ...production, WECHAT_API_BASE: 'https://wechat.county.gov.cn' }
    expect(faultsOf(other)).toEqual([expect.stringMatching(/^WECHAT_API_BASE:/)])
    expect(faultsOf({ ...other, WECHAT_ALLOW_OTHER_BASE: 'true' })).toEqual([])
  })

  it('refuses to switch rate limits off', () => {
    expect(faultsOf({ ...production, RATE_LIMIT_FACTOR: '0' })).toEqual([expect.stringMatching(/^RATE_LIMIT_FACTOR:/)])
    expect(faultsOf({ RATE_LIMIT_FACTOR: '0' })).toEqual([])
  })
})

it('.env.example names every variable once, and no other', async () => {
  const names = assignments(await readFile('.env.example', 'utf8')).map(([name]) => name)
  expect([...names].sort()).toEqual(Object.keys(variables).sort())
})

function assignments(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value ?? '']]
  })
}
