import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { purgeOld, RETENTIONS } from '../../../server/src/modules/privacy/retention.ts'
import { startWhistleCounty, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

const DAY_MS = 86_400_000

test('what is over for longer than it is kept goes, what is a day younger stays', async () => {
  const { kernel } = county.app
  const { sql } = kernel.db
  const someone = await county.person()
  const days = Object.fromEntries(RETENTIONS.map(({ table, days: kept }) => [table, kept]))
  const ago = (kept: number) => new Date(kernel.clock.now().getTime() - kept * DAY_MS)
  for (const extra of [-1, 1]) {
    await sql`insert into sessions (token_hash, account_id, is_staff, created_at, last_seen_at, expires_at)
      values (${Buffer.from(uuidv7())}, ${someone.id}, false, ${ago(200)}, ${ago(200)}, ${new Date(kernel.wallClock() - (days.sessions! + extra) * DAY_MS)})`
    await sql`insert into wechat_pushes (dedupe_key, kind, received_at) values (${`${extra}`}, 'subscribed', ${ago(days.wechat_pushes! + extra)})`
    const id = uuidv7()
    await sql`insert into inbox_messages (id, account_id, event_id, kind, subject_kind, subject_id, title, body, is_urgent, created_at)
      values (${id}, ${someone.id}, ${extra}, 'progress', 'wish', ${id}, '有了进展', '', false, ${ago(days.inbox_messages! + extra)})`
    await sql`insert into wechat_messages (inbox_message_id, account_id, template, delivery, created_at, ended_at)
      values (${id}, ${someone.id}, 'template', 'delivered', ${ago(days.inbox_messages! + extra)}, ${ago(days.inbox_messages! + extra)})`
  }
  expect(await purgeOld(kernel)).toBe(5)
  const left = async (table: string) => (await sql`select 1 from ${sql(table)} where ${table === 'wechat_pushes' ? sql`true` : sql`account_id = ${someone.id}`}`).length
  expect([await left('sessions'), await left('wechat_pushes'), await left('inbox_messages')]).toEqual([2, 1, 1])
  expect(await purgeOld(kernel)).toBe(0)
})
