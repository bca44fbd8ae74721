import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { GUEST } from '../../../server/src/kernel/actor.ts'
import { addPause, clocksOf, pauseClocks, releaseClock, restartClocks, resumeClocks, setDue, startClocks, stopClocks, type ClockRow } from '../../../server/src/kernel/clocks.ts'
import type { CommandContext } from '../../../server/src/kernel/context.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

const HOUR_MS = 3_600_000
/** Tuesday 24 November 2026, 10:00 in Shanghai. */
const START = new Date('2026-11-24T02:00:00Z')
const KIND = 'test'

let app: RunningApp
let id: string
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())
beforeEach(() => {
  id = uuidv7()
})

const at = <T>(now: Date, work: (context: CommandContext) => Promise<T>): Promise<T> =>
  app.kernel.db.transaction((tx) => work({ kernel: app.kernel, db: tx, tx, actor: GUEST, now }))
const hours = (count: number): Date => new Date(START.getTime() + count * HOUR_MS)
const clock = async (): Promise<ClockRow> => (await clocksOf(app.kernel.db, KIND, [id])).at(-1)!
const start = (limit: string, dueAt?: Date) => at(START, (context) => startClocks(context, { kind: KIND, id }, [{ kind: 'solve', limit, ...(dueAt && { dueAt }) }]))
const pauseAndResume = async (from: Date, to: Date) => {
  await at(from, ({ tx }) => pauseClocks(tx, { kind: KIND, ids: [id] }, ['solve'], from))
  await at(to, ({ tx }) => resumeClocks(tx, app.kernel.calendar(), { kind: KIND, ids: [id] }, ['solve'], to))
}

describe('a date that is not what the limit gives', () => {
  test('moves by the pause from where it was set, the first date stays', async () => {
    await start('24h', hours(100))
    await pauseAndResume(hours(10), hours(15))
    expect(await clock()).toMatchObject({ state: 'running', dueAt: hours(105), originalDueAt: hours(100) })
    await pauseAndResume(hours(20), hours(21))
    expect((await clock()).dueAt).toEqual(hours(106))
  })

  test('in working days by the working days after the day the pause began', async () => {
    await start('7wd')
    const first = (await clock()).dueAt
    await at(hours(1), (context) => setDue(context, { kind: KIND, id }, 'solve', new Date('2026-12-15T10:00:00Z'), '另定'))
    await pauseAndResume(hours(2), hours(2 + 48))
    expect(await clock()).toMatchObject({ dueAt: new Date('2026-12-17T10:00:00Z'), originalDueAt: first })
  })

  test('a date the limit gives is computed anew as before', async () => {
    await start('24h')
    await pauseAndResume(hours(10), hours(15))
    expect((await clock()).dueAt).toEqual(hours(29))
  })
})

describe('a stopped clock', () => {
  test('runs on as if the time since had been a pause', async () => {
    await start('24h')
    await at(hours(4), (context) => stopClocks(context, { kind: KIND, id }, ['solve']))
    await at(hours(30), (context) => restartClocks(context, { kind: KIND, ids: [id] }, ['solve']))
    expect(await clock()).toMatchObject({ state: 'running', dueAt: hours(50), originalDueAt: hours(24), endedAt: null })
  })

  test('leaves at least what is asked for, and keeps more where there is more', async () => {
    await start('24h')
    await at(hours(23), (context) => stopClocks(context, { kind: KIND, id }, ['solve']))
    await at(hours(30), (context) => restartClocks(context, { kind: KIND, ids: [id] }, ['solve'], '12h'))
    expect((await clock()).dueAt).toEqual(hours(42))
  })

  test('one that ran out stays overdue', async () => {
    await start('24h')
    await app.kernel.db.sql`update clocks set state = 'fired', ended_at = ${hours(24)} where subject_id = ${id}`
    await at(hours(30), (context) => restartClocks(context, { kind: KIND, ids: [id] }, ['solve']))
    expect((await clock()).state).toBe('fired')
  })
})

test('waiting for somebody else lengthens a clock that runs, also one that ran out meanwhile', async () => {
  await start('24h')
  await app.kernel.db.sql`update clocks set state = 'fired', ended_at = ${hours(24)} where subject_id = ${id}`
  await at(hours(26), (context) => addPause(context, { kind: KIND, id }, 'solve', hours(16)))
  expect(await clock()).toMatchObject({ state: 'running', dueAt: hours(34) })
})

test('a clock that was held for an answer runs on to the very date it had', async () => {
  await start('24h')
  await at(hours(10), ({ tx }) => pauseClocks(tx, { kind: KIND, ids: [id] }, ['solve'], hours(10)))
  await at(hours(20), (context) => releaseClock(context, { kind: KIND, id }, 'solve'))
  expect(await clock()).toMatchObject({ state: 'running', dueAt: hours(24), pausedAt: null })
})
