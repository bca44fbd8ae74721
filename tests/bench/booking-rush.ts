import { HOUR_MS } from '@huying/shared/kernel/calendar-day.ts'
import type { Sql } from 'postgres'
import { loadEnv } from '../../server/src/env.ts'
import { GUEST, type Actor } from '../../server/src/kernel/actor.ts'
import { openDatabase } from '../../server/src/kernel/db.ts'
import { openKernel, type OpenKernel } from '../../server/src/kernel/open-kernel.ts'
import { bookSession } from '../../server/src/modules/booking/commands/book-session.ts'
import { fillRush, MONDAY } from './booking-fill.ts'
import { noteLeast, schema, withCounty } from './county-bench.ts'
import { isTransactionWord, scriptOf, valueOf, type Script, type Values } from './script.ts'
import { startWireRecorder } from './wire-recorder.ts'

const LIMITS = { ofBare: 0.75 } as const
const CLIENTS = 8
/** Short ones that take turns: what the machine does besides falls on both alike. */
const ROUNDS = 9
const PER_ROUND = 500
const SESSIONS = 20
/** Enough that both run compiled. */
const WARM_UP = 300

/** Each resident books one place; every booking of a round goes to one of twenty sessions, whose rows are fought for. */
export async function benchRush(): Promise<void> {
  const residents = 2 * (ROUNDS * PER_ROUND + WARM_UP) + 10
  const startsAt = new Date(MONDAY.getTime() + 50 * HOUR_MS)
  const fill = (sql: Sql) => fillRush(sql, { sessions: SESSIONS, seats: 1_000, residents, startsAt, now: MONDAY })
  await withCounty('rush', MONDAY.getTime(), fill, async (_, url) => {
    const recorder = await startWireRecorder(url)
    const bare = openDatabase(url, { schema, max: CLIENTS })
    const crowd = (await bare.sql<{ id: string }[]>`select id from accounts where created_at = ${MONDAY} order by id`).map(({ id }) => id)
    const sessions = await bare.sql<{ sessionId: string; serviceId: string }[]>`select id as "sessionId", service_id as "serviceId" from service_sessions order by id`
    const kernelAt = (at: string, poolSize: number) => openKernel({ url: at, schema, poolSize, piiKeys: loadEnv({}).piiKeys })
    let next = 0
    const take = () => ({ accountId: crowd[next]!, ...sessions[next++ % sessions.length]! })
    const book = (kernel: OpenKernel) => {
      const { accountId, sessionId } = take()
      const actor: Actor = { ...GUEST, accountId }
      return kernel.db.transaction((tx) => bookSession({ kernel, db: tx, tx, actor, now: MONDAY }, sessionId, {}))
    }

    const recorded = await kernelAt(recorder.url, 1)
    await book(recorded)
    const known = { accountId: crowd[next]!, ...sessions[next % sessions.length]! }
    const script = scriptOf('book', await recorder.record(() => book(recorded)), known)
    await recorded.close()
    await recorder.close()

    const kernel = await kernelAt(url, CLIENTS)
    const acts = { bare: () => replay(bare.sql, script, take()), app: () => book(kernel) }
    const rounds: { bare: number; app: number }[] = []
    for (const act of Object.values(acts)) await rate(act, WARM_UP)
    for (let round = 0; round < ROUNDS; round++) rounds.push({ bare: await rate(acts.bare, PER_ROUND), app: await rate(acts.app, PER_ROUND) })
    const [{ booked, taken }] = await bare.sql<[{ booked: number; taken: number }]>`select (select count(*)::int from bookings where state = 'booked') as booked,
      (select sum(taken)::int from service_sessions) as taken`
    if (booked !== next || taken !== next) throw new Error(`${booked} booked, ${taken} taken, ${next} asked`)
    const middle = rounds.toSorted((one, other) => one.app / one.bare - other.app / other.bare)[Math.floor(ROUNDS / 2)]!
    const statements = script.statements.filter(({ text }) => !isTransactionWord(text)).length
    noteLeast(`bookings: ${middle.app.toFixed(0)} a second, of ${middle.bare.toFixed(0)} for the same ${statements} statements through the bare driver`, middle.app / middle.bare, 'of them', LIMITS.ofBare)
    await kernel.close()
    await bare.close()
  })
}

const replay = (sql: Sql, { statements }: Script<'book'>, known: Values) =>
  sql.begin(async (tx) => {
    const values = { ...known }
    for (const { text, params } of statements)
      if (!isTransactionWord(text)) await tx.unsafe(text, params.map((param) => valueOf(param, values)) as never[], { prepare: true })
  })

/** How many a second, so many clients at a time. */
async function rate(act: () => Promise<unknown>, count: number): Promise<number> {
  let left = count
  const client = async () => {
    while (left-- > 0) await act()
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return (count / (performance.now() - started)) * 1000
}
