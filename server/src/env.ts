import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { createCipher, parsePiiKeys } from './kernel/cipher.ts'

const port = z.coerce.number().int().min(1).max(65_535)
const count = z.coerce.number().int().min(1)
const flag = z.enum(['true', 'false']).transform((word) => word === 'true')
const address = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` }).optional()

export const officialWechatBase = 'https://api.weixin.qq.com'
/** Known to everybody who reads this file: good for a demo, refused in production. */
export const demoSecrets = {
  PII_KEYS: `demo:${Buffer.from('huying demo key, not for production').subarray(0, 32).toString('base64')}`,
  WECHAT_APPID: 'wx0000000000000000',
  WECHAT_SECRET: 'demo-secret-not-for-production',
  WECHAT_PUSH_TOKEN: 'demo-push-token',
  WECHAT_PUSH_AES_KEY: 'A'.repeat(43),
} as const

/** The cipher knows what sound keys are; it quotes none of them in its errors. */
const piiKeys = z.string().transform((text, context) => {
  try {
    createCipher(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
  }
  return parsePiiKeys(text)
})

/** Every variable the system knows, as it is written; `.env.example` explains each. */
export const variables = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  ROLE: z.enum(['all', 'http', 'worker']).default('all'),
  REPLICAS: count.default(1),
  PORT: port.default(3000),
  METRICS_PORT: port.optional(),
  PUBLIC_URL: address(/^https?$/, 'https://huying.example.gov.cn'),
  PROXY_HOPS: z.coerce.number().int().min(0).default(0),
  COUNTY: z.string().regex(/^\d{6}$/, 'must be a six-digit division code').default('611023'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_FACTOR: z.coerce.number().min(0).default(1),
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  DATABASE_POOL: count.default(10),
  WORKER_CONCURRENCY: count.default(4),
  DATA_DIR: z.string().min(1).default('.data'),
  REDIS_URL: address(/^rediss?$/, 'redis://host:6379'),
  STORAGE_URL: address(/^(https?|file)$/, 'https://key:secret@s3.example.com/bucket'),
  PII_KEYS: piiKeys.prefault(demoSecrets.PII_KEYS),
  WECHAT_APPID: z.string().regex(/^wx[0-9a-f]{16}$/, 'must be wx and 16 hexadecimal digits').default(demoSecrets.WECHAT_APPID),
  WECHAT_SECRET: z.string().min(1).default(demoSecrets.WECHAT_SECRET),
  WECHAT_API_BASE: address(/^https?$/, officialWechatBase),
  WECHAT_ALLOW_OTHER_BASE: flag.default(false),
  WECHAT_PUSH_TOKEN: z.string().regex(/^[A-Za-z0-9-]{3,32}$/, 'must be 3 to 32 letters and digits').default(demoSecrets.WECHAT_PUSH_TOKEN),
  WECHAT_PUSH_AES_KEY: z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits').default(demoSecrets.WECHAT_PUSH_AES_KEY),
  STAND_IN_PORT: port.default(3001),
  DEMO_SCALE: z.coerce.number().gt(0).max(1).default(1),
} as const

const schema = z.object(variables).transform((raw) => ({
  /** Names this process in logs and leases. */
  instanceId: randomUUID(),
  isProduction: raw.NODE_ENV === 'production',
  role: raw.ROLE,
  replicas: raw.REPLICAS,
  port: raw.PORT,
  /** undefined: /metrics is served on `port`. */
  metricsPort: raw.METRICS_PORT,
  /** How people and WeChat reach this server, without a slash at the end. */
  publicUrl: (raw.PUBLIC_URL ?? `http://localhost:${raw.PORT}`).replace(/\/$/, ''),
  /** How many reverse proxies stand before us, i.e. how many entries of X-Forwarded-For are true. */
  proxyHops: raw.PROXY_HOPS,
  county: raw.COUNTY,
  /** The county's PostgreSQL schema. */
  schema: `county_${raw.COUNTY}`,
  /** Where the county's jobs queue. */
  jobsSchema: `jobs_${raw.COUNTY}`,
  logLevel: raw.LOG_LEVEL,
  rateLimitFactor: raw.RATE_LIMIT_FACTOR,
  /** undefined: embedded PostgreSQL under `dataDir`. */
  databaseUrl: raw.DATABASE_URL,
  databasePool: raw.DATABASE_POOL,
  /** Jobs at once; each takes a connection of its own. */
  workerConcurrency: raw.WORKER_CONCURRENCY,
  dataDir: raw.DATA_DIR,
  /** undefined: in-process. */
  redisUrl: raw.REDIS_URL,
  /** undefined: files under `dataDir`. */
  storageUrl: raw.STORAGE_URL,
  /** The first encrypts, all decrypt; 32 bytes each. */
  piiKeys: raw.PII_KEYS,
  wechat: {
    appid: raw.WECHAT_APPID,
    secret: raw.WECHAT_SECRET,
    apiBase: raw.WECHAT_API_BASE ?? `http://127.0.0.1:${raw.STAND_IN_PORT}`,
    pushToken: raw.WECHAT_PUSH_TOKEN,
    pushAesKey: raw.WECHAT_PUSH_AES_KEY,
  },
  /** The port of the WeChat stand-in; undefined where a real WeChat is spoken to. */
  standInPort: raw.WECHAT_API_BASE === undefined ? raw.STAND_IN_PORT : undefined,
  /** The demo county's size at its first start; 1 is the real one. */
  demoScale: raw.DEMO_SCALE,
}))

