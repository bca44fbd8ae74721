import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binariesIn, findBinaries } from '../../../server/dev/postgres/binaries.ts'
import { explainFault } from '../../../server/dev/postgres/faults.ts'
import { operatingUser } from '../../../server/dev/postgres/operating-user.ts'
import { isServing, readPostmaster, stopPostmaster } from '../../../server/dev/postgres/postmaster.ts'
import { startPostgres, type RunningPostgres } from '../../../server/dev/postgres/start-postgres.ts'

let home: string
let dataDir: string
const running: RunningPostgres[] = []

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'huying-launcher-'))
  await chmod(home, 0o755)
  dataDir = join(home, 'data/postgres')
})

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  await stopPostmaster(dataDir)
  await rm(home, { recursive: true, force: true })
})

async function start(settings?: Record<string, string>): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, isDurable: false, settings })
  running.push(server)
  return server
}

async function query<T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  return ask(sql).finally(() => sql.end())
}

/** A process of its own that starts the server and prints its answer, then waits to be killed. */
async function startInChild(): Promise<{ url: string; wasAdopted: boolean; kill(): Promise<void> }> {
  const module = resolve('server/dev/postgres/start-postgres.ts')
  const script = `import { startPostgres } from ${JSON.stringify(module)}
    console.log(JSON.stringify(await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    ...(JSON.parse(line) as { url: string; wasAdopted: boolean }),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('a new directory', () => {
  it('becomes a cluster that keeps its data and password over a restart', async () => {
    const first = await start({ work_mem: '7MB' })
    expect(first).toMatchObject({ isFresh: true, wasAdopted: false })
    expect(await query(first.url, (sql) => sql`show work_mem`)).toEqual([{ work_mem: '7MB' }])
    await query(first.url, (sql) => sql`create table kept as select 1 as one`)
    await first.stop()

    const second = await start()
    expect(second).toMatchObject({ isFresh: false, wasAdopted: false })
    expect(await query(second.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }])
    expect(new URL(second.url).password).toBe(new URL(first.url).password)
  })

  it('can search Chinese', async () => {
    const { url } = await start()
    await query(url, (sql) => sql`create extension pg_trgm`)
    expect(await query(url, (sql) => sql`select cardinality(show_trgm('充电桩')) > 0 as found`)).toEqual([{ found: true }])
  })

  it('lets nobody in without the password, which only its owner can read', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(query(wrong.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(join(dataDir, 'huying.password'))).mode & 0o777).toBe(0o600)
  })

  it('is made whole or not at all: what an interrupted start left is cleared', async () => {
    await mkdir(`${dataDir}.initializing/base`, { recursive: true })
    expect(await start()).toMatchObject({ isFresh: true })
    expect((await readdir(dirname(dataDir))).filter((name) => name !== 'postgres')).toEqual([])
  })
})

describe('stop', () => {
  it('ends the server and leaves no process behind; a second call does nothing', async () => {
    const server = await start()
    const { pid } = (await readPostmaster(dataDir))!
    await server.stop()
    await server.stop()
    expect(await isServing(pid, dataDir)).toBe(false)
    expect(await readPostmaster(dataDir)).toBeUndefined()
  })
})

describe('two starts', () => {
  it('of one directory: the second is told that it is in use, the first works on', async () => {
    const { url } = await start()
    await expect(startPostgres({ dataDir })).rejects.toThrow(/正在使用数据目录/)
    expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
  })

  it('at the same moment: exactly one wins', async () => {
    const results = await Promise.allSettled([start(), start(), start()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('of two directories live side by side', async () => {
    const one = await start()
    dataDir = join(home, 'data/other')
    const other = await start()
    expect(new URL(one.url).port).not.toBe(new URL(other.url).port)
  })
})

describe('after kill -9', () => {
  it('of the parent, the next start adopts the living server, and can stop it', async () => {
    const parent = await startInChild()
    await query(parent.url, (sql) => sql`create table kept as select 1 as one`)
    await parent.kill()
    const { pid } = (await readPostmaster(dataDir))!
    const server = await start()
    expect(server).toMatchObject({ isFresh: false, wasAdopted: true, url: parent.url })
    expect(await query(server.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }])
    await server.stop()
    expect(await isServing(pid, dataDir)).toBe(false)
  })

  it('of parent and server, the next start recovers what was committed', async () => {
    const parent = await startInChild()
    await query(parent.url, (sql) => sql`create table kept as select 1 as one`)
    const { pid } = (await readPostmaster(dataDir))!
    await parent.kill()
    process.kill(pid, 'SIGKILL')
    const server = await start()
    expect(server).toMatchObject({ isFresh: false, wasAdopted: false })
    expect(await query(server.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }])
  })

  it('of the parent while the server is going down, the next start waits for it', async () => {
    const parent = await startInChild()
    const { pid } = (await readPostmaster(dataDir))!
    await parent.kill()
    process.kill(pid, 'SIGINT')
    const server = await start()
    expect(await query(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
  })

  it('a stranger who got the old pid is neither adopted nor harmed', async () => {
    await (await start()).stop()
    const owner = await stat(dataDir)
    await writeFile(join(dataDir, 'postmaster.pid'), [process.pid, dataDir, 0, 5432, '', '127.0.0.1', '', 'ready   '].join('\n'), { mode: 0o600 })
    await chown(join(dataDir, 'postmaster.pid'), owner.uid, owner.gid)
    expect(await start()).toMatchObject({ wasAdopted: false })
  })
})

describe('a directory that cannot serve', () => {
  it.each(['/dev/null/postgres', '/proc/huying/postgres'])('%s is refused with what to do', async (impossible) => {
    await expect(startPostgres({ dataDir: impossible })).rejects.toThrow(/数据目录写不进去[\s\S]*DATA_DIR/)
  })

  it('with other files in it is left alone', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'diary.txt'), 'mine')
    await expect(start()).rejects.toThrow(/里有别的文件/)
    expect(await readFile(join(dataDir, 'diary.txt'), 'utf8')).toBe('mine')
  })

  it('of another version is named as such', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'PG_VERSION'), '12\n')
    await expect(start()).rejects.toThrow(/PostgreSQL 12/)
  })

  it('is free again after a refused start', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'diary.txt'), 'mine')
    await expect(start()).rejects.toThrow()
    await rm(join(dataDir, 'diary.txt'))
    expect(await start()).toMatchObject({ isFresh: true })
  })
})

describe.runIf(process.getuid?.() === 0)('root', () => {
  it('runs the server as another user', async () => {
    await start()
    const { pid } = (await readPostmaster(dataDir))!
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0)
  })

  it('behind a closed door puts the cluster where that user can reach it, and finds it again', async () => {
    await chmod(home, 0o700)
    const first = await start()
    expect(await query(first.url, (sql) => sql`create table kept as select 1 as one`)).toEqual([])
    await first.stop()
    const place = await realpath(dataDir)
    expect(place.startsWith(home)).toBe(false)
    const second = await start()
    expect(second.isFresh).toBe(false)
    expect(await query(second.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }])
    await second.stop()
    await rm(place, { recursive: true })
  })

  it('copies programs the other user cannot reach', async () => {
    const { postgres: program } = await findBinaries(undefined)
    const hidden = join(home, 'hidden/linux-x64-copy')
    await mkdir(dirname(hidden))
    await cp(dirname(dirname(dirname(program))), hidden, { recursive: true, verbatimSymlinks: true })
    await chmod(dirname(hidden), 0o700)
    const copy = await binariesIn(hidden, await operatingUser(dataDir))
    expect(copy.postgres.startsWith(home)).toBe(false)
    expect((await stat(copy.postgres)).mode & 0o005).toBe(0o005)
    await rm(dirname(dirname(dirname(copy.postgres))), { recursive: true })
  })
})

it('makes the library links again that an install without scripts left out', async () => {
  const { postgres: program } = await findBinaries(undefined)
  const bare = join(home, 'bare')
  await cp(dirname(dirname(dirname(program))), bare, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(bare, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[]
  for (const { target } of links) await rm(join(bare, target))
  const { postgres: repaired } = await binariesIn(bare, undefined)
  for (const { target } of links) expect((await stat(join(bare, target))).isFile()).toBe(true)
  expect(repaired.startsWith(bare)).toBe(true)
})

describe('what the system says becomes what to do', () => {
  it.each([
    ['FATAL:  could not write lock file: No space left on device', '磁盘满了'],
    ['initdb: error: could not create directory: Permission denied', '数据目录写不进去'],
    ['postgres: error while loading shared libraries: libicuuc.so.60', '运行不了'],
    ['FATAL:  something new', '数据库起不来'],
  ])('%s', (said, sentence) => {
    const { message } = explainFault('/data', new Error(said))
    expect(message).toContain(sentence)
    expect(message).toContain(said)
  })
})
