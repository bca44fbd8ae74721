import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { lockDirectory } from './postgres/directory-lock.ts'

export type MiniappTarget = 'h5' | 'weapp'

export interface MiniappBuild {
  /** `false` if the last build was of the same sources and nothing had to be done. Rejects with the build's last lines. */
  done: Promise<boolean>
  /** Ends a running build; `done` rejects. */
  stop(): void
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['miniapp/src', 'miniapp/config', 'miniapp/types', 'miniapp/package.json', 'miniapp/babel.config.js', 'miniapp/tsconfig.json', 'shared/src', 'package-lock.json']
const proof: Record<MiniappTarget, string> = { h5: 'index.html', weapp: 'app.json' }

/** Where a finished build lies. */
export const miniappDirectory = (target: MiniappTarget): string => join(root, 'miniapp/dist', target)

/** Builds the mini-program for `target` in a child process, unless its sources are those of the last build. `onProgress` hears `42%`. */
export function buildMiniapp(target: MiniappTarget, onProgress: (percent: string) => void = () => undefined): MiniappBuild {
  const stopping = new AbortController()
  return { done: build(target, onProgress, stopping.signal), stop: () => stopping.abort() }
}

/** Whether a finished build of exactly these sources is there. */
export async function isBuilt(target: MiniappTarget): Promise<boolean> {
  return (await readFile(stampOf(target), 'utf8').catch(() => '')) === (await hashSources(target)) && (await hasOutput(target))
}

async function build(target: MiniappTarget, onProgress: (percent: string) => void, stopping: AbortSignal): Promise<boolean> {
  const lock = await lockWhenFree(miniappDirectory(target), stopping)
  try {
    if (await isBuilt(target)) return false
    const hash = await hashSources(target)
    const stamp = stampOf(target)
    await rm(stamp, { force: true })
    await runBuild(target, onProgress, stopping)
    if (!(await hasOutput(target))) throw new Error(`the ${target} build ended well but left no ${proof[target]}`)
    await mkdir(dirname(stamp), { recursive: true })
    await writeFile(stamp, hash)
    return true
  } finally {
    await lock.release()
  }
}

/** Two builds into one directory would spoil each other; the second waits, and then often finds nothing to do. */
async function lockWhenFree(directory: string, stopping: AbortSignal) {
  for (;;) {
    const lock = await lockDirectory(directory)
    if (lock) return lock
    await sleep(200, undefined, { signal: stopping })
  }
}

function runBuild(target: MiniappTarget, onProgress: (percent: string) => void, stopping: AbortSignal): Promise<void> {
  stopping.throwIfAborted()
  const isWindows = process.platform === 'win32'
  const child = spawn('npm', ['run', '--silent', `build:${target}`], {
    cwd: join(root, 'miniapp'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
    // A group of its own, so that the bundler's helpers end with it.
    detached: !isWindows,
    shell: isWindows,
  })
  const end = () => endGroup(child)
  stopping.addEventListener('abort', end)
  process.once('exit', end)
  if (child.pid) setPriority(child.pid, 10)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (raw) => {
      const line = stripVTControlCharacters(raw).trim()
      const percent = /\((\d+%)\)/.exec(line)?.[1]
      if (percent) onProgress(percent)
      else said.push(line)
    })
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 && !stopping.aborted ? resolve() : reject(new Error(`npm run build:${target} failed\n${excerpt(said)}`)),
    )
  }).finally(() => {
    stopping.removeEventListener('abort', end)
    process.off('exit', end)
  })
}

/** The errors and what follows them, without the bundler's moving bars. */
function excerpt(said: readonly string[]): string {
  const words = said.filter((line) => line && !/^[-.…]|\d+ (modules|active)|javascript\/|babel-loader ›/.test(line))
  const summary = words.findIndex((line) => line.startsWith('✖ Errors'))
  const firstError = summary === -1 ? words.findIndex((line) => /error/i.test(line)) : summary
  return (firstError === -1 ? words.slice(-20) : words.slice(firstError, firstError + 30)).join('\n')
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM')
  } catch {
    // It ended by itself just now.
  }
}

const stampOf = (target: MiniappTarget) => join(root, `.cache/miniapp-${target}.sha256`)
const hasOutput = (target: MiniappTarget) => access(join(miniappDirectory(target), proof[target])).then(() => true, () => false)

/** The names and contents of everything a build depends on. */
async function hashSources(target: MiniappTarget): Promise<string> {
  const hash = createHash('sha256').update(`${target}\0${process.env.TARO_APP_API ?? ''}\0`)
  for (const source of sources)
    for (const file of await filesUnder(join(root, source))) hash.update(`${file.slice(root.length)}\0`).update(await readFile(file)).update('\0')
  return hash.digest('hex')
}

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return undefined
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (!entries) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
}
