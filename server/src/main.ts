import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { checkConnections } from './connections.ts'
import { EnvError, loadOwnEnv, type Env } from './env.ts'
import { historyCommand } from './history-command.ts'
import { createLogger, type Logger } from './kernel/logger.ts'
import { checkMigrated, migrate, MigrationError } from './kernel/migrate.ts'
import { openServer } from './open-server.ts'
import { rotateKeysCommand } from './rotate-keys-command.ts'

/**
 * The production process, bundled as server/dist/main.js: `node main.js` serves by ROLE until SIGTERM,
 * `node main.js migrate` brings the database forward, `node main.js history-check` proves its history,
 * `node main.js rotate-keys` seals personal data under the first key of PII_KEYS; these end by themselves.
 */
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const migrations = beside('./migrations')
const STOP_WITHIN_MS = 25_000
/** Longer than a reverse proxy keeps an idle connection, so that it never writes into one that we are closing. */
const KEEP_ALIVE_MS = 65_000

try {
  const env = loadOwnEnv()
  if (!env.isProduction) throw new EnvError(['NODE_ENV: this program is production\'s; a demo starts with npm start'])
  if (process.argv[2] === 'migrate') await bringForward(env)
  else if (process.argv[2] === 'history-check') process.exitCode = await historyCommand(env.databaseUrl!, env, process.argv.slice(3), (line) => console.log(line))
  else if (process.argv[2] === 'rotate-keys') process.exitCode = await rotateKeysCommand(env.databaseUrl!, env, (line) => console.log(line))
  else await serve(env)
} catch (error) {
  const isTheirs = error instanceof EnvError || error instanceof MigrationError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(isTheirs ? (error as Error).message : error)
  process.exit(1)
}

async function bringForward({ databaseUrl, schema }: Env): Promise<void> {
  const applied = await migrate(databaseUrl!, { schema, directory: migrations })
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to apply.')
}

async function serve(env: Env): Promise<void> {
  const databaseUrl = env.databaseUrl!
  const log = createLogger({ level: env.logLevel, base: { instanceId: env.instanceId, county: env.county, role: env.role } })
  await checkMigrated(databaseUrl, { schema: env.schema, directory: migrations })
  await checkConnections(databaseUrl, env)
  const h5 = beside('./h5')
  const server = await openServer(env, { databaseUrl, log, ...(existsSync(h5) && { h5 }) })

  const doors = [await listen(env.metricsPort!, server.operations)]
  if (server.listener) {
    const door = await listen(env.port, server.listener)
    door.on('upgrade', server.upgrade!)
    doors.push(door)
  }
  log.info({ port: server.listener ? env.port : undefined, metricsPort: env.metricsPort }, 'started')
  endInOrder(log, async () => {
    server.retire()
    const closed = doors.map(close)
    await server.close()
    await Promise.all(closed)
  })
}

function listen(port: number, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const door = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener)
    door.once('error', reject).listen(port, () => resolve(door))
  })
}

/** Takes no new requests; those under way get their answers. */
const close = (door: Server): Promise<void> =>
  new Promise((resolve) => {
    door.close(() => resolve())
    door.closeIdleConnections()
  })

/** At SIGTERM or Ctrl-C: what runs comes to its end, nothing new begins. What takes too long is cut off, and found again at the next start. */
function endInOrder(log: Logger, stop: () => Promise<void>): void {
  let isStopping = false
  const onSignal = (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error({}, 'stopped by force')
      process.exit(1)
    }, STOP_WITHIN_MS).unref()
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught')
    process.exit(1)
  })
}
