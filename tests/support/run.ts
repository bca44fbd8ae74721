import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildMiniapp, type MiniappTarget } from '../../server/dev/miniapp-build.ts'
import { findMissingPrograms } from './programs.ts'
import type { Tally } from './tally-reporter.ts'

/** What `npm test` runs: is everything there, builds, types, lint, all tests. The last line is `N passed, N failed`. */
const root = fileURLToPath(new URL('../../', import.meta.url))
const args = process.argv.slice(2)
const isDeep = args.includes('--deep')
const filters = args.filter((arg) => arg !== '--deep')
const tally: Tally = { passed: 0, failed: 0, skipped: 0 }

const missing = findMissingPrograms()
if (missing.length > 0) {
  console.log(missing.join('\n'))
  tally.failed += missing.length
} else {
  await checkBuildsAndCode()
  await runVitest(isDeep ? ['--project', 'deep', ...filters] : filters)
}
if (tally.skipped > 0) console.log(`${tally.skipped} skipped`)
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
console.log(`${tally.passed} passed, ${tally.failed} failed`)

/** Deep tests and hand-picked ones do without. */
async function checkBuildsAndCode(): Promise<void> {
  if (isDeep || filters.length > 0) return
  for (const target of ['weapp', 'h5'] as const) await check(`build ${target}`, () => build(target))
  await check('types', () => npm('types'))
  await check('lint', () => npm('lint'))
}

/** One thing that passes or fails as a whole. */
async function check(name: string, work: () => Promise<string | undefined>): Promise<void> {
  const began = Date.now()
  const fault = await work().catch((error: unknown) => String(error))
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(fault === undefined ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)\n${fault}`)
  tally[fault === undefined ? 'passed' : 'failed'] += 1
}

async function build(target: MiniappTarget): Promise<undefined> {
  await buildMiniapp(target).done
}

async function npm(script: string): Promise<string | undefined> {
  const code = await run('npm', ['run', '--silent', script])
  return code === 0 ? undefined : `npm run ${script} ended with ${code}`
}

async function runVitest(filtersAndOptions: string[]): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'huying-tally-'))
  const file = join(place, 'tally.json')
  const reporters = ['--reporter=default', '--reporter=tests/support/tally-reporter.ts']
  const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filtersAndOptions], {
    HUYING_TALLY: file,
    ...(isDeep ? { HUYING_DEEP: '1' } : {}),
  })
  const none: Tally = { passed: 0, failed: 0, skipped: 0 }
  const counted = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Tally, () => none)
  await rm(place, { recursive: true })
  tally.passed += counted.passed
  tally.skipped += counted.skipped
  // Vitest may fail with no failed test to show for it, as when its set-up breaks.
  tally.failed += code !== 0 ? Math.max(counted.failed, 1) : counted.failed
}

/** Runs to the end with our own output; answers the exit code. */
function run(command: string, commandArgs: string[], extraEnv: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...extraEnv },
      shell: process.platform === 'win32' && command === 'npm',
    })
    child.once('error', reject).once('exit', (code, signal) => {
      if (signal) console.log(`${command} ${commandArgs[0] ?? ''} was ended by ${signal}`)
      resolve(code ?? 1)
    })
  })
}
