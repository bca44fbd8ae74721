import { afterAll, beforeEach, beforeAll, expect, test } from 'vitest'
import { clockRecord, clocksOf, pauseClocks, resumeClocks } from '../../../server/src/kernel/clocks.ts'
import type { DeadlineHandler } from '../../../server/src/kernel/module.ts'
import { deadlineTable, sweepClocks, takeClock, takeClocks } from '../../../server/src/kernel/sweep.ts'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { startApp, type RunningApp } from '../../support/app.ts'

const HOUR_MS = 3_600_000

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.kernel.db.sql`delete from clocks`
  app.kernel.clock.offsetMs = 0
})
afterAll(() => app.close())

async function startClock(limit: string): Promise<string> {
  const subjectId = uuidv7()
  const clock = clockRecord(app.kernel.calendar(), { kind: 'review', limit }, app.kernel.clock.now())
  await app.kernel.db.sql`insert into clocks (id, subject_kind, subject_id, kind, state, started_at, limit_spec, due_at, warn_at, original_due_at, is_provisional, sentence)
    values (${clock.id}, 'test', ${subjectId}, 'review', 'running', ${clock.started_at}, ${limit}, ${clock.due_at}, ${clock.warn_at}, ${clock.due_at}, false, ${clock.sentence})`
  return subjectId
}

/** Notes what fires, as a module's handler would. */
function recorder() {
  const fired: string[] = []
  const warned: string[] = []
  const handler: DeadlineHandler = {
    subjectKind: 'test', kind: 'review',
    onDue: async (context, clock) => {
      if (await takeClock(context, clock)) fired.push(clock.subjectId)
    },
    onWarn: async (_context, clocks) => void warned.push(...clocks.map(({ subjectId }) => subjectId)),
  }
  return { fired, warned, table: deadlineTable([handler]) }
}

const rethrow = (error: unknown) => {
  throw error
}

test('a clock warns at half its hours and fires at its due instant, once each, not before', async () => {
  const id = await startClock('24h')
  const { fired, warned, table } = recorder()
  const at = async (hours: number) => {
    app.kernel.clock.offsetMs = hours * HOUR_MS
    await sweepClocks(app.kernel, table, rethrow)
    return [warned.length, fired.length]
  }
  expect([await at(11.9), await at(12.1), await at(23.9), await at(24.1), await at(48)]).toEqual([[0, 0], [1, 0], [1, 0], [1, 1], [1, 1]])
  expect(fired).toEqual([id])
  expect(await app.kernel.db.sql`select 1 from clocks where state = 'running'`).toHaveLength(0)
})

test('what ended while the sweep was on its way reminds nobody', async () => {
  const [, other] = await Promise.all([startClock('24h'), startClock('24h')])
  await app.kernel.db.sql`update clocks set kind = 'other' where subject_id = ${other}`
  app.kernel.clock.offsetMs = 13 * HOUR_MS
  const warned: string[] = []
  const ending = (kind: string): DeadlineHandler => ({
    subjectKind: 'test', kind, onDue: async () => undefined,
    onWarn: async ({ tx, now }, clocks) => {
      warned.push(...clocks.map(({ subjectId }) => subjectId))
      await tx.sql`update clocks set state = 'stopped', ended_at = ${now} where kind <> ${kind}`
    },
  })
  await sweepClocks(app.kernel, deadlineTable([ending('review'), ending('other')]), rethrow)
  expect(warned).toHaveLength(1)
})

/** Fires many together, unless one of them is `broken`. */
function together(broken?: string) {
  const batches: number[] = []
  const alone: string[] = []
  const handler: DeadlineHandler = {
    subjectKind: 'test', kind: 'review',
    onDue: async (context, clock) => {
      if (clock.subjectId === broken) throw new Error('broken')
      if (await takeClock(context, clock)) alone.push(clock.subjectId)
    },
    onDueMany: async (context, clocks) => {
      const taken = await takeClocks(context, clocks)
      if (clocks.some(({ subjectId }) => subjectId === broken)) throw new Error('broken')
      batches.push(taken.length)
    },
  }
  return { batches, alone, table: deadlineTable([handler]) }
}

test('what can be fired together is, by the hundred, also by sweeps at once', async () => {
  await Promise.all(Array.from({ length: 150 }, () => startClock('30min')))
  app.kernel.clock.offsetMs = HOUR_MS
  const { batches, alone, table } = together()
  await Promise.all([1, 2, 3].map(() => sweepClocks(app.kernel, table, rethrow)))
  expect(batches.reduce((sum, count) => sum + count, 0)).toBe(150)
  expect(Math.max(...batches)).toBeLessThanOrEqual(100)
  expect(alone).toEqual([])
})

