import { unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { XLSX } from '@huying/shared/booking/staff-contract.ts'
import { COMMUNITY } from '../../factories/whistle-county.ts'
import { DAY, HOUR, MINUTE, MONDAY, startBookingCounty, type BookingCounty } from './booking-county.ts'

let county: BookingCounty
beforeAll(async () => {
  county = await startBookingCounty()
})
beforeEach(() => county.setTime(MONDAY))
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.close()
})

test('the day sheet names who comes, masked; the week has seven days; both are for the desk and who oversees it', async () => {
  const service = await county.service({ seats: 3 })
  const [today, tomorrow] = [await county.session(service, 2 * HOUR), await county.session(service, DAY)]
  const [a, b] = [await county.resident(), await county.resident()]
  const first = await county.booked(a, today, { note: '带轮椅' })
  await county.booked(county.staff, today, { onBehalfOf: { name: '李秀英', phone: '13900000003', authority: '电话委托' } })
  const gone = await county.booked(b, today)
  await county.post(b, `/bookings/${gone.id}/cancel`)
  const sheet = await county.ok(county.get(county.staff, `/places/${county.place}/day-sheet`))
  expect(sheet).toMatchObject({ day: '2027-03-01', place: '东岗党群服务中心', sessions: [{ id: today, seats: 3, taken: 2, waiting: 0, state: 'open' }] })
  expect(sheet.sessions[0].bookings).toMatchObject([
    { id: first.id, who: '王*', note: '带轮椅', state: 'booked', abilities: { 'check-in': { code: 'CHECK_IN_EARLY' }, cancel: true } }, { who: '李*', state: 'booked' },
  ])
  const week = await county.ok(county.get(await county.appoint('communityWorker', COMMUNITY), `/places/${county.place}/week?day=2027-03-07`))
  expect(week.days.map(({ day, sessions }: { day: string; sessions: { id: string }[] }) => [day, sessions.map(({ id }) => id)])).toEqual([
    ['2027-03-01', [today]], ['2027-03-02', [tomorrow]], ...[3, 4, 5, 6, 7].map((day) => [`2027-03-0${day}`, []]),
  ])
  for (const path of ['day-sheet', 'week', 'occupancy?from=2027-03-01&to=2027-03-01'])
    for (const person of [a, county.otherStaff]) expect(await county.refused(county.get(person, `/places/${county.place}/${path}`))).toBe('403 FORBIDDEN')
})

test('the figures count what was offered and what became of it', async () => {
  const service = await county.service({ seats: 4, name: '健身房' })
  const session = await county.session(service, 10 * DAY)
  const off = await county.session(service, 11 * DAY)
  const people = await Promise.all(Array.from({ length: 3 }, () => county.resident()))
  const ids: string[] = []
  for (const person of people) ids.push((await county.booked(person, session)).id)
  await county.ok(county.post(people[2]!, `/bookings/${ids[2]}/cancel`))
  await county.ok(county.post(county.staff, `/sessions/${off}/close`, { reason: '检修' }))
  await county.advance(10 * DAY)
  await county.ok(county.post(county.staff, `/bookings/${ids[0]}/check-in`))
  await county.ok(county.post(county.staff, `/sessions/${session}/walk-ins`))
  await county.advance(90 * MINUTE)
  const figures = await county.ok(county.get(county.staff, `/places/${county.place}/occupancy?from=2027-03-11&to=2027-03-12`))
  const expected = { sessions: 2, closed: 1, seats: 4, booked: 3, came: 2, noShow: 1, cancelled: 1, walkIns: 1, occupancy: 0.75 }
  expect(figures).toEqual({ total: expected, services: [{ ...expected, id: service, name: '健身房' }] })
  expect((await county.ok(county.get(county.staff, `/places/${county.place}/occupancy?from=2027-02-01&to=2027-02-02`))).total.occupancy).toBeNull()
  expect(await county.refused(county.get(county.staff, `/places/${county.place}/occupancy?from=2026-01-01&to=2027-02-02`))).toBe('422 PERIOD_TOO_LONG')
})

