import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPostmaster, stopPostmaster } from '../../server/dev/postgres/postmaster.ts'

let home: string
let port: number
let child: ChildProcess | undefined
let said = ''

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'huying-start-'))
  await chmod(home, 0o755)
  port = await freePort()
})

afterEach(async () => {
  await end('SIGKILL')
  await stopPostmaster(join(home, 'postgres'))
  await rm(home, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const standInPort = await freePort()
  const running = spawn(process.execPath, ['server/dev/start.mjs'], {
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: home, PORT: String(port), STAND_IN_PORT: String(standInPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = running
  said = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
}

/** Answers the exit code. */
async function end(signal: NodeJS.Signals): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

async function answers(path: string, status: number, withinMs: number): Promise<Response> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
    if (answer?.status === status) return answer
    if (performance.now() > until) throw new Error(`${path} did not answer ${status} within ${withinMs} ms\n${said}`)
    await sleep(100)
  }
}

/** Seeding is most of the first start; this machine may be busy with other tests. */
const seedingMs = 90_000
const minute = 60_000

it('starts from nothing, outlives kill -9 even while it seeds, and ends in order at Ctrl-C', async () => {
  await start()
  await answers('/healthz', 200, 10_000)
  await says('演示县：', 30_000)
  await end('SIGKILL')

  await start()
  await answers('/readyz', 200, seedingMs)
  expect(said).toContain('接上了上次没有正常停止的数据库')
  expect(said).toContain('演示数据')
  const [first] = await boardIds()
  expect((await answers('/api/v1/machines', 200, 1_000)).headers.get('x-huying-demo')).toBe('1')

  await end('SIGKILL')
  await start()
  await answers('/readyz', 200, 20_000)
  expect(said).not.toContain('演示县：')
  expect(await boardIds()).toContain(first)

  expect(await end('SIGINT')).toBe(0)
  expect(said).toContain('已停止')
  expect(await readPostmaster(join(home, 'postgres'))).toBeUndefined()
}, 4 * minute)

async function boardIds(): Promise<string[]> {
  const answer = await answers('/api/v1/wishes?view=board', 200, 2_000)
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id)
}

async function says(words: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  while (!said.includes(words)) {
    if (performance.now() > until) throw new Error(`it did not say ${words} within ${withinMs} ms\n${said}`)
    await sleep(50)
  }
}

it('a taken port is one sentence, not a stack', async () => {
  const taken = createServer().listen(port)
  await once(taken, 'listening')
  await start()
  const [code] = (await once(child!, 'exit')) as [number]
  taken.close()
  expect(code).toBe(1)
  expect(said).toContain(`端口 ${port} 已经被别的程序占用`)
  expect(said).not.toMatch(/\n\s+at /)
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return free
}
