import { findMissing } from '../../server/dev/requirements.mjs'

const missing = findMissing()
if (missing.length > 0) {
  console.log(missing.join('\n'))
  console.log(`0 passed, ${missing.length} failed`)
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
await import('./run.ts')
