import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Below node_modules, so that what is not bundled is found. */
const cache = fileURLToPath(new URL('../../../node_modules/.cache/huying/', import.meta.url))

/**
 * The county's threads as plain JavaScript: one quick bundling instead of a TypeScript loader, with its compiler
 * process, in each of them. Gives `work` the directory and clears it away.
 */
export async function withBundle<T>(work: (directory: string) => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true })
  const directory = await mkdtemp(`${cache}county-`)
  try {
    await build({
      absWorkingDir: here,
      entryPoints: (await readdir(here)).filter((name) => name.endsWith('-worker.ts')),
      outdir: directory,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      external: ['sharp', 'graphile-worker', 'pg', 'pino', 'prom-client', 'ioredis'],
      // Files beside the sources stay where they are.
      define: { 'import.meta.url': JSON.stringify(import.meta.url) },
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
      logLevel: 'warning',
    })
    return await work(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
