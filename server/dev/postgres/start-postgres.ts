import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { Problem } from '../problem.ts'
import { findBinaries, sharedPlace, type Binaries } from './binaries.ts'
import { lockDirectory } from './directory-lock.ts'
import { explainFault } from './faults.ts'
import { canEnter, operatingUser, type OperatingUser } from './operating-user.ts'
import { isServing, readPostmaster, stopPostmaster } from './postmaster.ts'

export interface PostgresOptions {
  /** Made if missing. Only one process at a time may have it. */
  dataDir: string
  /** PostgreSQL settings for this start, as in postgresql.conf; an adopted server keeps the ones it has. */
  settings?: Record<string, string>
  /** false: no fsync, for data that may be lost with the machine (tests). Default true. */
  isDurable?: boolean
}

export interface RunningPostgres {
  /** Superuser address of the database `postgres`, TCP on 127.0.0.1, a free port, password inside. */
  url: string
  /** A new, empty cluster was made. */
  isFresh: boolean
  /** The server was already running: its parent had been killed. */
  wasAdopted: boolean
  /** Ends the server, clean files; a second call does nothing. */
  stop(): Promise<void>
}

const majorVersion = '18'
const startWithinMs = 60_000
const superuser = 'postgres'
const passwordFile = 'huying.password'
const logFile = 'server.log'
const unsafeButFast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts real PostgreSQL from the npm package of this platform, or takes over the one that a killed parent left.
 * @throws Problem with what to do: directory in use, unwritable, disk full, wrong version, missing package
 */
export async function startPostgres({ dataDir, settings = {}, isDurable = true }: PostgresOptions): Promise<RunningPostgres> {
  const asked = resolve(dataDir)
  const lock = await lockDirectory(asked)
  if (!lock)
    throw new Problem(
      `另一个程序正在使用数据目录 ${asked}。Another process is using this data directory.`,
      '呼应大概已经在运行了：请先停掉它，或者用 DATA_DIR 换一个目录。It is probably running already: stop it, or point DATA_DIR elsewhere.',
    )
  try {
    const { place, user } = await settle(asked)
    const isFresh = !(await hasCluster(place))
    const binaries = await findBinaries(user)
    if (isFresh) await initialize(place, binaries, user, isDurable)
    const adopted = isFresh ? undefined : await adopt(place)
    const port = adopted ?? (await launch(place, binaries, user, { ...(isDurable ? {} : unsafeButFast), ...settings }))
    let stopped: Promise<void> | undefined
    const stop = () => (stopped ??= stopPostmaster(place).then(() => lock.release()))
    return { url: await addressOf(place, port), isFresh, wasAdopted: adopted !== undefined, stop }
  } catch (error) {
    await lock.release()
    throw explainFault(asked, error)
  }
}

/** Where the cluster lies and who runs it; a closed parent directory gets a link to a place that can be reached. */
async function settle(asked: string): Promise<{ place: string; user: OperatingUser | undefined }> {
  await makeDirectory(dirname(asked))
  const isThere = await stat(asked).then(() => true, () => false)
  // A link to a place that is gone (a new container, the same project) would be in the way.
  if (!isThere) await rm(asked, { force: true })
  const user = await operatingUser(asked)
  if (isThere) {
    const place = await realpath(asked)
    if (await canEnter(user, dirname(place))) return { place, user }
    if (await hasCluster(place))
      throw new Problem(
        `数据库的运行用户进不了 ${dirname(place)}。PostgreSQL's user cannot enter this directory.`,
        '请把项目移到别的用户能进的目录，或者用 DATA_DIR 换一个目录。Move the project or DATA_DIR to a directory open to other users.',
      )
    await rm(place, { recursive: true })
  } else if (await canEnter(user, await realpath(dirname(asked)))) {
    return { place: join(await realpath(dirname(asked)), basename(asked)), user }
  }
  const place = await mkdtemp(join(await sharedPlace(), 'postgres-'))
  await symlink(place, asked)
  return { place, user }
}

/** Like `mkdir -p`. Node's own recursive mkdir spins for ever where a parent can be seen but not made (/proc). */
async function makeDirectory(path: string): Promise<void> {
  const refusal = await mkdir(path).then(() => undefined, (error: NodeJS.ErrnoException) => error)
  if (refusal?.code === 'ENOENT') {
    await makeDirectory(dirname(path))
    await mkdir(path)
  } else if (refusal && !(refusal.code === 'EEXIST' && (await stat(path)).isDirectory())) throw refusal
}

