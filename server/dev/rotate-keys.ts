import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadOwnEnv } from '../src/env.ts'
import { rotateKeysCommand } from '../src/rotate-keys-command.ts'
import { findPostgres, startPostgres } from './postgres/start-postgres.ts'

/** `npm run keys:rotate`: the database that DATABASE_URL names, else the embedded one, whether the demo runs or not. */
if (existsSync('.env')) process.loadEnvFile('.env')
const env = loadOwnEnv()
const dataDir = join(env.dataDir, 'postgres')
const running = env.databaseUrl ?? (await findPostgres(dataDir))
const started = running === undefined ? await startPostgres({ dataDir }) : undefined
try {
  process.exitCode = await rotateKeysCommand(running ?? started!.url, env, (line) => console.log(line))
} finally {
  await started?.stop()
}
