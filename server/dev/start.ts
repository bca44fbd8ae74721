import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import Koa from 'koa'
import { pino } from 'pino'
import { EnvError, loadOwnEnv, type Env } from '../src/env.ts'
import { openObjectStorage } from '../src/gateways/object-storage.ts'
import { serveH5 } from '../src/h5.ts'
import { createLogger } from '../src/kernel/logger.ts'
import { migrate, MigrationError } from '../src/kernel/migrate.ts'
import { openServer } from '../src/open-server.ts'
import { loadOfficialCalendar } from './county/official-calendar.ts'
import { openCounty } from './county/open-county.ts'
import { withDemoPhotos } from './demo-photos.ts'
import { moveIn, openFrontDoor, type FrontDoor } from './front-door.ts'
import { buildMiniapp, miniappDirectory } from './miniapp-build.ts'
import { openStandIn } from './open-stand-in.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { Problem } from './problem.ts'
import { createProgress, type Progress } from './progress.ts'
import { createShutdown, type Shutdown } from './shutdown.ts'

/** `npm start`: everything on this machine, from nothing to a running demo. */
const print = (line: string) => console.log(line)
const ending = createShutdown(print)

try {
  await start(loadOwnEnv(), createProgress(print), ending)
} catch (error) {
  await ending.run()
  print(explain(error))
  process.exit(1)
}

async function start(env: Env, progress: Progress, shutdown: Shutdown): Promise<void> {
  const { add } = shutdown
  if (env.isProduction) throw new Problem('npm start 只用于演示和开发。npm start is for demos and development.', '生产环境请运行 node server/dist/main.js，见 deploy/。')
  const door = await openFrontDoor(env.port, progress)
  add('网页服务', door.close)
  print(`呼应正在启动：http://localhost:${env.port}`)

  await mkdir(env.dataDir, { recursive: true })
  const databaseUrl = env.databaseUrl ?? (await progress.step('数据库', () => openDatabase(env, add)))
  await progress.step('数据库结构', () => migrate(databaseUrl, { schema: env.schema }))
  const logFile = join(env.dataDir, 'huying.log')
  const base = { instanceId: env.instanceId, county: env.county, role: env.role }
  const log = createLogger({ level: env.logLevel, base, destination: pino.destination({ dest: logFile, mkdir: true, sync: false }) })
  await progress.step('演示县', (onProgress) => openCounty({ url: databaseUrl, schema: env.schema, piiKeys: env.piiKeys, now: new Date(), scale: env.demoScale, onProgress }))
  await progress.step('工作日历', () => loadOfficialCalendar(databaseUrl, env.schema))
  const server = await progress.step('接口与后台任务', () => openServer(env, { databaseUrl, log, storage: withDemoPhotos(openObjectStorage(env.storageUrl, env.dataDir)) }))
  add('接口与后台任务', server.close)
  if (env.standInPort) {
    const standIn = await progress.step('微信替身', () => openStandIn(env, env.standInPort!, server))
    add('微信替身', standIn.close)
    door.rooms.standIn = standIn.url
  }
  moveIn(door.rooms, server)

  const h5 = openH5(door, progress, shutdown)
  print(welcome(env, logFile))
  await h5
}

async function openDatabase(env: Env, add: Shutdown['add']): Promise<string> {
  const server = await startPostgres({
    dataDir: join(env.dataDir, 'postgres'),
    // Nobody replicates this database: what is built in one transaction needs no log.
    settings: { max_connections: '100', shared_buffers: '256MB', wal_level: 'minimal', max_wal_senders: '0' },
  })
  add('数据库', server.stop)
  if (server.wasAdopted) print('  接上了上次没有正常停止的数据库，数据都在。')
  return server.url
}

/** The browser build comes last: everything else answers while it is made. */
async function openH5(door: FrontDoor, progress: Progress, { add, isRunning }: Shutdown): Promise<void> {
  const pages = new Koa().use(serveH5(miniappDirectory('h5'))).callback()
  try {
    await progress.step('网页版', (say) => {
      const build = buildMiniapp('h5', say)
      add('网页版的构建', async () => {
        build.stop()
        await build.done.catch(() => undefined)
      })
      return build.done
    })
    door.rooms.h5 = pages
  } catch (error) {
    if (isRunning()) return
    door.rooms.h5Fault = error instanceof Error ? error.message : String(error)
    print(`网页版没有做成，接口照常可用。\n${door.rooms.h5Fault}`)
  }
}

function welcome(env: Env, logFile: string): string {
  const origin = `http://localhost:${env.port}`
  return [
    '',
    '呼应已经可以用了（演示数据）。接下来可以：',
    `  打开网页版      ${origin}`,
    `  接口说明        ${origin}/openapi.json`,
    ...(env.standInPort ? [`  看能登录的人物  http://localhost:${env.standInPort}/stand-in/personas`] : []),
    `  看日志          ${resolve(logFile)}`,
    '  停止            Ctrl-C',
    '',
  ].join('\n')
}

/** What a person can mend is said without a stack; the rest is a fault of ours and shows where. */
function explain(error: unknown): string {
  if (error instanceof EnvError) return `环境变量有错，请对照 .env.example 修改：\n${error.message}`
  if (error instanceof MigrationError) return `数据库与程序对不上：${error.message}\n  → 演示数据可以重来：删掉数据目录（默认 .data）再启动。Delete DATA_DIR to start the demo anew.`
  if (error instanceof Problem) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
