import { randomUUID } from 'node:crypto'
import type { SentStatement } from './wire-recorder.ts'

export const OPERATIONS = ['by id', 'list of 20', 'create', 'claim'] as const
export type Operation = (typeof OPERATIONS)[number]

/** What differs from one request to the next; `new:n` are ids that the request makes itself. */
export type Variable = 'wishId' | 'sessionId' | 'serviceId' | 'accountId' | 'tokenHash' | 'key' | 'number' | `new:${number}`
export type Values = Partial<Record<Variable, string>>

export interface ScriptStatement {
  text: string
  /** Each a list of literal parts and variables; null is NULL. */
  params: (({ literal: string } | { variable: Variable })[] | null)[]
}

/** The statements of one request, ready to be replayed for another. */
export interface Script<O extends string = Operation> {
  operation: O
  statements: ScriptStatement[]
}

/** What the twin is told. */
export interface TwinTask {
  databaseUrl: string
  schema: string
  poolSize: number
  port: number
  scripts: Script[]
}

/** A version 7 id: only the request itself makes such, the bench's own are of version 4. */
const MADE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

/** Finds in what was sent the values that belong to this very request. */
export function scriptOf<O extends string>(operation: O, sent: readonly SentStatement[], known: Values): Script<O> {
  const variables = new Map<string, Variable>()
  for (const [variable, value] of Object.entries(known) as [Variable, string][]) variables.set(value, variable)
  for (const { params } of sent)
    for (const id of params.flatMap((param) => param?.match(MADE_ID) ?? []))
      if (!variables.has(id)) variables.set(id, `new:${variables.size}`)
  const pattern = new RegExp([...variables.keys()].map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)', 'g')
  const parts = (param: string) => {
    const values = param.match(pattern) ?? []
    return param.split(pattern).flatMap((literal, index) => {
      const value = values[index]
      return [...(literal === '' ? [] : [{ literal }]), ...(value === undefined ? [] : [{ variable: variables.get(value)! }])]
    })
  }
  return { operation, statements: sent.map(({ text, params }) => ({ text, params: params.map((param) => (param === null ? null : parts(param))) })) }
}

export const isTransactionWord = (text: string): boolean => /^\s*(begin|commit)/i.test(text)

/** In the form that the driver takes a parameter, with new ids where the request makes some: bytes and booleans are not sent as their text. */
export function valueOf(param: ScriptStatement['params'][number], values: Values): unknown {
  if (param === null) return null
  const text = param.map((part) => ('literal' in part ? part.literal : (values[part.variable] ??= randomUUID()))).join('')
  if (/^\\x([0-9a-f]{2})*$/.test(text)) return Buffer.from(text.slice(2), 'hex')
  return text === 't' ? true : text === 'f' ? false : text
}
