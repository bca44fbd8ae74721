import type { Schema } from '@huying/shared/kernel/endpoint.ts'
import fc from 'fast-check'
import * as z from 'zod'

/** The properties of an object schema by name; undefined for any other schema. */
export function shapeOf(schema: Schema): Record<string, Schema> | undefined {
  const { def } = schema._zod as unknown as { def: { type: string; shape?: Record<string, Schema> } }
  return def.type === 'object' ? def.shape : undefined
}

const isValid = (schema: Schema, value: unknown): boolean => schema.safeParse(value).success

/** What no sane client sends: wrong types, empty, huge, beyond every number, and text that breaks databases. */
const STRANGE: readonly unknown[] = [
  null, true, 42.5, -1, 2 ** 53, 1e308, '', ' ', 'x', 'x'.repeat(5000), '\u0000', '\ud800', '😀', "'; drop table wishes; --", '../../etc/passwd',
  '2026-02-30', '00000000-0000-0000-0000-000000000000', [], [null], [[]], {}, { a: 1 }, ['x', 42], { lng: 'x', lat: null }, { lng: 1e308, lat: -1e308 },
]
const STRANGE_TEXTS = STRANGE.filter((value) => typeof value === 'string').concat(['-1', '0', '1e9', 'NaN', '9'.repeat(30), '[]', '%00'])

export const strange = fc.constantFrom(...STRANGE)

/** Values that this schema refuses; undefined where it takes everything. `asText`: as they come in a path or query. */
export function refusedBy(schema: Schema, { asText = false } = {}): fc.Arbitrary<unknown> | undefined {
  const pool = (asText ? STRANGE_TEXTS : STRANGE).filter((value) => !isValid(schema, value))
  return pool.length > 0 ? fc.constantFrom(...pool) : undefined
}

interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  format?: string
  pattern?: string
}

/** Values that the schema takes, strange ones among them. `ids` are used where an id is asked for. */
export function acceptedBy(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema._zod.def.type === 'void') return fc.constant(undefined)
  const json = z.toJSONSchema(schema as unknown as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return valueOf(json, ids).filter((value) => isValid(schema, value))
}

function valueOf(json: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const either = json.anyOf ?? json.oneOf
  if (either) return fc.oneof(...either.map((one) => valueOf(one, ids)))
  if (json.const !== undefined) return fc.constant(json.const)
  if (json.enum) return fc.constantFrom(...json.enum)
  switch (json.type) {
    case 'string':
      return textOf(json, ids)
    case 'integer':
    case 'number':
      return numberOf(json)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valueOf(json.items ?? {}, ids), { minLength: json.minItems ?? 0, maxLength: Math.min(json.maxItems ?? 3, (json.minItems ?? 0) + 3) })
    case 'object': {
      const model = Object.fromEntries(Object.entries(json.properties ?? {}).map(([name, one]) => [name, valueOf(one, ids)]))
      return fc.record(model, { requiredKeys: json.required ?? [] })
    }
    default:
      return strange
  }
}

function numberOf({ type, minimum = -(2 ** 31), maximum = 2 ** 31 }: JsonSchema): fc.Arbitrary<number> {
  return type === 'integer'
    ? fc.integer({ min: Math.max(minimum, -(2 ** 53) + 1), max: Math.min(maximum, 2 ** 53 - 1) })
    : fc.double({ min: minimum, max: maximum, noNaN: true })
}

const DAYS = ['2020-01-01', '2026-11-24', '2027-02-28', '9999-12-31']

function textOf({ format, pattern, minLength = 0, maxLength = 200 }: JsonSchema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 7 }))
  if (format === 'date-time') return fc.constantFrom(...DAYS.map((day) => `${day}T08:00:00+08:00`))
  if (format === 'date') return fc.constantFrom(...DAYS)
  if (pattern !== undefined && !pattern.includes('\\u')) return fc.stringMatching(new RegExp(pattern))
  const words = fc.string({ minLength: Math.max(minLength, 1), maxLength: Math.max(Math.min(maxLength, 60), minLength), unit: 'grapheme' })
  const sharp = STRANGE_TEXTS.filter((one) => String(one).length >= minLength && String(one).length <= maxLength) as string[]
  return sharp.length > 0 ? fc.oneof({ weight: 2, arbitrary: words }, { weight: 1, arbitrary: fc.constantFrom(...sharp) }) : words
}
