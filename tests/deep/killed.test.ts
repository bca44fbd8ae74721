import { afterAll, beforeAll, test } from 'vitest'
import { modulesOf } from '../../server/src/modules/index.ts'
import { buildBundle } from '../support/production.ts'
import { raiseStorm, type Storm } from '../support/storm.ts'

let storm: Storm

beforeAll(async () => {
  storm = await raiseStorm(await buildBundle(), 1_000)
})
afterAll(() => storm.close())

test('killed again and again in the middle of 1,000 claims and 1,000 dispatches, the last process loses nothing and does nothing twice', async () => {
  for (const killAfter of [1, 50, 300, 500]) await storm.rage(killAfter)
  await storm.calm()
  await storm.checkAll(modulesOf({} as never))
})
