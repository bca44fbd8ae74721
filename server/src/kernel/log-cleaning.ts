import { AppError } from '@huying/shared/kernel/error.ts'

/** Fields that hold what people are or say, or what lets one act for them; written in any case, with _ or -. */
const PERSONAL = new Set(
  `account address answer answers authorization avatar beneficiary birthyear body comment contact contactname content cookie
   data description detail details displayname file filename headers idnumber input lat lng mobile name nickname note
   onbehalfname onbehalfphone openid originalname params parameters password phone phonenumber point publictitle query
   querystring reason search secret sessionkey setcookie staffname story text thanks ticket title token touser unionid
   value values where`.split(/\s+/),
)
const MAX_DEPTH = 4
const MAX_ITEMS = 20
const MAX_CHARACTERS = 1000

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+\S+/gi, 'Bearer [hidden]'],
  // A query string, and user and password of an address.
  [/\?[^\s?"'<>]+=[^\s"'<>]*/g, '?[hidden]'],
  [/:\/\/[^\s/@]+@/g, '://[hidden]@'],
  [/(?<![\w-])\d{17}[\dXx](?![\w-])/g, '[hidden]'],
  [/(?<![\w-])(?:\+?86)?1[3-9]\d{9}(?![\w-])/g, '[hidden]'],
  // An openid: o and 27 characters of base64url.
  [/(?<![\w-])o[\w-]{27}(?![\w-])/g, '[hidden]'],
]

/** What every pattern needs: most texts have nothing of it and need no further look. */
const SUSPECT = /Bearer\s|[?]|:\/\/|\d{11}|o[\w-]{27}/i

/** Text without phone and ID numbers, openids, tokens, query strings and passwords, and not endless. */
export function cleanText(text: string): string {
  const cleaned = SUSPECT.test(text) ? PATTERNS.reduce((left, [pattern, shown]) => left.replace(pattern, shown), text) : text
  return cleaned.length > MAX_CHARACTERS ? `${cleaned.slice(0, MAX_CHARACTERS)}…` : cleaned
}

/** Fields fit for a log: personal ones hidden at any depth, texts cleaned, errors reduced to what a programmer needs. */
export function cleanFields(fields: object): Record<string, unknown> {
  return cleanObject(fields, 0)
}

function cleanObject(object: object, depth: number): Record<string, unknown> {
  const cleaned: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object))
    cleaned[key] = isPersonal(key) ? '[hidden]' : cleanValue(value, depth + 1)
  return cleaned
}

/** Names are few, and each comes with every line; what grew beyond that is forgotten. */
const KNOWN_NAMES = 1_000
const verdicts = new Map<string, boolean>()

function isPersonal(key: string): boolean {
  const known = verdicts.get(key)
  if (known !== undefined) return known
  if (verdicts.size >= KNOWN_NAMES) verdicts.clear()
  const verdict = PERSONAL.has(key.toLowerCase().replace(/[_-]/g, ''))
  verdicts.set(key, verdict)
  return verdict
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return cleanError(value, depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= MAX_DEPTH) return '[deeper]'
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => cleanValue(item, depth + 1))
  return cleanObject(value, depth)
}

/** What a database, the system or WeChat adds to an error and is safe: names and numbers, never `detail` or `parameters`. */
const ERROR_FIELDS = ['code', 'status', 'errcode', 'api', 'severity', 'schema_name', 'table_name', 'constraint_name', 'syscall', 'routine'] as const

function cleanError(error: Error, depth: number): object {
  const fields = error as Error & Record<string, unknown>
  const known = ERROR_FIELDS.filter((field) => ['string', 'number'].includes(typeof fields[field])).map((field) => [field, cleanValue(fields[field], depth)])
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')).join('\n')
  return {
    type: error.name,
    message: cleanMessage(error),
    ...Object.fromEntries(known),
    stack: frames,
    ...(error.cause !== undefined && depth < MAX_DEPTH && { cause: cleanValue(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < MAX_DEPTH && { errors: cleanValue(error.errors, depth + 1) }),
  }
}

/**
 * Messages of libraries quote what they choke on. Ours to operators are English, so Chinese in a message is somebody's
 * words, unless it is an AppError's own sentence.
 */
function cleanMessage(error: Error): string {
  if (error instanceof AppError) return cleanText(error.message)
  const code = 'code' in error ? String(error.code) : ''
  const withoutValues = error.message
    // drizzle: the values of the statement.
    .replace(/\nparams: [\s\S]*$/, '')
    // JSON.parse: the beginning of the text.
    .replace(error instanceof SyntaxError ? /['"`][\s\S]*$/ : /$^/, '[hidden]')
    // PostgreSQL class 22, data exception: the value after the colon.
    .replace(/^22[0-9A-Z]{3}$/.test(code) ? /: [\s\S]*$/ : /$^/, ': [hidden]')
    .replace(/\p{Script=Han}+/gu, '…')
  return cleanText(withoutValues)
}
