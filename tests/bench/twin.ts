import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Sql, TransactionSql } from 'postgres'
import { openDatabase } from '../../server/src/kernel/db.ts'
import { isTransactionWord, valueOf, type Operation, type ScriptStatement, type TwinTask, type Values } from './script.ts'

/**
 * The least that could answer the same requests: node:http and the same driver with the same pool, replaying the
 * statements that the real server sends for one such request. No framework, no rules, no checks.
 */
const task = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as TwinTask
const { sql } = openDatabase(task.databaseUrl, { schema: task.schema, max: task.poolSize })
const scripts = new Map(task.scripts.map((script) => [script.operation, script]))
let serial = 0

createServer((request, response) => {
  if (!request.url!.startsWith('/api/v1/wishes')) return void response.writeHead(404, { 'content-length': 0 }).end()
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString())
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.writeHead(500, { 'content-length': 0 }).end()
    })
  })
}).listen(task.port, '127.0.0.1')

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.stringify(await replay(request))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

async function replay(request: IncomingMessage): Promise<unknown> {
  const path = request.url!.split('?', 1)[0]!
  const [, id, verb] = /^\/api\/v1\/wishes(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path)!
  const operation: Operation = request.method === 'GET' ? (id ? 'by id' : 'list of 20') : verb === 'claim' ? 'claim' : 'create'
  const token = request.headers.authorization!.slice('Bearer '.length)
  const values: Values = { tokenHash: `\\x${createHash('sha256').update(token).digest('hex')}`, key: request.headers['idempotency-key'] as string, number: `B${++serial}` }
  if (id) values.wishId = id
  const { statements } = scripts.get(operation)!
  const begins = statements.findIndex(({ text }) => isTransactionWord(text))
  const ends = statements.findLastIndex(({ text }) => isTransactionWord(text))
  let last: unknown
  const run = async (on: Sql | TransactionSql, list: readonly ScriptStatement[]) => {
    for (const statement of list) {
      const rows = await on.unsafe(statement.text, statement.params.map((param) => valueOf(param, values)) as never[], { prepare: true })
      values.accountId ??= (rows[0] as { account_id?: string } | undefined)?.account_id
      last = rows
    }
  }
  if (begins === -1) await run(sql, statements)
  else {
    await run(sql, statements.slice(0, begins))
    await sql.begin((tx) => run(tx, statements.slice(begins + 1, ends)))
    await run(sql, statements.slice(ends + 1))
  }
  return last
}
