import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, OTHER_COMMUNITY, startWhistleCounty, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'
import type { Answered } from '../../support/app.ts'

let county: WhistleCounty
let a: Person
let worker: Person
let elsewhere: Person
let appointmentId: string
beforeAll(async () => {
  county = await startWhistleCounty()
  a = await county.appoint('gridLeader', GRID, { post: 'A' })
  await county.appoint('gridLeader', GRID, { post: 'B' })
  worker = await county.appoint('communityWorker', COMMUNITY)
  elsewhere = await county.appoint('communityWorker', OTHER_COMMUNITY)
  appointmentId = (await county.get(a, '/me')).body.appointments[0].id
})
afterAll(() => county.close())

const at = (ms: number) => new Date(county.app.kernel.clock.now().getTime() + ms).toISOString()
const away = (by: Person, body: object) => county.post(by, '/absences', { appointmentId, reason: '外出培训', ...body })
const codeOf = ({ status, body }: Answered) => [status, body.error?.code]
const onDuty = async (): Promise<string> => (await county.app.request('GET', `/api/v1/areas/${GRID}/duty`)).body.post

describe('an absence', () => {
  test('hands the duty to B and back again when it is over, and stands in the history', async () => {
    const { status, body } = await away(a, { to: at(2 * DAY) })
    expect([status, body.isNow, body.name, await onDuty()]).toEqual([201, true, '刘*平', '片长 B岗'])
    const back = await county.post(worker, `/absences/${body.id}/end`)
    expect([back.status, back.body.isNow, await onDuty()]).toEqual([200, false, '片长 A岗'])
    expect(codeOf(await county.post(worker, `/absences/${body.id}/end`))).toEqual([409, 'ALREADY_OVER'])
    const entries = await county.app.kernel.db.sql`select action, role from history where subject_id = ${appointmentId} order by seq`
    expect(entries.map(({ action, role }) => `${action} ${role}`)).toEqual(['report_absence gridLeader', 'end_absence communityWorker'])
  })

  test('can be told ahead and called off', async () => {
    const { body } = await away(worker, { from: at(3 * DAY), to: at(5 * DAY) })
    expect([body.isNow, await onDuty()]).toEqual([false, '片长 A岗'])
    expect((await county.post(a, `/absences/${body.id}/end`)).body.to).toBe(body.from)
    expect((await away(a, { from: at(3 * DAY), to: at(4 * DAY) })).status).toBe(201)
  })

  test('does not overlap another, also when five are told at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => away(a, { from: at(10 * DAY), to: at(11 * DAY) })))
    expect(answers.map(codeOf).filter(([status]) => status === 201)).toHaveLength(1)
    expect(answers.map(codeOf).filter(([, code]) => code === 'ABSENCE_OVERLAPS')).toHaveLength(4)
  })

  test('is listed for the holder and the desks above, and for nobody else', async () => {
    const count = async (person: Person) => (await county.get(person, '/absences')).body.items.length
    const all = await count(a)
    expect(all).toBeGreaterThan(2)
    expect([await count(worker), await count(elsewhere), await count(await county.person(GRID))]).toEqual([all, 0, 0])
    expect((await county.get(worker, `/absences?scopeId=${COMMUNITY}`)).body.items).toEqual([])
  })
})

test('refusals: a stranger, another community, an office without duty, the past, and a period that ends before it begins', async () => {
  const own = (await county.get(worker, '/me')).body.appointments[0].id
  const administrator = await county.appoint('administrator', COUNTY)
  const answers = [
    await away(await county.person(GRID), { to: at(DAY) }),
    await away(elsewhere, { to: at(DAY) }),
    await away(await county.appoint('auditor', COUNTY), { to: at(DAY) }),
    await away(administrator, { appointmentId: own, to: at(DAY) }),
    await away(a, { from: at(-2 * DAY), to: at(HOUR) }),
    await away(a, { from: at(30 * DAY), to: at(29 * DAY) }),
    await away(a, { to: at(DAY), reason: '' }),
  ]
  expect(answers.map(codeOf)).toEqual([
    [404, 'NOT_FOUND'], [404, 'NOT_FOUND'], [403, 'FORBIDDEN'], [422, 'NO_DUTY'], [422, 'ABSENCE_WRONG'], [422, 'ABSENCE_WRONG'], [400, 'MALFORMED'],
  ])
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