test('one that fails among many takes none of the others with it', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => startClock('30min')))
  app.kernel.clock.offsetMs = HOUR_MS
  const [broken, ...others] = ids
  const failures: string[] = []
  const { batches, alone, table } = together(broken)
  await sweepClocks(app.kernel, table, (_error, { subjectId }) => failures.push(subjectId))
  expect([batches, failures]).toEqual([[], [broken]])
  expect([...alone].sort()).toEqual([...others].sort())
  expect((await clocksOf(app.kernel.db, 'test', [broken!]))[0]!.state).toBe('running')
})

test('what fails only together is done one by one, and reported all the same', async () => {
  const ids = await Promise.all([startClock('30min'), startClock('30min')])
  app.kernel.clock.offsetMs = HOUR_MS
  const { fired, table } = recorder()
  const failures: unknown[] = []
  const handlers = new Map([...table].map(([name, handler]) => [name, { ...handler, onDueMany: async () => rethrow(new Error('only together')) }]))
  await sweepClocks(app.kernel, handlers, (error) => failures.push(error))
  expect([...fired].sort()).toEqual([...ids].sort())
  expect(failures).toEqual([new Error('only together')])
})

test('two clocks of one thing are fired one after the other', async () => {
  const id = await startClock('30min')
  const second = await startClock('30min')
  await app.kernel.db.sql`update clocks set subject_id = ${id}, kind = 'other' where subject_id = ${second}`
  app.kernel.clock.offsetMs = HOUR_MS
  const { batches, alone, table } = together()
  const handlers = new Map([...table, ['test.other', { ...table.get('test.review')!, kind: 'other' }]])
  await sweepClocks(app.kernel, handlers, rethrow)
  expect([batches, alone]).toEqual([[], [id, id]])
})

test('ten sweeps at once fire a hundred due clocks exactly once each', async () => {
  const ids = await Promise.all(Array.from({ length: 100 }, () => startClock('30min')))
  app.kernel.clock.offsetMs = HOUR_MS
  const { fired, table } = recorder()
  await Promise.all(Array.from({ length: 10 }, () => sweepClocks(app.kernel, table, rethrow)))
  expect([...fired].sort()).toEqual([...ids].sort())
})

test('a handler that fails leaves its clock running; after the lease it is tried again', async () => {
  const id = await startClock('30min')
  app.kernel.clock.offsetMs = HOUR_MS
  const failures: unknown[] = []
  const broken = deadlineTable([{ subjectKind: 'test', kind: 'review', onDue: async () => rethrow(new Error('broken')) }])
  await sweepClocks(app.kernel, broken, (error) => failures.push(error))
  expect(failures).toHaveLength(1)
  const { fired, table } = recorder()
  await sweepClocks(app.kernel, table, rethrow)
  expect(fired).toEqual([])
  app.kernel.clock.offsetMs += 2 * 60_000
  await sweepClocks(app.kernel, table, rethrow)
  expect(fired).toEqual([id])
})

test('a clock that no module knows stays running and holds up none of the others', async () => {
  const id = await startClock('30min')
  await app.kernel.db.sql`update clocks set kind = 'of-a-later-version'`
  const known = await startClock('30min')
  app.kernel.clock.offsetMs = HOUR_MS
  const { fired, table } = recorder()
  expect(await sweepClocks(app.kernel, table, rethrow)).toBe(1)
  expect(fired).toEqual([known])
  expect((await clocksOf(app.kernel.db, 'test', [id]))[0]!.state).toBe('running')
})

test('a pause moves an hour limit by its exact length and keeps the first date', async () => {
  const id = await startClock('24h')
  const { kernel } = app
  const [before] = await clocksOf(kernel.db, 'test', [id])
  await kernel.db.transaction((tx) => pauseClocks(tx, { kind: 'test', ids: [id] }, ['review'], kernel.clock.now()))
  expect(await kernel.db.sql`select 1 from clocks where next_at is not null`).toHaveLength(0)
  const [held] = await clocksOf(kernel.db, 'test', [id])
  const resumedAt = new Date(held!.pausedAt!.getTime() + 5 * HOUR_MS)
  await kernel.db.transaction((tx) => resumeClocks(tx, kernel.calendar(), { kind: 'test', ids: [id] }, ['review'], resumedAt))
  const [after] = await clocksOf(kernel.db, 'test', [id])
  expect(after!.dueAt.getTime() - before!.dueAt.getTime()).toBe(5 * HOUR_MS)
  expect(after!.originalDueAt).toEqual(before!.originalDueAt)
})
