import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findMissing } from './requirements.mjs'

const missing = findMissing()
if (missing.length > 0) {
  console.error(missing.join('\n'))
  process.exit(1)
}
const root = fileURLToPath(new URL('../../', import.meta.url))
process.chdir(root)
// Variables already set win over the file.
if (existsSync('.env')) process.loadEnvFile('.env')

if (process.argv.includes('--watch')) watch()
else {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./start.ts')
}

/** tsx restarts the program when a file that it imports, or a migration, has changed. */
function watch() {
  const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))
  const child = spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', '--include', 'migrations/*.sql', 'server/dev/start.ts'], { stdio: 'inherit' })
  // Ctrl-C reaches the child by itself; we only stay until it has gone.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.once('exit', (code) => process.exit(code ?? 0))
}
