import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { machines } from '@huying/shared/machines.ts'
import { loadEnv } from '../../../server/src/env.ts'
import { historyCommand } from '../../../server/src/history-command.ts'
import { GUEST } from '../../../server/src/kernel/actor.ts'
import { historyHash, type HistoryEntry } from '../../../server/src/kernel/history.ts'
import { checkHistory, type HistoryReport } from '../../../server/src/kernel/history-check.ts'
import { storeDayRoot } from '../../../server/src/kernel/history-root.ts'
import { openKernel, type OpenKernel } from '../../../server/src/kernel/open-kernel.ts'
import { lockSubject } from '../../../server/src/kernel/subject.ts'
import { transition } from '../../../server/src/kernel/transition.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { wishSubject } from '../../../server/src/modules/wish/table.ts'
import { fillSmallCounty } from '../../factories/small-county.ts'
import { testSchema } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'

const env = loadEnv({})
const DAY_MS = 86_400_000
let url: string
let kernel: OpenKernel
let sql: OpenKernel['db']['sql']
/** Wishes with a history of submit, publish, withdraw (with a reason in words). */
let first: string
let second: string

beforeAll(async () => {
  url = await createDatabase()
  kernel = await openKernel({ url, schema: testSchema, poolSize: 3, piiKeys: env.piiKeys })
  sql = kernel.db.sql
  const county = await fillSmallCounty(kernel)
  const withdrawn = async () => {
    const id = await county.openWish()
    await kernel.db.transaction(async (tx) => {
      const context = { kernel, db: tx, tx, now: kernel.clock.now(), actor: GUEST, as: { role: 'communityWorker', appointmentId: null } }
      await transition(context, wishSubject, await lockSubject(tx, wishSubject, id), 'withdraw', { words: { reason: `理由 ${id}` }, stop: 'all' })
    })
    return id
  }
  const ids = [await withdrawn(), await withdrawn()].sort()
  first = ids[0]!
  second = ids[1]!
  await county.openWish()
  await county.pendingDemand()
  for (const table of ['history', 'history_values', 'wishes']) await sql`create table ${sql(`kept_${table}`)} as table ${sql(table)}`
})
afterAll(() => kernel.close())
afterEach(async () => {
  kernel.clock.offsetMs = 0
  await sql`truncate history, history_values, history_roots`
  await sql`insert into history table kept_history`
  await sql`insert into history_values table kept_history_values`
  await sql`update wishes w set history_length = k.history_length, history_head = k.history_head from kept_wishes k where k.id = w.id`
})

const check = (published?: Record<string, string>): Promise<HistoryReport> =>
  checkHistory(kernel.db, { tables: historyTables, cipher: kernel.cipher, ...(published && { published }) })
const found = async (published?: Record<string, string>) => (await check(published)).faults.map(({ kind, where }) => `${kind} ${where}`)
const at = (id: string, seq: number) => `wish/${id}#${seq}`
const entriesOf = (id: string) => sql<(HistoryEntry & { previousHash: Buffer | null; hash: Buffer })[]>`select subject_kind as "subjectKind", subject_id as "subjectId", seq, at,
  actor_id as "actorId", appointment_id as "appointmentId", role, action, from_state as "fromState", to_state as "toState", facts, commitments,
  previous_hash as "previousHash", hash from history where subject_id = ${id} order by seq`

/** What somebody does who knows how hashes are made: every entry from `seq` on is written anew, with its new hash. */
async function rewriteFrom(id: string, seq: number, { alsoRow }: { alsoRow: boolean }): Promise<void> {
  await sql`update history set facts = '{"forged": true}' where subject_id = ${id} and seq = ${seq}`
  let previous: Buffer | null = null
  for (const entry of await entriesOf(id)) {
    const hash: Buffer = entry.seq < seq ? entry.hash : historyHash(previous, entry)
    await sql`update history set previous_hash = ${previous}, hash = ${hash} where subject_id = ${id} and seq = ${entry.seq}`
    previous = hash
  }
  if (alsoRow) await sql`update wishes set history_head = ${previous} where id = ${id}`
}

