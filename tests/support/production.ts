import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

/** The production bundle, built for this test file alone, so that builds do not disturb each other. */
export async function buildBundle(): Promise<string> {
  const out = join('tests/.output', `server-${process.pid}`)
  await run(process.execPath, ['--import', 'tsx', 'server/scripts/build.ts', out], { cwd: root })
  return join(root, out, 'main.js')
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** All that production asks for; the keys are this test's own. */
export const productionEnv = (databaseUrl: string, ports: { port: number; metricsPort: number }): Record<string, string> => ({
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  PORT: String(ports.port),
  METRICS_PORT: String(ports.metricsPort),
  PUBLIC_URL: 'https://huying.example.gov.cn',
  STORAGE_URL: 'file:///tmp/huying-test-storage',
  PII_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  WECHAT_APPID: 'wx1234567890abcdef',
  WECHAT_SECRET: 'not the demo one',
  WECHAT_API_BASE: 'https://api.weixin.qq.com',
  WECHAT_PUSH_TOKEN: 'own-push-token',
  WECHAT_PUSH_AES_KEY: 'B'.repeat(43),
})

export interface Process {
  child: ChildProcess
  /** What it printed so far. */
  said(): string
  /** Its exit code, or null when a signal ended it. */
  ended: Promise<number | null>
}

export function startProcess(bundle: string, env: Record<string, string>, args: readonly string[] = []): Process {
  const child = spawn(process.execPath, [bundle, ...args], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  const hear = (chunk: Buffer) => (words += String(chunk))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return { child, said: () => words, ended: once(child, 'exit').then(([code]) => code as number | null) }
}

/** Waits until the address answers with this status. */
export async function answers(url: string, status: number, { withinMs, said }: { withinMs: number; said: () => string }): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.status === status) return
    if (performance.now() > until) throw new Error(`${url} did not answer ${status} within ${withinMs} ms\n${said()}`)
    await sleep(20)
  }
}
