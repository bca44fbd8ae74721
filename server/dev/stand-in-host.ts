import type { OpenServer } from '../src/open-server.ts'
import type { Persona, StandInHost } from './stand-in/host.ts'

/** What the demo county knows of its people. */
export interface PersonaSource {
  listPersonas(): Promise<Persona[]>
  openidFor(persona: string, nth: number): Promise<string | null>
  phoneFor(openid: string): Promise<string | null>
}

/** News of what happened in an hour is told within it, so that what the hour of the day decides is decided as it would be. */
const NEWS_WITHIN_MS = 3_600_000

/** Ties the stand-in of WeChat to a running server: its people, its clock, its work. */
export function standInHost({ kernel, worker }: Pick<OpenServer, 'kernel' | 'worker'>, personas: PersonaSource): StandInHost {
  const { sql } = kernel.db
  /** Never backwards: real time may have passed the instant while we worked. */
  async function moveTo(at: number): Promise<void> {
    const now = kernel.clock.now().getTime()
    if (Math.floor(at / NEWS_WITHIN_MS) > Math.floor(now / NEWS_WITHIN_MS)) await worker?.drain()
    const offsetMs = kernel.clock.offsetMs + Math.max(0, at - now)
    await sql`update domain_clock set offset_ms = ${offsetMs}`
    kernel.clock.offsetMs = offsetMs
    await worker?.settle()
  }
  return {
    ...personas,
    now: () => kernel.clock.now(),
    async advance(ms) {
      // What is due already, and what it sets off, comes before any later instant.
      await worker?.drain()
      const target = kernel.clock.now().getTime() + ms
      for (;;) {
        // Only clocks still ahead: one whose handler fails stays behind and must not hold up the others.
        const next = await worker?.nextDue(new Date(target))
        if (!next) break
        await moveTo(next.getTime())
      }
      await moveTo(target)
      await worker?.drain()
      return kernel.clock.now()
    },
  }
}
