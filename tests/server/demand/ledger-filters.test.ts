import { MOST_FILTERS, XLSX } from '@huying/shared/demand/ledger-contract.ts'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, DAY, OTHER_COMMUNITY, POINT, startWhistleCounty, TOWN, type Person, type WhistleCounty } from '../../factories/whistle-county.ts'

let county: WhistleCounty
let worker: Person
let otherWorker: Person
let street: Person
let chair: Person
let housing: Person
let enforcement: Person
const entries: Record<'lamp' | 'manhole' | 'formula' | 'elsewhere', { id: string; number: string }> = {} as never

beforeAll(async () => {
  county = await startWhistleCounty()
  worker = await county.appoint('communityWorker', COMMUNITY)
  otherWorker = await county.appoint('communityWorker', OTHER_COMMUNITY)
  street = await county.appoint('streetOfficer', TOWN)
  const now = county.app.kernel.clock.now().getTime()
  chair = await county.chair(county.associationId, { from: new Date(now - DAY), to: new Date(now + 400 * DAY) })
  housing = await county.handler(county.units.housing)
  enforcement = await county.handler(county.units.enforcement)
  const open = async (who: Person, body: object) => (await county.post(who, '/demands', { category: 'road-damage', nature: 'facility', reason: '社区修不了', areaCode: COMMUNITY, ...body })).body
  entries.lamp = await open(worker, { text: '桥头的路灯不亮，打电话 13812345678 找老李', category: 'road-damage' })
  entries.manhole = await open(worker, { text: '井盖翘起来了', category: 'road-manhole', nature: 'safety' })
  entries.formula = await open(worker, { text: '=HYPERLINK("http://example.com","点我")' })
  entries.elsewhere = await open(otherWorker, { text: '西街的路灯不亮', areaCode: OTHER_COMMUNITY })
  await county.post(chair, `/demands/${entries.lamp.id}/dispatch`, { leadUnitId: county.units.housing, overrideReason: '归它' })
})
afterAll(async () => {
  expect(county.app.faults).toEqual([])
  await county.close()
})

