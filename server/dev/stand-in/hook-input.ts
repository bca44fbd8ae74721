import * as z from 'zod'
import type { StandIn } from './context.ts'
import { HookRefusal } from './refusal.ts'

/** A persona by key, and the nth of its kind. */
export const personFields = { persona: z.string(), nth: z.int().nonnegative().default(0) }

/** The body of a hook; 400 names every fault. A hook without a body may be called with none. */
export function readHook<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new HookRefusal(400, 'MALFORMED', faults.map(({ path, message }) => `${path}: ${message}`).join('; '), faults)
}

/** The openid of a persona; 404 with the keys there are, or with the one that has not so many. */
export async function openidOf({ host }: StandIn, { persona, nth }: { persona: string; nth: number }): Promise<string> {
  const openid = await host.openidFor(persona, nth)
  if (openid !== null) return openid
  const keys = (await host.listPersonas()).map(({ key }) => key)
  if (!keys.includes(persona)) throw new HookRefusal(404, 'UNKNOWN_PERSONA', `there is no persona "${persona}"`, { keys })
  throw new HookRefusal(404, 'NO_SUCH_PERSON', `there is no ${persona} number ${nth}`, { persona, nth })
}
