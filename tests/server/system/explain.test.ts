import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadOfficialCalendar } from '../../../server/dev/county/official-calendar.ts'
import { startApp, type RunningApp } from '../../support/app.ts'
import { testSchema } from '../../support/cluster.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const explain = (from: string, limit: string) => app.request('GET', `/api/v1/calendars/explain?from=${encodeURIComponent(from)}&limit=${limit}`)

test('with the official calendar loaded, twice, 7 working days over the holidays of autumn 2026 end on Mon 12 Oct 18:00', async () => {
  const before = await explain('2026-09-24T16:20:00+08:00', '7wd')
  expect(before.body.isProvisional).toBe(true)
  await loadOfficialCalendar(app.databaseUrl, testSchema)
  await loadOfficialCalendar(app.databaseUrl, testSchema)
  await app.kernel.refresh()
  const { status, body } = await explain('2026-09-24T16:20:00+08:00', '7wd')
  expect([status, body.dueAt, body.isProvisional]).toEqual([200, '2026-10-12T10:00:00.000Z', false])
  expect(body.days.filter((day: { counts: boolean }) => day.counts)).toHaveLength(7)
  expect(body.sentence).toContain('调休')
})

test('a date no calendar covers is 422, not a fault of ours', async () => {
  const answers = [await explain('1800-01-01T00:00:00Z', '7wd'), await explain('2069-12-30T00:00:00Z', '900wd')]
  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([[422, 'DATE_OUT_OF_RANGE'], [422, 'DATE_OUT_OF_RANGE']])
  expect(app.faults).toEqual([])
})