export type Env = z.output<typeof schema>

/** Names every fault of the environment at once. */
export class EnvError extends Error {
  override name = 'EnvError'
  constructor(readonly faults: readonly string[]) {
    super(`The environment has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  }
}

/**
 * Reads the variables out of `source`; an empty one counts as absent.
 * @throws EnvError naming every fault
 */
export function loadEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([name, value]) => name in variables && value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const malformed = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const faults = [...malformed, ...(given.NODE_ENV === 'production' ? productionFaults(given) : []), ...replicaFaults(given)]
  if (!parsed.success || faults.length > 0) throw new EnvError(faults)
  return parsed.data
}

/** The process's own environment: nobody else reads it. */
export const loadOwnEnv = (): Env => loadEnv(process.env)

type Given = Partial<Record<keyof typeof variables, string>>

function productionFaults(given: Given): string[] {
  const required = ['DATABASE_URL', 'PUBLIC_URL', 'METRICS_PORT', 'STORAGE_URL', 'WECHAT_API_BASE'] as const
  const secrets = Object.entries(demoSecrets) as [keyof typeof demoSecrets, string][]
  const isOtherBase = given.WECHAT_API_BASE && given.WECHAT_API_BASE.replace(/\/$/, '') !== officialWechatBase
  return [
    ...required.filter((name) => !given[name]).map((name) => `${name}: production needs it`),
    ...secrets.filter(([name]) => !given[name]).map(([name]) => `${name}: production needs it`),
    ...secrets.filter(([name, known]) => given[name]?.includes(known)).map(([name]) => `${name}: is the demo's, which everybody knows`),
    ...(given.STAND_IN_PORT ? ['STAND_IN_PORT: production never starts the stand-in of WeChat'] : []),
    ...(given.DEMO_SCALE ? ['DEMO_SCALE: production has no demo county'] : []),
    ...(isOtherBase && given.WECHAT_ALLOW_OTHER_BASE !== 'true'
      ? [`WECHAT_API_BASE: is not ${officialWechatBase}; set WECHAT_ALLOW_OTHER_BASE=true if that is meant`]
      : []),
    ...(Number(given.RATE_LIMIT_FACTOR ?? 1) === 0 ? ['RATE_LIMIT_FACTOR: 0 switches rate limits off, never in production'] : []),
  ]
}

/** What several processes share (rate limits, WeChat's token, live screens) has no home without Redis. */
function replicaFaults(given: Given): string[] {
  const isSeveral = Number(given.REPLICAS ?? 1) > 1 || (given.ROLE ?? 'all') !== 'all'
  return isSeveral && !given.REDIS_URL ? ['REDIS_URL: more than one process (REPLICAS, ROLE) needs it'] : []
}