/** An Excel file as a program sees it: every cell's text, and the raw sheet. */
function opened(bytes: Uint8Array): { texts: string[]; sheet: string } {
  const files = unzipSync(bytes)
  const xml = (name: string) => new TextDecoder().decode(files[name])
  const texts = [...xml('xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text!.replaceAll('&apos;', "'").replaceAll('&#39;', "'"))
  return { texts, sheet: xml('xl/worksheets/sheet1.xml') }
}

test('day and week come as Excel files: names masked as on the screen, and no words are ever a formula', async () => {
  const service = await county.service({ seats: 3, name: '=1+1' })
  const session = await county.session(service, 2 * HOUR)
  await county.booked(await county.resident(), session, { note: '=HYPERLINK("http://example.com","点我")' })
  await county.booked(county.staff, session, { onBehalfOf: { name: '李秀英', phone: '13900000003', authority: '电话委托' } })
  const fetchFile = (path: string, { token } = county.staff) => fetch(`${county.app.url}/api/v1/places/${county.place}/${path}`, { headers: { authorization: `Bearer ${token}` } })
  const day = await fetchFile('day-sheet/file?day=2027-03-01')
  expect([day.status, day.headers.get('content-type'), day.headers.get('content-disposition')]).toEqual([200, XLSX, 'attachment; filename="day-2027-03-01.xlsx"'])
  const { texts, sheet } = opened(new Uint8Array(await day.arrayBuffer()))
  expect(texts).toEqual(expect.arrayContaining(['东岗党群服务中心 2027-03-01 周一 到场名单', '11:00–12:00', "'=1+1", '王*', '李*', '约好了']))
  expect(texts.filter((text) => text.startsWith("'=HYPERLINK"))).toHaveLength(1)
  expect(texts.filter((text) => /^[=+@-]/.test(text))).toEqual([])
  expect(texts.join()).not.toMatch(/李秀英|13900000003/)
  expect(sheet).not.toContain('<f>')
  const week = opened(new Uint8Array(await (await fetchFile('week/file?day=2027-03-07')).arrayBuffer()))
  expect(week.texts).toEqual(expect.arrayContaining(['东岗党群服务中心 2027-03-01 周一起一周的场次', '2027-03-01 周一', "'=1+1", '可以预约']))
  for (const path of ['day-sheet/file', 'week/file'])
    for (const person of [await county.resident(), county.otherStaff]) expect((await fetchFile(path, person)).status).toBe(403)
})

test('a week goes over the end of the year, and 29 February has its sheet', async () => {
  county.setTime('2026-12-31T09:00:00+08:00')
  const service = await county.service({ seats: 3, name: '守岁' })
  const [eve, newYear] = [await county.session(service, 14 * HOUR, { minutes: 120 }), await county.session(service, DAY)]
  const { days } = await county.ok(county.get(county.staff, `/places/${county.place}/week?day=2027-01-01`))
  expect([days[0].day, days[6].day]).toEqual(['2026-12-28', '2027-01-03'])
  expect(days.flatMap(({ day, sessions }: { day: string; sessions: { id: string }[] }) => sessions.map(({ id }) => [day, id]))).toEqual([['2026-12-31', eve], ['2027-01-01', newYear]])
  // It ends at one in the morning of the new year, and stays on the sheet of the day on which it began.
  expect((await county.ok(county.get(county.staff, `/places/${county.place}/day-sheet?day=2026-12-31`))).sessions.map(({ id }: { id: string }) => id)).toEqual([eve])
  county.setTime('2028-02-28T09:00:00+08:00')
  const leap = await county.session(service, DAY)
  const weekly = await county.booked(await county.resident(), leap, { repeatWeeks: 1 })
  expect(weekly.series.clashes).toMatchObject([{ code: 'NOT_FOUND', startsAt: '2028-03-07T01:00:00.000Z' }])
  expect(await county.ok(county.get(county.staff, `/places/${county.place}/day-sheet?day=2028-02-29`))).toMatchObject({ day: '2028-02-29', sessions: [{ id: leap, taken: 1 }] })
  expect((await county.get(county.staff, `/places/${county.place}/day-sheet?day=2027-02-29`)).status).toBe(400)
})
