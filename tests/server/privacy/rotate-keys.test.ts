import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCipher } from '../../../server/src/kernel/cipher.ts'
import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { sealedTables } from '../../../server/src/modules/sealed-tables.ts'
import { rotateKeysCommand } from '../../../server/src/rotate-keys-command.ts'
import { demoSecrets } from '../../../server/src/env.ts'
import { parsePiiKeys } from '../../../server/src/kernel/cipher.ts'
import { GRID, POINT, startWhistleCounty, type WhistleCounty } from '../../factories/whistle-county.ts'
import { testSchema } from '../../support/cluster.ts'

let county: WhistleCounty
beforeAll(async () => {
  county = await startWhistleCounty()
})
afterAll(() => county.close())

const OLD = parsePiiKeys(demoSecrets.PII_KEYS)
const NEW = { id: 'k2', key: randomBytes(32) }
const PHONE = '13912345678'

test('a key is replaced while people go on: all is sealed anew, is found by its number, and opens under the new key alone', async () => {
  const { app } = county
  const { sql } = app.kernel.db
  const people = await Promise.all(Array.from({ length: 12 }, () => county.person(GRID)))
  for (const [index, someone] of people.entries()) {
    const { cipher } = app.kernel
    await sql`update accounts set name = ${cipher.seal({ table: 'accounts', column: 'name', row: someone.id }, `测试${index}`)},
      phone = ${cipher.seal({ table: 'accounts', column: 'phone', row: someone.id }, `${PHONE.slice(0, -2)}${10 + index}`)},
      phone_index = ${cipher.blindIndex('accounts', 'phone', `${PHONE.slice(0, -2)}${10 + index}`)} where id = ${someone.id}`
    await county.post(someone, '/me/dependents', { kind: 'elder', name: `老人${index}`, consent: '当面同意' })
    await county.post(someone, '/complaints', { kind: 'complaint', category: 'road-damage', text: '路坏了', point: POINT, address: '东岗路 3 号' })
    const { body } = await county.post(someone, '/wishes', { category: 'repair', title: '换灯', story: '灯坏了三天', publicationConsent: true, contactName: `测试${index}` })
    await county.post(someone, `/wishes/${body.id}/withdraw`, { reason: '自己修好了' })
  }
  const leader = await county.appoint('gridLeader', GRID, { post: 'A' })
  await county.post(leader, '/wishes', { category: 'repair', title: '换灯', story: '灯坏了三天', publicationConsent: true, areaCode: GRID, onBehalfOf: { name: '没有手机', authority: '本人口头委托' } })

  // First every process knows the new key, then it becomes the current one, then what is old is sealed anew, meanwhile people write.
  const rolled = createCipher([NEW, ...OLD])
  const before = await sql<{ id: string; phone: Buffer }[]>`select id, phone from accounts where phone is not null`
  for (const { id, phone } of before) expect(rolled.open({ table: 'accounts', column: 'phone', row: id }, phone)).toMatch(/^139/)
  const lines: string[] = []
  const [code] = await Promise.all([
    rotateKeysCommand(app.databaseUrl, { schema: testSchema, piiKeys: [NEW, ...OLD] }, (line) => lines.push(line)),
    ...people.map((someone) => county.post(someone, '/complaints', { kind: 'consult', category: 'road-damage', text: '问一下', point: POINT, address: '东岗路 5 号' })),
  ])
  expect([code, lines.at(-1)]).toEqual([0, '全部在用密钥 k2，旧密钥可以从 PII_KEYS 里去掉。'])
  // Whoever still wrote under the old key while it ran is found by another run.
  expect(await rotateKeysCommand(app.databaseUrl, { schema: testSchema, piiKeys: [NEW, ...OLD] }, () => undefined)).toBe(0)

  const alone = createCipher([NEW])
  for (const { table, keys, columns, nameOf } of sealedTables)
    for (const row of await sql<Record<string, Buffer | null>[]>`select * from ${sql(table)}`)
      for (const column of columns) if (row[column]) expect([table, alone.open({ table, column, row: nameOf(Object.fromEntries(keys.map((key) => [key, row[key]]))) }, row[column])]).toHaveLength(2)
  expect(await sql`select 1 from accounts where phone_index = ${alone.blindIndex('accounts', 'phone', `${PHONE.slice(0, -2)}10`)}`).toHaveLength(1)
  expect(await sql`select 1 from wishes where on_behalf_index = ${alone.blindIndex('wishes', 'on_behalf_index', `没有手机@${GRID}`)}`).toHaveLength(1)
  expect((await checkHistory(app.kernel.db, { tables: historyTables, cipher: alone })).faults).toEqual([])
})

test('a value that no key opens is named, stays as it is, and the command fails', async () => {
  const { sql } = county.app.kernel.db
  const someone = await county.person(GRID)
  const lost = createCipher([{ id: 'lost', key: randomBytes(32) }]).seal({ table: 'accounts', column: 'name', row: someone.id }, '测试')
  await sql`update accounts set name = ${lost} where id = ${someone.id}`
  const lines: string[] = []
  expect(await rotateKeysCommand(county.app.databaseUrl, { schema: testSchema, piiKeys: [NEW, ...OLD] }, (line) => lines.push(line))).toBe(1)
  expect(lines[0]).toContain(`打不开 1 行，第一行 accounts ${someone.id}`)
  expect((await sql<{ name: Buffer }[]>`select name from accounts where id = ${someone.id}`)[0]!.name.equals(lost)).toBe(true)
  expect(lines.join('\n')).not.toContain('测试')
})
