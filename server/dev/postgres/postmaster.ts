import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** What a running server writes into its data directory (postmaster.pid). */
export interface Postmaster {
  pid: number
  port: number
  isReady: boolean
}

/** undefined where no server has written one, or it is being written at this moment. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' }
}

/** A living PostgreSQL of this directory, not a stranger who got the same pid later, and not a zombie. */
export async function isServing(pid: number, dataDir: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // A zombie's command line is empty.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return command.split('\0').includes(dataDir)
  }
  if (process.platform === 'win32') return isAlive(pid)
  const ps = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return ps.stdout.includes(dataDir)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Ends the server of `dataDir`: open transactions are rolled back and files are left clean.
 * One that has not gone after `patienceMs` is told to drop everything; it recovers at its next start.
 */
export async function stopPostmaster(dataDir: string, patienceMs = 20_000): Promise<void> {
  const running = await readPostmaster(dataDir)
  if (!running) return
  for (const [signal, waitMs] of [['SIGINT', patienceMs], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (!(await isServing(running.pid, dataDir))) return
    signalQuietly(running.pid, signal)
    for (const end = Date.now() + waitMs; Date.now() < end; await sleep(20)) {
      if (!(await isServing(running.pid, dataDir))) return
    }
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It went by itself between the look and the signal.
  }
}
