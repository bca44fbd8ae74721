import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figuresCommand } from '../../../server/src/figures-command.ts'
import { testSchema } from '../../support/cluster.ts'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, OTHER_COMMUNITY, ROAD, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'
import { figuresFrom, readCsv } from './published-rates.ts'

/** A Monday morning with working days before and behind it. */
const START = new Date('2027-03-01T09:00:00+08:00')
const PERIOD = '2027'

let county: WhistleCounty
let worker: Person
let chair: Person
let handler: Person
let street: Person
let officer: Person
let second: Person
let callBack: Person

const setTime = (at: Date) => {
  county.app.kernel.clock.offsetMs = at.getTime() - Date.now()
}
const now = () => county.app.kernel.clock.now()
/** From how many answers on they are told. Settings are read anew with the county's clock, whose moved hands only these tests know. */
async function tellFrom(least: number): Promise<void> {
  const at = now()
  await county.app.kernel.db.sql`insert into settings (key, value) values ('leastTold', ${JSON.stringify(least)}::jsonb) on conflict (key) do update set value = excluded.value`
  await county.app.kernel.refresh()
  setTime(at)
}

beforeAll(async () => {
  county = await startWhistleCounty()
  setTime(START)
  worker = await county.appoint('communityWorker', COMMUNITY)
  chair = await county.chair(county.associationId, { from: new Date(START.getTime() - DAY), to: new Date(START.getTime() + 300 * DAY) })
  handler = await county.handler(county.units.housing)
  street = await county.appoint('streetOfficer', TOWN)
  officer = await county.appoint('countyOfficer', COUNTY)
  second = await county.appoint('countyOfficer', COUNTY)
  callBack = await county.appoint('callBackOfficer', TOWN)
  // What few have answered is told too, until the tests of that.
  await tellFrom(1)
})
afterAll(() => county.close())