/** @throws Problem if something else lies there, or a cluster of another version */
async function hasCluster(place: string): Promise<boolean> {
  const version = await readFile(join(place, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version?.trim() === majorVersion) return true
  if (version)
    throw new Problem(
      `${place} 是 PostgreSQL ${version.trim()} 的数据，这里用的是 ${majorVersion}。The cluster is of another version.`,
      '请用 DATA_DIR 换一个目录，旧数据用原来的版本导出。Point DATA_DIR elsewhere and export the old data with its own version.',
    )
  const files = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (files.length === 0) return false
  throw new Problem(
    `${place} 里有别的文件，不是数据库。The directory holds something else.`,
    '请用 DATA_DIR 换一个空目录。Point DATA_DIR to an empty directory.',
  )
}

/** Makes a cluster beside its place and moves it there whole, so that an interrupted start leaves nothing half done. */
async function initialize(place: string, { initdb }: Binaries, user: OperatingUser | undefined, isDurable: boolean): Promise<void> {
  const half = `${place}.initializing`
  // An initdb whose parent was killed may still be writing there.
  await rm(half, { recursive: true, force: true, maxRetries: 10 })
  await mkdir(half, { mode: 0o700 })
  const password = `${half}.password`
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 })
  try {
    if (user) for (const path of [half, password]) await chown(path, user.uid, user.gid)
    const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [`--username=${superuser}`, `--pwfile=${password}`, '--auth=scram-sha-256']
    const durability = isDurable ? [] : ['--no-sync']
    await promisify(execFile)(initdb, [`--pgdata=${half}`, ...flags, ...access, ...durability], { ...user, cwd: half, env: quietEnv() })
    await rename(password, join(half, passwordFile))
    await rename(half, place)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    await rm(password, { force: true })
    const { stderr } = error as { stderr?: string }
    throw stderr ? new Error(stderr, { cause: error }) : error
  }
}

/** The port of a server that outlived its parent, once it is ready; undefined if there is none, or it is going away. */
async function adopt(place: string): Promise<number | undefined> {
  for (const end = Date.now() + startWithinMs; Date.now() < end; await sleep(50)) {
    const running = await readPostmaster(place)
    if (!running || !(await isServing(running.pid, place))) return undefined
    if (running.isReady && (await answers(place, running.port))) return running.port
  }
  await stopPostmaster(place)
  return undefined
}

async function answers(place: string, port: number): Promise<boolean> {
  const sql = postgres(await addressOf(place, port), { max: 1, connect_timeout: 5, onnotice: () => undefined })
  return sql`select 1`.then(() => true, () => false).finally(() => sql.end({ timeout: 1 }))
}

/** Starts the server and answers its port. An old one that is still dying, or a port just taken, is waited for. */
async function launch(place: string, binaries: Binaries, user: OperatingUser | undefined, settings: Record<string, string>): Promise<number> {
  const end = Date.now() + startWithinMs
  for (;;) {
    const port = await freePort()
    const said = await launchOnce(place, binaries, user, { ...settings, port: String(port) }, end)
    if (said === undefined) return port
    const isPassing = /lock file .* already exists|shared memory block .* still in use|Address already in use/i.test(said)
    if (!isPassing || Date.now() > end) throw new Error(said)
    await sleep(200)
  }
}

/** undefined when ready, otherwise what the server said before it gave up. */
async function launchOnce(
  place: string,
  binaries: Binaries,
  user: OperatingUser | undefined,
  settings: Record<string, string>,
  end: number,
): Promise<string | undefined> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', ...settings }
  const log = await open(join(place, logFile), 'w', 0o600)
  // Detached: Ctrl-C reaches us alone, and we end the server in order.
  const child = spawn(binaries.postgres, ['-D', place, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    ...user,
    cwd: place,
    env: quietEnv(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const fault = new Promise<string>((settleFault) => {
    child.once('error', (error) => settleFault(error.message))
    child.once('exit', () => settleFault(''))
  })
  child.unref()
  await log.close()
  for (;;) {
    const running = await readPostmaster(place)
    if (running && running.pid === child.pid && running.isReady) return undefined
    const ended = await Promise.race([fault, sleep(20)])
    if (ended !== undefined) return ended || (await readFile(join(place, logFile), 'utf8'))
    if (Date.now() > end) {
      child.kill('SIGQUIT')
      return `not ready after ${startWithinMs / 1000} s\n${await readFile(join(place, logFile), 'utf8')}`
    }
  }
}

/** The address of the server that runs in this directory at the moment, whoever started it; undefined where none does. */
export async function findPostgres(dataDir: string): Promise<string | undefined> {
  const place = await realpath(resolve(dataDir)).catch(() => undefined)
  const running = place === undefined ? undefined : await readPostmaster(place)
  const isThere = running !== undefined && running.isReady && (await isServing(running.pid, place!))
  return isThere ? addressOf(place!, running.port) : undefined
}

async function addressOf(place: string, port: number): Promise<string> {
  const password = await readFile(join(place, passwordFile), 'utf8')
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`
}

/** Our own PG* variables and language must not reach the server: they would change its messages and its habits. */
function quietEnv(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env
  return { PATH, SystemRoot, TMPDIR, LC_ALL: 'C' }
}

function freePort(): Promise<number> {
  return new Promise((settlePort, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => settlePort(port))
    })
  })
}
