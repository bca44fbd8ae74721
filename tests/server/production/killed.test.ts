import { afterAll, beforeAll, test } from 'vitest'
import { modulesOf } from '../../../server/src/modules/index.ts'
import { buildBundle } from '../../support/production.ts'
import { raiseStorm, type Storm } from '../../support/storm.ts'

const minute = 60_000
let storm: Storm

beforeAll(async () => {
  storm = await raiseStorm(await buildBundle(), 100)
}, 3 * minute)
afterAll(() => storm.close())

test('killed in the middle of 100 claims and 100 dispatches, the next process loses nothing and does nothing twice', async () => {
  await storm.rage(60)
  await storm.calm()
  await storm.checkAll(modulesOf({} as never))
}, 5 * minute)