test('a history as it was written has no fault, erased words and subjects without a history included', async () => {
  await sql`delete from history_values where subject_id = ${first}`
  const { chains, entries, words, faults } = await check()
  expect({ faults, words }).toEqual({ faults: [], words: 1 })
  expect(entries).toBe(3 + 3 + 2 + 1)
  // Four subjects with a history, and the appointments, which have none yet.
  expect(chains).toBeGreaterThan(4)
})

describe('the first entry is named that was', () => {
  test.each([
    ['its facts', sql_ => sql_`facts = '{"category": "other"}'`],
    ['who did it', sql_ => sql_`actor_id = gen_random_uuid()`],
    ['when', sql_ => sql_`at = at - interval '1 second'`],
    ['what', sql_ => sql_`action = 'return'`],
    ['a commitment', sql_ => sql_`commitments = '{"reason": "00"}'`],
    ['the hash before', sql_ => sql_`previous_hash = decode(repeat('00', 32), 'hex')`],
  ] as [string, (sql_: typeof sql) => ReturnType<typeof sql>][])('changed in %s', async (_what, change) => {
    await sql`update history set ${change(sql)} where subject_id = ${first} and seq = 2`
    expect(await found()).toEqual([`changed ${at(first, 2)}`])
  })

  test('changed together with its own hash, in the middle or at the end', async () => {
    for (const [id, seq] of [[first, 2], [second, 3]] as const) {
      const entry = (await entriesOf(id))[seq - 1]!
      const forged = { ...entry, facts: { forged: true } }
      await sql`update history set facts = '{"forged": true}', hash = ${historyHash(entry.previousHash, forged)} where subject_id = ${id} and seq = ${seq}`
    }
    expect(await found()).toEqual([`changed ${at(first, 2)}`, `changed ${at(second, 3)}`])
  })

  test('dropped, be it the first, one in the middle, or several', async () => {
    await sql`delete from history where subject_id = ${first} and seq = 1`
    await sql`delete from history where subject_id = ${second} and seq = 2`
    expect(await found()).toEqual([`dropped ${at(first, 1)}`, `dropped ${at(second, 2)}`])
  })

  test('cut off, be it the end or the whole chain', async () => {
    await sql`delete from history where subject_id = ${first} and seq = 3`
    await sql`delete from history where subject_id = ${second}`
    await sql`delete from history_values`
    expect(await found()).toEqual([`cut off ${at(first, 3)}`, `cut off ${at(second, 1)}`])
  })

  test('moved to another place of its chain', async () => {
    await sql`update history set seq = 9 where subject_id = ${first} and seq = 2`
    await sql`update history set seq = 2 where subject_id = ${first} and seq = 3`
    await sql`update history set seq = 3 where subject_id = ${first} and seq = 9`
    expect(await found()).toEqual([`moved ${at(first, 2)}`])
  })

  test('moved to another chain, and from where', async () => {
    await sql`delete from history where subject_id = ${first} and seq = 2`
    await sql`update history set subject_id = ${first} where subject_id = ${second} and seq = 2`
    const { faults } = await check()
    expect(faults.map(({ kind, where }) => `${kind} ${where}`)).toEqual([`moved ${at(first, 2)}`, `dropped ${at(second, 2)}`])
    expect(faults[0]!.note).toContain(at(second, 2))
  })

  test('added behind the end', async () => {
    await sql`insert into history (subject_kind, subject_id, seq, at, role, action, facts, commitments, previous_hash, hash)
      select subject_kind, subject_id, 4, at, role, action, facts, commitments, hash, hash from history where subject_id = ${first} and seq = 3`
    const [forged] = (await entriesOf(first)).slice(-1)
    await sql`update history set hash = ${historyHash(forged!.previousHash, forged!)} where subject_id = ${first} and seq = 4`
    expect(await found()).toEqual([`added ${at(first, 4)}`])
  })

  test('given other words', async () => {
    await sql`update history_values set value = (select value from history_values where subject_id = ${second}) where subject_id = ${first}`
    await sql`update history_values set salt = decode('00', 'hex') where subject_id = ${second}`
    expect(await found()).toEqual([`word ${at(first, 3)}`, `word ${at(second, 3)}`])
  })
})

