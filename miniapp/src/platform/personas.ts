import Taro from '@tarojs/taro'
import * as z from 'zod/mini'
import { readStored, writeStored } from './storage'
import { networkError } from './wire'
import { unreadableError } from './api-error'

/** A made-up person of the demo county, whom a browser may be while no real WeChat is behind it. */
export interface Persona {
  key: string
  name: string
  roleLabel: string
  mayDo: string
  /** Where each of the person's roles counts. */
  places: string[]
}

const personaList = z.object({
  items: z.array(
    z.object({ key: z.string(), name: z.string(), roleLabel: z.string(), mayDo: z.string(), scopes: z.array(z.object({ label: z.string() })) }),
  ),
})
const codeAnswer = z.object({ code: z.string() })

async function askStandIn<T>(method: 'GET' | 'POST', path: string, schema: z.ZodMiniType<T>, data?: object): Promise<T | null> {
  try {
    const { statusCode, data: body } = await Taro.request({ url: `/stand-in${path}`, method, data, header: { 'Content-Type': 'application/json' } })
    if (statusCode === 404) return null
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw unreadableError()
    return parsed.data
  } catch (reason) {
    throw reason instanceof Error ? reason : networkError(reason)
  }
}

/** The people one may sign in as; none where the server has no stand-in (production). */
export async function listPersonas(): Promise<Persona[]> {
  const { items } = (await askStandIn('GET', '/personas', personaList)) ?? { items: [] }
  return items.map(({ scopes, ...persona }) => ({ ...persona, places: scopes.map(({ label }) => label) }))
}

const CURRENT_KEY = 'persona'

/** A login code for a persona, who is remembered as the one now in front of the screen; null where there is no stand-in. */
export async function codeForPersona(key: string): Promise<string | null> {
  const code = (await askStandIn('POST', '/codes', codeAnswer, { persona: key }))?.code ?? null
  if (code !== null) writeStored(CURRENT_KEY, key)
  return code
}

/** What WeChat's own phone button would give for this persona; null where there is no stand-in or nobody signed in here. */
export async function phoneCodeForPersona(): Promise<string | null> {
  const persona = readStored<string>(CURRENT_KEY)
  return persona === null ? null : ((await askStandIn('POST', '/phone-codes', codeAnswer, { persona }))?.code ?? null)
}
