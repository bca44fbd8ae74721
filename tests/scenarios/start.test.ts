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
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: home, PORT: String(port), STAND_IN_PORT: String(standInPort), DEMO_SCALE: '0.05' },
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

async function answers(path: string, status: number, withinMs: number, token?: string): Promise<Response> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {}).catch(() => undefined)
    if (answer?.status === status) return answer
    if (performance.now() > until) throw new Error(`${path} did not answer ${status} within ${withinMs} ms\n${said}`)
    await sleep(100)
  }
}

/** Seeding is most of the first start, even of a small county; this machine may be busy with other tests. */
const seedingMs = 90_000
const minute = 60_000

it('starts from nothing, outlives kill -9 even while it seeds, and ends in order at Ctrl-C', async () => {
  await start()
  await answers('/healthz', 200, 30_000)
  await isSeeding()
  await end('SIGKILL')

  await start()
  await answers('/readyz', 200, seedingMs)
  expect(said).toContain('接上了上次没有正常停止的数据库')
  expect(said).toContain('演示数据')
  expect((await answers('/api/v1/machines', 200, 1_000)).headers.get('x-huying-demo')).toBe('1')
  const token = await logInAs('resident')

  // Whoever is logged in stays so: the county was not made anew.
  await end('SIGKILL')
  await start()
  await answers('/readyz', 200, 20_000)
  expect((await answers('/api/v1/me', 200, 2_000, token)).status).toBe(200)

  expect(await end('SIGINT')).toBe(0)
  expect(said).toContain('已停止')
  expect(await readPostmaster(join(home, 'postgres'))).toBeUndefined()
}, 4 * minute)

/** Until it is in the middle of it. */
async function isSeeding(): Promise<void> {
  for (;;) {
    const answer = await answers('/readyz', 503, 30_000)
    const { step } = (await answer.json()) as { step: { name: string; detail: string } | null }
    if (step?.name === '演示县' && step.detail !== '') return
    await sleep(50)
  }
}

async function logInAs(persona: string): Promise<string> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return (await answer.json()) as { code: string; token: string }
  }
  const { code } = await post('/stand-in/codes', { persona })
  return (await post('/api/v1/auth/wechat', { code })).token
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