describe('somebody who rewrites a chain, hashes and head and all', () => {
  /** The root of today, stored two days later, as the worker does every day. */
  async function storeToday(): Promise<string> {
    kernel.clock.offsetMs = DAY_MS
    const day = await storeDayRoot(kernel)
    kernel.clock.offsetMs = 0
    return day!
  }
  const hexOf = async (day: string) => (await sql<{ root: Buffer }[]>`select root from history_roots where day = ${day}`)[0]!.root.toString('hex')

  test('is found out by the stored root of a day', async () => {
    await rewriteFrom(first, 1, { alsoRow: true })
    expect(await found()).toEqual([])
    await sql`truncate history`
    await sql`insert into history table kept_history`
    await sql`update wishes w set history_head = k.history_head from kept_wishes k where k.id = w.id`
    const day = await storeToday()
    expect(await found()).toEqual([])
    await rewriteFrom(first, 1, { alsoRow: true })
    expect(await found()).toEqual([`root ${day}`])
  })

  test('and who rewrites the stored roots too, only by the published one', async () => {
    const day = await storeToday()
    const published = { [day]: await hexOf(day) }
    expect(await found(published)).toEqual([])
    await rewriteFrom(first, 2, { alsoRow: true })
    await sql`truncate history_roots`
    await storeToday()
    expect(await found()).toEqual([])
    expect(await found(published)).toEqual([`root ${day}`])
    await sql`truncate history_roots`
    expect(await found(published)).toEqual([`root ${day}`])
  })

  test('roots are stored once a day, each chained to the one before; a changed one is named', async () => {
    const days: (string | null)[] = []
    for (const ahead of [1, 1, 2, 5]) {
      kernel.clock.offsetMs = ahead * DAY_MS
      days.push(...(await Promise.all([storeDayRoot(kernel), storeDayRoot(kernel)])))
    }
    kernel.clock.offsetMs = 0
    const stored = await sql<{ day: string; previous: boolean }[]>`select day, previous_root is not null as previous from history_roots order by day`
    expect(days.filter((day) => day !== null)).toEqual(stored.map(({ day }) => day))
    expect(stored.map(({ previous }) => previous)).toEqual([false, true, true])
    expect(await found()).toEqual([])
    await sql`update history_roots set head_count = head_count + 1 where day = ${stored[1]!.day}`
    expect(await found()).toEqual([`root ${stored[1]!.day}`])
    await sql`delete from history_roots where day = ${stored[1]!.day}`
    expect(await found()).toEqual([`root ${stored[2]!.day}`])
  })
})

test('the command says what it found, that only a published root catches the owner, and ends with 1 on a fault', async () => {
  const said: string[] = []
  const run = (...args: string[]) => historyCommand(url, env, args, (line) => said.push(line))
  expect(await run()).toBe(0)
  expect(said.join('\n')).toContain('Only a published root catches whoever owns the database')
  await sql`update history set role = 'clock' where subject_id = ${first} and seq = 2`
  expect(await run()).toBe(1)
  expect(said.join('\n')).toContain(`第一处不对：${at(first, 2)} 内容被改过`)
  expect(await run('yesterday')).toBe(2)
})

test('every machine and every table that keeps a history is looked at', async () => {
  const rows = await sql<{ table_name: string }[]>`select table_name from information_schema.columns
    where table_schema = ${testSchema} and column_name = 'history_head' and table_name not like 'kept_%'
      -- Of sessions the view is looked at that also knows those that were dropped.
      and table_name not in ('service_sessions', 'dropped_sessions') order by 1`
  expect(Object.values(historyTables).toSorted()).toEqual(rows.map(({ table_name }) => table_name))
  expect(Object.keys(historyTables)).toEqual(expect.arrayContaining(machines.map(({ name }) => name)))
})