const ok = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer
  expect([status, body.error]).toEqual([status < 300 ? status : 200, undefined])
  return body
}
const verb = (person: Person, id: string, name: string, body: object = {}) => ok(county.post(person, `/complaints/${id}/${name}`, body))
const rates = async (query = '', person?: Person) => {
  await county.drain()
  return ok(county.app.request('GET', `/api/v1/statistics/rates?period=${PERIOD}&limit=50&${query}`, person ? { token: person.token } : {}))
}
const lineOf = async (by: string, id: string) => (await rates(`by=${by}`)).items.find((line: { id: string }) => line.id === id)
const csv = async (query = '') => {
  const response = await fetch(`${county.app.url}/api/v1/statistics/rates/cases.csv?period=${PERIOD}${query}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  return response.text()
}

async function filed(reporter?: Person) {
  const person = reporter ?? (await county.person(GRID))
  const { id } = await ok(county.post(person, '/complaints', { ...ROAD, text: `路上有个大坑 ${Math.random()}` }))
  return { id: id as string, reporter: person }
}
const contact = (id: string, isReached = true) => verb(worker, id, 'contact', { channel: 'phone', at: now().toISOString(), isReached })

/** A case of the community, solved and waiting for its answer. */
async function solved({ reporter, isContacted = true }: { reporter?: Person; isContacted?: boolean } = {}) {
  const found = await filed(reporter)
  await verb(worker, found.id, 'accept')
  if (!isContacted) county.app.kernel.clock.offsetMs += 3 * DAY
  await contact(found.id)
  await verb(worker, found.id, 'resolve', { outcome: 'done', account: '填好了', uploadIds: [await county.photo(worker)] })
  return found
}
const answer = (person: Person, id: string, isSolved = true, satisfied = 'very') => verb(person, id, 'confirm', { contacted: true, solved: isSolved, satisfied })

/** A case raised and with the housing office. */
async function dispatched(unitId = county.units.housing) {
  const found = await filed()
  await verb(worker, found.id, 'accept')
  const { demandId } = await verb(worker, found.id, 'raise', { reason: '修不了', nature: 'facility' })
  const demand = await ok(county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: unitId, overrideReason: '归它管' }))
  return { ...found, demandId: demandId as string, leadId: demand.dispatches.at(-1).id as string }
}
async function solvedByUnit(unitId = county.units.housing, by = handler) {
  const found = await dispatched(unitId)
  await ok(county.post(by, `/dispatches/${found.leadId}/accept`))
  await ok(county.post(by, `/dispatches/${found.leadId}/contact`, { channel: 'phone', at: now().toISOString(), isReached: true }))
  await ok(county.post(by, `/dispatches/${found.leadId}/reply`, { outcome: 'solved', account: '修好了', uploadIds: [await county.photo(by)] }))
  await ok(county.post(worker, `/demands/${found.demandId}/verify`, { outcome: 'solved', note: '看过了', uploadIds: [await county.photo(worker)] }))
  return found
}

async function exclude(id: string, { by = worker, reasonCode = 'beyondAuthority', approver = officer } = {}) {
  await county.drain()
  const { approval } = await ok(county.post(by, '/exclusions', { complaintId: id, reasonCode, basis: '省里的规定，县里没有权限' }))
  await ok(county.post(approver, `/approvals/${approval.id}/approve`))
  return (await ok(county.get(approver, `/exclusions?complaintId=${id}`))).items[0]
}

describe('what is counted', () => {
  test('a case belongs to its community, from the raise and dispatch on to the lead unit', async () => {
    const { id } = await filed()
    const before = await lineOf('community', COMMUNITY)
    expect(before.counts).toMatchObject({ cases: 1, contacted: 0, answered: 0 })
    await verb(worker, id, 'accept')
    await contact(id)
    expect((await lineOf('community', COMMUNITY)).counts).toMatchObject({ cases: 1, contacted: 1 })
    const { demandId } = await verb(worker, id, 'raise', { reason: '修不了', nature: 'facility' })
    expect((await lineOf('community', COMMUNITY)).counts.cases).toBe(1)
    const { dispatches } = await ok(county.post(chair, `/demands/${demandId}/dispatch`, { leadUnitId: county.units.housing, overrideReason: '归它管' }))
    expect((await lineOf('community', COMMUNITY)).counts.cases).toBe(0)
    // The unit owes a contact of its own.
    expect((await lineOf('unit', county.units.housing)).counts).toMatchObject({ cases: 1, contacted: 0 })
    const lead = dispatches[0].id
    await ok(county.post(handler, `/dispatches/${lead}/request-return`, { reasonCode: 'notAuthority', basis: '不归我们' }))
    await ok(county.post(chair, `/dispatches/${lead}/decide-return`, { decision: 'approve' }))
    // Handed back: not theirs any more, and the community's again until another unit has it.
    expect(await lineOf('unit', county.units.housing)).toBeUndefined()
    expect((await lineOf('community', COMMUNITY)).counts.cases).toBe(1)
  })

  test('late contact is no response, and a date written in afterwards does not help', async () => {
    const { id } = await filed()
    await verb(worker, id, 'accept')
    const inTime = now().toISOString()
    county.app.kernel.clock.offsetMs += 3 * DAY
    await verb(worker, id, 'contact', { channel: 'phone', at: inTime, isReached: true })
    expect((await lineOf('community', COMMUNITY)).counts).toMatchObject({ cases: 2, contacted: 1 })
  })

  test('the last round counts, the earlier "not solved" stays visible; silence is no answer', async () => {
    const { id, reporter } = await solvedByUnit()
    await answer(reporter, id, false, 'not')
    expect((await lineOf('unit', county.units.housing)).counts).toMatchObject({ answered: 1, solved: 0, satisfied: 0 })
    await verb(reporter, id, 'reopen', { reason: '还是坑' })
    expect((await lineOf('unit', county.units.housing)).counts).toMatchObject({ answered: 0, earlierUnsolved: 1, reopened: 1 })
    await solved()
    await county.advance(8 * DAY)
    expect((await lineOf('community', COMMUNITY)).counts).toMatchObject({ noAnswer: 1, answered: 0 })
  })

  test('one account one answer: of two complaints about one matter the later counts', async () => {
    const reporter = await county.person(GRID)
    const [first, other] = [await filed(reporter), await filed(reporter)]
    await verb(worker, first.id, 'accept')
    await verb(worker, other.id, 'merge', { complaintId: first.id })
    await contact(first.id)
    await verb(worker, first.id, 'resolve', { outcome: 'done', account: '填好了', uploadIds: [await county.photo(worker)] })
    const before = (await lineOf('community', COMMUNITY)).counts
    await answer(reporter, first.id, false, 'not')
    county.app.kernel.clock.offsetMs += HOUR
    await answer(reporter, other.id)
    expect((await lineOf('community', COMMUNITY)).counts).toMatchObject({ answered: before.answered + 1, solved: before.solved + 1, merged: before.merged })
  })
})

describe('an exclusion', () => {
  test('is asked for by the number that stands on a case: found by whoever carries it, by nobody else', async () => {
    const { id, reporter } = await filed()
    await county.drain()
    const { number } = await ok(county.get(reporter, `/complaints/${id}`))
    const find = (person: Person, asked = number) => county.get(person, `/exclusion-cases/${asked}`)
    expect(await ok(find(worker))).toEqual({ complaintId: id, number, categoryLabel: '路面破损' })
    for (const person of [reporter, handler, officer, await county.appoint('communityWorker', OTHER_COMMUNITY)]) expect((await find(person)).status).toBe(404)
    expect((await find(worker, '1234567890')).status).toBe(404)
    expect((await find(worker, 'x')).status).toBe(400)
    expect((await county.app.request('GET', `/api/v1/exclusion-cases/${number}`)).status).toBe(401)
    const raised = await dispatched()
    await county.drain()
    const { number: ofUnit } = await ok(county.get(raised.reporter, `/complaints/${raised.id}`))
    expect((await find(handler, ofUnit)).status).toBe(200)
    expect((await find(worker, ofUnit)).status).toBe(404)
  })

  test('needs somebody outside the measured line, changes the rates but not those with exclusions, and shows beside them', async () => {
    const { id } = await filed()
    const before = await lineOf('community', COMMUNITY)
    const [inLine] = [await county.appoint('countyOfficer', COUNTY)]
    await county.appoint('streetOfficer', TOWN, { person: inLine })
    await county.drain()
    expect((await county.post(await county.person(GRID), '/exclusions', { complaintId: id, reasonCode: 'malicious', basis: '经核实不属实' })).status).toBe(404)
    expect((await county.post(worker, '/exclusions', { complaintId: id, reasonCode: 'unreachable', basis: '联系不上的' })).body.error.code).toBe('ATTEMPTS_MISSING')
    const { approval } = await ok(county.post(worker, '/exclusions', { complaintId: id, reasonCode: 'beyondAuthority', basis: '省里的规定，县里没有权限' }))
    expect((await county.post(inLine, `/approvals/${approval.id}/approve`)).body.error.code).toBe('IN_MEASURED_LINE')
    expect((await county.post(street, `/approvals/${approval.id}/approve`)).status).toBe(404)
    expect((await lineOf('community', COMMUNITY)).counts.excluded).toBe(0)
    await ok(county.post(officer, `/approvals/${approval.id}/approve`))
    const after = await lineOf('community', COMMUNITY)
    expect(after.counts).toMatchObject({ cases: before.counts.cases, excluded: 1, beyondAuthority: 1 })
    expect(after.ratesWithExcluded).toEqual(before.rates)
    expect(after.rates.response).toBeGreaterThan(before.rates.response)
    expect(after.flags).toContain('manyExclusions')
    expect((await county.post(worker, '/exclusions', { complaintId: id, reasonCode: 'malicious', basis: '再申请一次看看' })).body.error.code).toBe('EXCLUDED_ALREADY')
  })

  test('its reporter objects: it counts at once, and another officer decides; silence counts it for good', async () => {
    const { id, reporter } = await filed()
    const { id: exclusionId } = await exclude(id)
    const excluded = async () => (await lineOf('community', COMMUNITY)).counts.excluded
    const count = await excluded()
    expect((await county.post(await county.person(GRID), `/exclusions/${exclusionId}/object`, { reason: '不同意' })).status).toBe(404)
    const own = (await ok(county.get(reporter, '/exclusions'))).items
    expect(own.map((one: any) => [one.id, one.abilities.object])).toEqual([[exclusionId, true]])
    expect((await ok(county.post(reporter, `/exclusions/${exclusionId}/object`, { reason: '路就在村口' }))).state).toBe('objected')
    expect(await excluded()).toBe(count - 1)
    // The reporter was told of it, the county of the objection.
    const titles = async (who: Person) => (await ok(county.get(who, '/inbox'))).items.map(({ title }: { title: string }) => title)
    expect(await titles(reporter)).toContain('这件事不计入三率统计，不同意可以提出异议')
    expect(await titles(second)).toContain('居民不同意把一件事排除在统计之外，请决定')
    expect((await county.post(officer, `/exclusions/${exclusionId}/decide-objection`, { decision: 'uphold', reason: '同前' })).body.error.code).toBe('ANOTHER_OFFICER')
    expect((await county.post(worker, `/exclusions/${exclusionId}/decide-objection`, { decision: 'uphold', reason: '同前' })).status).toBe(403)
    expect((await ok(county.post(second, `/exclusions/${exclusionId}/decide-objection`, { decision: 'uphold', reason: '确实没有权限' }))).state).toBe('upheld')
    expect(await excluded()).toBe(count)
    const other = await filed()
    const { id: otherId } = await exclude(other.id)
    await ok(county.post(other.reporter, `/exclusions/${otherId}/object`, { reason: '不同意' }))
    await county.advance(10 * DAY)
    expect((await ok(county.get(other.reporter, `/exclusions/${otherId}`))).state).toBe('lifted')
    expect(await excluded()).toBe(count)
  })

  test('unreachable: three tries on two days, nobody reached', async () => {
    const { id } = await filed()
    await verb(worker, id, 'accept')
    await contact(id, false)
    await contact(id, false)
    county.app.kernel.clock.offsetMs += DAY
    await contact(id, false)
    expect((await exclude(id, { reasonCode: 'unreachable' })).reason).toBe('unreachable')
  })
})

describe('who reads what', () => {
  test('everybody the figures and the open data, without a person, a text or an answer beside its case', async () => {
    const { id, reporter } = await solved()
    await answer(reporter, id, false, 'not')
    await county.drain()
    const [row] = await county.app.kernel.db.sql`select number from complaints where id = ${id}`
    const text = await csv()
    const line = text.split('\r\n').find((one) => one.includes(row!.number))!
    const published = readCsv(text).find(({ number }) => number === row!.number)!
    expect(published).toMatchObject({ record: 'case', state: 'closed', isSolved: '', satisfied: '', what: '' })
    for (const secret of [id, reporter.id, '大坑', GRID]) expect(line).not.toContain(secret)
    expect((await rates()).total.counts.answered).toBeGreaterThan(0)
    // Who worked on it reads totals only.
    expect((await ok(county.get(worker, `/complaints/${id}`))).confirmation ?? null).toBeNull()
  })

  test('a case that was told in confidence has no number', async () => {
    const person = await county.person(GRID)
    const { id } = await ok(county.post(person, '/complaints', { ...ROAD, isConfidential: true }))
    await county.drain()
    const [row] = await county.app.kernel.db.sql`select c.number, r.number as shown from complaints c join rate_cases r on r.complaint_id = c.id where c.id = ${id}`
    expect(row!.shown).toBeNull()
    expect(await csv()).not.toContain(row!.number)
  })

  test('periods and places that are not counted are refused', async () => {
    const code = async (path: string) => {
      const { status, body } = await county.app.request('GET', `/api/v1/statistics/${path}`)
      return [status, body.error.code]
    }
    expect(await code('rates?period=2027-13')).toEqual([400, 'MALFORMED'])
    expect(await code(`rates?areaCode=${GRID}`)).toEqual([422, 'AREA_NOT_COUNTED'])
    expect(await code('rates?cursor=bm9ib2R5')).toEqual([400, 'MALFORMED'])
  })
})

describe('published', () => {
  test('under ten answers there is no score and no rank; from ten on both, and the weights are the settings\'', async () => {
    expect(await lineOf('community', COMMUNITY)).toMatchObject({ score: null, rank: null })
    for (let i = 0; i < 10; i++) {
      const { id, reporter } = await solved()
      await answer(i < 3 ? callBack : reporter, id, i % 4 > 0, i % 3 > 0 ? 'very' : 'not')
    }
    const line = await lineOf('community', COMMUNITY)
    expect(line).toMatchObject({ rank: 1 })
    expect(line.counts.callBack).toBe(3)
    const administrator = await county.appoint('administrator', COUNTY)
    const put = (values: object) => county.app.request('PUT', '/api/v1/settings', { token: administrator.token, body: { values } })
    expect((await put({ rateWeights: { response: 30, solution: 35, satisfaction: 34 } })).status).toBe(400)
    expect((await put({ rateWeights: { response: 100, solution: 0, satisfaction: 0 } })).status).toBe(200)
    expect((await lineOf('community', COMMUNITY)).score).toBe(line.rates.response)
    await put({ rateWeights: null })
    expect((await lineOf('community', COMMUNITY)).score).toBe(line.score)
  })

  test('from the CSV alone a reader counts the same figures, for every carrier, the area and each of its parts', async () => {
    const rows = readCsv(await csv())
    for (const by of ['unit', 'community', 'town']) {
      const { items, weights } = await rates(`by=${by}`)
      expect(items.length).toBeGreaterThan(0)
      for (const { rates: shown, ratesWithExcluded, score, counts, id } of items)
        expect(figuresFrom(rows, (row) => row.carrierKind === by && row.carrierId === id, weights), `${by} ${id}`).toEqual({ rates: shown, ratesWithExcluded, score, counts })
    }
    for (const areaCode of [COUNTY, TOWN, COMMUNITY, OTHER_COMMUNITY]) {
      const { total, weights } = await rates(`areaCode=${areaCode}`)
      const { flags, ...published } = total
      expect(Array.isArray(flags)).toBe(true)
      expect(figuresFrom(rows, ({ placeCode }) => placeCode!.startsWith(areaCode), weights)).toEqual(published)
      const overview = await ok(county.app.request('GET', `/api/v1/statistics/overview?from=2027-01&to=2027-12&areaCode=${areaCode}`))
      expect(overview.rates).toEqual(total)
    }
  })

  test('JSON says the same as CSV; a quarter and a year have all months', async () => {
    const json = await ok(county.app.request('GET', `/api/v1/statistics/rates/cases.json?period=${PERIOD}`))
    const rows = readCsv(await csv())
    expect(json.cases.map(({ number }: { number: string | null }) => number ?? '')).toEqual(rows.filter(({ record }) => record === 'case').map(({ number }) => number))
    expect(json.answers).toHaveLength(rows.filter(({ record }) => record === 'answer').length)
    const total = async (period: string) => (await ok(county.app.request('GET', `/api/v1/statistics/rates?period=${period}`))).total.counts.cases
    const sum = async (periods: string[]) => (await Promise.all(periods.map(total))).reduce((all, count) => all + count)
    expect(await total('2027-03')).toBeGreaterThan(0)
    expect(await total('2027-Q1')).toBe(await sum(['2027-01', '2027-02', '2027-03']))
    expect(await total('2027')).toBe(await sum(['2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4']))
  })
})

describe('what few have answered', () => {
  test('is told nobody, in figures and open data, until there are three; the county counts it all the same', async () => {
    await tellFrom(3)
    const unit = county.units.enforcement
    const by = await county.handler(unit)
    const untold = { answered: null, solved: null, satisfied: null, callBack: null }
    const answeredRows = async () => readCsv(await csv()).filter(({ record, what }) => record === 'answer' && what === 'answered')
    for (const nth of [1, 2, 3]) {
      const { id, reporter } = await solvedByUnit(unit, by)
      await answer(reporter, id, nth > 1, nth > 1 ? 'very' : 'not')
      const line = await lineOf('unit', unit)
      const rows = await answeredRows()
      const own = rows.filter(({ carrierId }) => carrierId === unit)
      if (nth < 3) {
        expect(line.counts).toMatchObject({ cases: nth, contacted: nth, ...untold })
        expect(line.rates).toMatchObject({ solution: null, satisfaction: null, answer: null })
        expect(own).toEqual([])
      } else {
        expect(line.counts).toMatchObject({ answered: 3, solved: 2, satisfied: 2 })
        expect(line.rates.solution).toBe(66.7)
        expect(own).toHaveLength(3)
      }
      // With the carrier or with the place, never with both; every answer stands once in each list.
      expect(rows.filter(({ carrierId, placeCode }) => carrierId !== '' && placeCode !== '')).toEqual([])
      const [carriers, places] = ['carrier', 'place'].map((scope) => rows.filter((row) => row.scope === scope))
      expect(carriers).toHaveLength(places!.length)
      const { total, weights } = await rates(`areaCode=${COUNTY}`)
      const { flags, ...published } = total
      expect(Array.isArray(flags)).toBe(true)
      expect(figuresFrom(readCsv(await csv()), ({ placeCode }) => placeCode!.startsWith(COUNTY), weights)).toEqual(published)
    }
    await tellFrom(1)
  })
})

describe('counted anew', () => {
  const check = async (...args: string[]) => {
    const lines: string[] = []
    return { code: await figuresCommand(county.app.databaseUrl, { schema: testSchema }, args, (line) => lines.push(line)), lines }
  }

  test('all of this is what a count of the cases themselves gives; what was changed by hand is named and put right', async () => {
    await county.drain()
    expect(await check()).toMatchObject({ code: 0 })
    await county.app.kernel.db.sql`update rate_figures set solved = solved + 2 where scope_kind = 'community' and scope_id = ${COMMUNITY} and month = '2027-03-01'`
    const [row] = await county.app.kernel.db.sql`update rate_cases set is_contacted = not is_contacted where complaint_id = (select max(complaint_id::text)::uuid from rate_cases) returning complaint_id as id`
    const found = await check()
    expect(found.code).toBe(1)
    expect(found.lines).toContain(`  community/${COMMUNITY}/2027-03-01 solved 多了 2`)
    expect(found.lines.some((line) => line.includes(`case/${row!.id}`))).toBe(true)
    expect((await check('repair')).code).toBe(0)
    expect((await check()).code).toBe(0)
  })

  test('events that come twice add nothing', async () => {
    const before = await rates('by=community')
    await county.app.kernel.db.sql`delete from event_deliveries where subscriber = 'statistics.countCases'`
    await county.app.kernel.db.sql`update outbox set relayed_at = null where kind in ('complaint.confirmed', 'complaint.submitted', 'dispatch.contacted', 'exclusion.excluded')`
    expect(await rates('by=community')).toEqual(before)
    expect((await check()).code).toBe(0)
  })

  test('other working hours move due times, and the cases with them', async () => {
    await filed()
    await county.drain()
    const administrator = await county.appoint('administrator', COUNTY)
    const workday = [['10:00', '16:00']]
    const { status } = await county.app.request('PUT', '/api/v1/settings', { token: administrator.token, body: { values: { workingHours: { week: [[], workday, workday, workday, workday, workday, []], workday } } } })
    expect(status).toBe(200)
    expect((await check()).code).toBe(1)
    await county.drain()
    expect(await check()).toMatchObject({ code: 0 })
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