const list = async (who: Person, query: string): Promise<string[]> => {
  const { status, body } = await county.get(who, `/demands?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items.map(({ id }: { id: string }) => id)
}
const ids = (...names: (keyof typeof entries)[]) => names.map((name) => entries[name].id)
const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.error?.code]

describe('200', () => {
  test('each filter alone and several together, newest first', async () => {
    expect(await list(street, '')).toEqual(ids('elsewhere', 'formula', 'manhole', 'lamp'))
    expect(await list(street, 'state=dispatched')).toEqual(ids('lamp'))
    expect(await list(street, 'category=road-manhole')).toEqual(ids('manhole'))
    expect(await list(street, 'nature=safety')).toEqual(ids('manhole'))
    expect(await list(street, 'urgency=emergency')).toEqual(ids('manhole'))
    expect(await list(street, `areaCode=${COMMUNITY}&nature=facility`)).toEqual(ids('formula', 'lamp'))
    expect(await list(street, `unitId=${county.units.housing}`)).toEqual(ids('lamp'))
    expect(await list(street, `unitId=${county.units.enforcement}`)).toEqual([])
    expect(await list(street, 'level=2')).toEqual([])
    const today = new Date(county.app.kernel.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(await list(street, `from=${today}&to=${today}`)).toHaveLength(4)
    expect(await list(street, 'to=2020-01-01')).toEqual([])
  })

  test('words are found in the text and in the reason, a number by itself; one character is too little to look for', async () => {
    expect(await list(street, `q=${encodeURIComponent('路灯')}`)).toEqual(ids('elsewhere', 'lamp'))
    expect(await list(worker, `q=${encodeURIComponent('路灯')}`)).toEqual(ids('lamp'))
    expect(await list(street, `q=${encodeURIComponent('修不了')}&category=road-manhole`)).toEqual(ids('manhole'))
    expect(await list(street, `q=${entries.formula.number}`)).toEqual(ids('formula'))
    expect(await list(street, `q=${encodeURIComponent('唢呐')}`)).toEqual([])
    expect(await list(street, `q=${encodeURIComponent('灯')}`)).toEqual([])
  })

  test('a word in more entries than are looked up one by one is found page by page', async () => {
    const { sql } = county.app.kernel.db
    await sql`insert into demands (id, state, created_at, updated_at, number, town_code, community_code, is_urban, category, nature, urgency, summary, reason, opened_by, dismiss_reason, level, bigrams)
      select gen_random_uuid(), 'dismissed', timestamptz '2020-01-01' + n * interval '1 minute', '2020-01-01', 'OLD' || n, ${TOWN}, ${COMMUNITY}, true, 'road-damage', 'facility', 'normal', '旧账', '旧账', ${worker.id}, '记错了', 1, '{旧账}'
      from generate_series(1, 1100) n`
    const first = (await county.get(street, `/demands?q=${encodeURIComponent('旧账')}&limit=50`)).body
    expect(first.items.map(({ number }: { number: string }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => `OLD${1100 - index}`))
    const second = (await county.get(street, `/demands?q=${encodeURIComponent('旧账')}&limit=50&cursor=${first.nextCursor}`)).body
    expect(second.items[0].number).toBe('OLD1050')
  })

  test('what is beyond its time', async () => {
    await county.advance(20 * DAY)
    expect(await list(street, 'overdue=true')).toEqual(expect.arrayContaining(ids('lamp', 'manhole', 'formula', 'elsewhere')))
    expect(await list(street, 'overdue=true&state=dispatched')).toEqual(ids('lamp'))
  })
})

/** The words of a file, in the order in which they were first used. */
const textsOf = (bytes: Uint8Array): string[] => {
  const xml = new TextDecoder().decode(unzipSync(bytes)['xl/sharedStrings.xml'])
  return [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text!.replaceAll('&apos;', "'").replaceAll('&#39;', "'").replaceAll('&quot;', '"'))
}
const fetchFile = ({ token }: Person, query: string) => fetch(`${county.app.url}/api/v1/demands/ledger.xlsx?${query}`, { headers: { authorization: `Bearer ${token}` } })

describe('the file', () => {
  test('holds what the filters in force leave of what this person may read; numbers of people are masked, words are no formula', async () => {
    const answer = await fetchFile(worker, 'from=2021-01-01')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, XLSX])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="ledger-\d{4}-\d\d-\d\d\.xlsx"$/)
    const texts = textsOf(new Uint8Array(await answer.arrayBuffer()))
    expect(texts[0]).toMatch(/^需求台账 3 条/)
    expect(texts).toEqual(expect.arrayContaining([entries.lamp.number, '部门在办', '路面破损', '公共设施损坏', '单位housing', '桥头的路灯不亮，打电话 138******78 找老李', `'=HYPERLINK("http://example.com","点我")`]))
    expect(texts.join()).not.toMatch(/西街|13812345678/)
    const narrowed = textsOf(new Uint8Array(await (await fetchFile(street, `q=${encodeURIComponent('西街')}`)).arrayBuffer()))
    expect(narrowed[0]).toMatch(/^需求台账 1 条/)
    expect(narrowed).toContain('西街的路灯不亮')
  })

  test('who reads no ledger gets an empty one; without an account nobody does', async () => {
    expect(textsOf(new Uint8Array(await (await fetchFile(await county.person(), '')).arrayBuffer()))[0]).toMatch(/^需求台账 0 条/)
    expect((await fetch(`${county.app.url}/api/v1/demands/ledger.xlsx`)).status).toBe(401)
  })

  test('more than fits is refused, and says so', async () => {
    const { sql } = county.app.kernel.db
    await sql`insert into demands (id, state, created_at, updated_at, number, town_code, community_code, is_urban, category, nature, urgency, summary, reason, opened_by, dismiss_reason, level)
      select gen_random_uuid(), 'dismissed', timestamptz '2019-01-01' + n * interval '1 minute', '2019-01-01', 'MANY' || n, ${TOWN}, ${COMMUNITY}, true, 'road-damage', 'facility', 'normal', '旧', '旧', ${worker.id}, '记错了', 1
      from generate_series(1, 2001) n`
    const answer = await fetchFile(street, 'to=2019-12-31')
    expect([answer.status, ((await answer.json()) as any).error.code]).toEqual([422, 'LEDGER_TOO_LONG'])
    expect((await fetchFile(street, 'to=2019-01-01')).status).toBe(200)
  })
})

