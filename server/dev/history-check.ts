import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { historyCommand } from '../src/history-command.ts'
import { loadOwnEnv } from '../src/env.ts'
import { findPostgres, startPostgres } from './postgres/start-postgres.ts'

/** `npm run history:check`: the database that DATABASE_URL names, else the embedded one, whether the demo runs or not. */
if (existsSync('.env')) process.loadEnvFile('.env')
const env = loadOwnEnv()
const print = (line: string) => console.log(line)
const dataDir = join(env.dataDir, 'postgres')
const running = env.databaseUrl ?? (await findPostgres(dataDir))
const started = running === undefined ? await startPostgres({ dataDir }) : undefined
try {
  process.exitCode = await historyCommand(running ?? started!.url, env, process.argv.slice(2), print)
} finally {
  await started?.stop()
}
