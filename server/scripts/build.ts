import { cp, mkdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * `npm run build`: server/dist (or the directory named) with everything production needs beside its npm packages:
 * main.js, the migrations, and the browser build where `npm run build:h5` made one.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const out = resolve(root, process.argv[2] ?? 'server/dist')

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
await build({
  absWorkingDir: root,
  entryPoints: { main: 'server/src/main.ts' },
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  sourcemap: true,
  // The native one brings a binary of its own, the others load files beside their code.
  external: ['sharp', 'graphile-worker', 'pg', 'pino', 'prom-client'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
})
await cp(`${root}migrations`, `${out}/migrations`, { recursive: true })
const h5 = `${root}miniapp/dist/h5`
if (existsSync(h5)) await cp(h5, `${out}/h5`, { recursive: true })
console.log(`${relative(root, out)}/main.js is built${existsSync(h5) ? ', with the browser build' : '; no browser build yet: npm run build:h5'}`)