describe('kept filters', () => {
  test('are one\'s own, by name; the same name is replaced, and what is dropped is gone', async () => {
    const kept = await county.post(worker, '/ledger-filters', { name: '急的', filter: { state: 'pending', urgency: 'urgent', level: '1' } })
    expect(kept).toMatchObject({ status: 201, body: { name: '急的', filter: { state: 'pending', urgency: 'urgent', level: '1' } } })
    const again = await county.post(worker, '/ledger-filters', { name: '急的', filter: { overdue: 'true', q: '路灯' } })
    expect(again.body).toEqual({ id: kept.body.id, name: '急的', filter: { overdue: 'true', q: '路灯' } })
    expect((await county.get(worker, '/ledger-filters')).body.items).toEqual([again.body])
    expect((await county.get(street, '/ledger-filters')).body.items).toEqual([])
    expect(codeOf(await county.post(street, `/ledger-filters/${kept.body.id}/drop`))).toEqual([404, 'NOT_FOUND'])
    expect((await county.post(worker, `/ledger-filters/${kept.body.id}/drop`)).status).toBe(200)
    expect(codeOf(await county.post(worker, `/ledger-filters/${kept.body.id}/drop`))).toEqual([404, 'NOT_FOUND'])
    expect((await county.get(worker, '/ledger-filters')).body.items).toEqual([])
  })

  test('an empty one, one that is none, and one without an account are refused', async () => {
    expect(codeOf(await county.post(worker, '/ledger-filters', { name: '空的', filter: {} }))).toEqual([422, 'FILTER_EMPTY'])
    expect((await county.post(worker, '/ledger-filters', { name: '错的', filter: { state: 'gone' } })).status).toBe(400)
    expect((await county.post({ id: '', token: 'nobody' }, '/ledger-filters', { name: '错的', filter: { level: '1' } })).status).toBe(401)
  })

  test('nobody keeps more than there is room for, however fast', async () => {
    const answers = await Promise.all(Array.from({ length: MOST_FILTERS + 10 }, (_, nth) => county.post(street, '/ledger-filters', { name: `第 ${nth} 个`, filter: { level: '1' } })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MOST_FILTERS)
    expect(answers.filter(({ body }) => body.error?.code === 'FILTERS_FULL')).toHaveLength(10)
    expect((await county.get(street, '/ledger-filters')).body.items).toHaveLength(MOST_FILTERS)
  })
})

test('a complaint is shown the live entries it could join: of its category and community, the likest first', async () => {
  const resident = await county.person()
  const file = async (body: object) => (await county.post(resident, '/complaints', { kind: 'complaint', category: 'nuisance-noise', ...body })).body
  const raise = async (text: string, body: object) => {
    const { id } = await file({ text, ...body })
    await county.post(worker, `/complaints/${id}/accept`)
    return (await county.post(worker, `/complaints/${id}/raise`, { reason: '社区劝不住', nature: 'enforcement' })).body.demandId as string
  }
  const near = await raise('三号楼装修，半夜电钻很吵', { point: POINT })
  const far = await raise('半夜电钻很吵', { point: { lng: POINT.lng + 0.02, lat: POINT.lat } })
  const other = await raise('周末清早砸墙', { areaCode: COMMUNITY })
  const { id } = await file({ text: '半夜电钻很吵，睡不着', point: { lng: POINT.lng + 0.0005, lat: POINT.lat } })
  const { body } = await county.get(worker, `/complaints/${id}/like-demands`)
  expect(body.items.map((one: { id: string; isLike: boolean }) => [one.id, one.isLike])).toEqual([[near, true], [far, false], [other, false]])
  expect(body.items[0]).toMatchObject({ distance: 50, state: 'pending' })
  expect(body.items[2].distance).toBeNull()
  for (const [person, status] of [[otherWorker, 404], [await county.person(), 404], [{ id: '', token: 'nobody' }, 401]] as const)
    expect((await county.get(person, `/complaints/${id}/like-demands`)).status).toBe(status)
  // Its reporter reads the complaint, and nothing of the ledger.
  expect((await county.get(resident, `/complaints/${id}/like-demands`)).body).toEqual({ items: [] })
})

test('a unit that handed its part back reads neither the entry nor its words any more', async () => {
  const { body: opened } = await county.post(worker, '/demands', { category: 'road-damage', nature: 'facility', text: '只给办的人看的话', reason: '修不了', areaCode: COMMUNITY })
  const { body } = await county.post(chair, `/demands/${opened.id}/dispatch`, { leadUnitId: county.units.enforcement, overrideReason: '归它' })
  const [{ id }] = body.dispatches
  expect((await county.get(enforcement, `/dispatches/${id}`)).body.text).toBe('只给办的人看的话')
  await county.post(enforcement, `/dispatches/${id}/request-return`, { reasonCode: 'notAuthority', basis: '权责清单' })
  await county.post(chair, `/dispatches/${id}/decide-return`, { decision: 'approve', dispatch: { leadUnitId: county.units.housing, overrideReason: '归它' } })
  expect((await county.get(enforcement, `/demands/${opened.id}`)).status).toBe(404)
  expect(await list(enforcement, '')).not.toContain(opened.id)
  const own = (await county.get(enforcement, `/dispatches/${id}`)).body
  expect(own).toMatchObject({ state: 'returned', demandNumber: opened.number })
  expect(JSON.stringify(own)).not.toContain('只给办的人看的话')
  expect((await county.get(worker, `/dispatches/${id}`)).body.text).toBe('只给办的人看的话')
  expect((await county.get(housing, `/demands/${opened.id}`)).status).toBe(200)
})
