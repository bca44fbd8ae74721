import type { DemandItem } from '@huying/shared/demand/contract'
import { DAY_MS, dayOf, startOfDay } from '@huying/shared/kernel/calendar-day'
import type { Page } from '@huying/shared/kernel/page'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type RunningDemo } from '../../support/demo.ts'

let demo: RunningDemo
beforeAll(async () => { demo = await startDemo() }, 180_000)
afterAll(() => demo.close())

it.each([['chair', 4], ['other-chair', 1]] as const)('the %s has demands to dispatch all through the first day, its evening too', async (persona, least) => {
  const [{ last }] = await demo.server.kernel.db.sql<[{ last: Date }]>`select max(created_at) as last from demands`
  const midnight = startOfDay(dayOf(last.getTime())) + DAY_MS
  const token = await demo.logInAs(persona)
  const { items } = (await demo.request('GET', '/api/v1/demands?queue=owner&limit=50', { token })).body as Page<DemandItem>
  const own = items.filter(({ state, level, abilities }) => state === 'pending' && level === 0 && abilities.dispatch === true)
  const lasting = own.filter(({ clocks }) => clocks.some(({ kind, state, dueAt }) => kind === 'assign' && state === 'running' && Date.parse(dueAt) > midnight))
  expect(lasting.length).toBeGreaterThanOrEqual(least)
  const { body } = await demo.request('GET', `/api/v1/demands/${lasting[0]!.id}/suggestion`, { token })
  expect(body.rule).not.toBeNull()
})
