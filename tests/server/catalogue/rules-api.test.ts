import type { RuleBody } from '@huying/shared/catalogue/rules-contract.ts'
import { DEFAULT_DISPATCH_RULES } from '@huying/shared/demand/dispatch-rules.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMUNITY, COUNTY, DAY, GRID, HOUR, TOWN, type Person } from '../../factories/whistle-county.ts'
import { addDemand, LIGHT, REST, STALLS, startCatalogueCounty, type CatalogueCounty } from './catalogue-county.ts'

let county: CatalogueCounty
beforeAll(async () => {
  county = await startCatalogueCounty()
})
afterAll(() => county.close())

const now = () => county.app.kernel.clock.now()
const read = async (query = '', person = county.administrator) => (await county.get(person, `/catalogue-rules${query}`)).body
const publish = (rules: RuleBody[], more: object, person = county.administrator) => county.post(person, '/catalogue-rules', { rules, note: '试一试', ...more })
const newest = async (): Promise<number> => (await read()).newest
const codes = (list: { rules: { code: string }[] }) => list.rules.map(({ code }) => code)
const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.error?.code]

describe('reading', () => {
  test('the first rules are version 0, which nobody wrote; what is broken about them is said', async () => {
    const list = await read()
    expect(list).toMatchObject({ version: 0, newest: 0, inForceAt: null, by: null, abilities: { edit: true } })
    expect(list.rules).toHaveLength(DEFAULT_DISPATCH_RULES.length)
    expect(list.faults).toContainEqual({ at: 'parking', isWarning: false, message: '没有单位 traffic-police' })
  })

  test('is for who keeps them, oversees them or dispatches by them', async () => {
    expect((await county.get(await county.appoint('streetOfficer', TOWN), '/catalogue-rules')).status).toBe(200)
    expect(codeOf(await county.get(await county.person(), '/catalogue-rules'))).toEqual([403, 'FORBIDDEN'])
    expect((await county.app.request('GET', '/api/v1/catalogue-rules')).status).toBe(401)
    expect(codeOf(await county.get(county.administrator, '/catalogue-rules?version=99'))).toEqual([404, 'NOT_FOUND'])
  })
})

describe('publishing', () => {
  test('is the administrator’s, with every fault named at once', async () => {
    const faulty = [{ ...LIGHT, lead: { by: 'unit', code: 'nobody' } }, { ...STALLS, when: { months: [] } }, REST, { ...LIGHT, code: 'late', label: '晚了' }] as RuleBody[]
    const { status, body } = await publish(faulty, { basedOn: 0 })
    expect([status, body.error.code]).toEqual([422, 'CATALOGUE_FAULTY'])
    expect(body.error.details.faults.map(({ at, message }: { at: string; message: string }) => `${at}: ${message}`)).toEqual([
      'light: 没有单位 nobody', 'stalls: 时间一个月也没选，永远不会对上', 'late: 永远轮不到它：前面的「其余由属地主办」把它的事都接走了',
    ])
    expect(codeOf(await publish([LIGHT, REST], { basedOn: 0 }, await county.appoint('countyOfficer', COUNTY)))).toEqual([403, 'FORBIDDEN'])
    expect(await newest()).toBe(0)
  })

  test('puts a version in force at once, with its writer, and leaves the one before readable', async () => {
    const { status, body } = await publish([LIGHT, REST], { basedOn: 0, note: '只留两条' })
    expect([status, body.version, body.note, body.by, codes(body)]).toEqual([201, 1, '只留两条', '刘*平', ['light', 'rest']])
    expect(codes(await read())).toEqual(['light', 'rest'])
    expect(codes(await read('?version=0'))).toHaveLength(DEFAULT_DISPATCH_RULES.length)
    const [entry] = await county.app.kernel.db.sql`select h.action, h.facts from history h join administered_topics t on t.id = h.subject_id where t.topic = 'dispatchRules' order by h.seq desc limit 1`
    expect(entry).toMatchObject({ action: 'change', facts: { version: 1, note: '只留两条' } })
  })

  test('on an old version is a conflict, the same again nothing to publish', async () => {
    expect(codeOf(await publish([STALLS, REST], { basedOn: 0 }))).toEqual([409, 'CATALOGUE_CHANGED'])
    expect(codeOf(await publish([LIGHT, REST], { basedOn: await newest() }))).toEqual([422, 'CATALOGUE_UNCHANGED'])
  })

  test('two at once: one wins, the other hears of it', async () => {
    const basedOn = await newest()
    const answers = await Promise.all([publish([STALLS, REST], { basedOn }), publish([STALLS, LIGHT, REST], { basedOn }, county.secondAdministrator)])
    expect(answers.map(codeOf).sort()).toEqual([[201, undefined], [409, 'CATALOGUE_CHANGED']])
    expect(await newest()).toBe(basedOn + 1)
  })

  test('waits for its instant; the next edit builds on what waits, and takes its place', async () => {
    const before = await read()
    const inForceAt = new Date(now().getTime() + 2 * HOUR).toISOString()
    expect(codeOf(await publish([LIGHT, STALLS, REST], { basedOn: before.newest, inForceAt: new Date(now().getTime() - HOUR).toISOString() }))).toEqual([422, 'IN_FORCE_TOO_EARLY'])
    const waiting = (await publish([LIGHT, STALLS, REST], { basedOn: before.newest, inForceAt })).body
    expect((await read()).version).toBe(before.version)
    const states = async () => (await county.get(county.administrator, '/catalogue-rules/versions?limit=2')).body.items.map(({ version, state }: { version: number; state: string }) => [version, state])
    expect(await states()).toEqual([[waiting.version, 'waiting'], [before.version, 'inForce']])
    await county.advance(3 * HOUR)
    expect([(await read()).version, await states()]).toEqual([waiting.version, [[waiting.version, 'inForce'], [before.version, 'over']]])

    const later = (await publish([STALLS, LIGHT, REST], { basedOn: waiting.version, inForceAt: new Date(now().getTime() + DAY).toISOString() })).body
    const sooner = (await publish([LIGHT, REST], { basedOn: later.version })).body
    await county.advance(2 * DAY)
    expect((await read()).version).toBe(sooner.version)
  })
})

describe('a demand', () => {
  test('goes by the rules in force, and keeps the version it went by', async () => {
    const { version } = await read()
    expect(codes(await read())).toEqual(['light', 'rest'])
    const chair = await county.chair(county.associationId, { from: new Date(now().getTime() - DAY), to: new Date(now().getTime() + 60 * DAY) })
    const id = await addDemand(county, { category: 'road-light', at: now() })
    const suggestion = (await county.get(chair, `/demands/${id}/suggestion`)).body
    expect(suggestion).toMatchObject({ rule: { code: 'light' }, leadUnitId: county.units.housing })
    expect(suggestion.wouldChange).toContainEqual(expect.objectContaining({ change: { of: 'category', oneOf: expect.arrayContaining(['road-damage']) }, ruleId: 'rest', leadUnitId: county.units.town }))
    const { status } = await county.post(chair, `/demands/${id}/dispatch`, { leadUnitId: county.units.housing })
    expect(status).toBe(200)
    const [row] = await county.app.kernel.db.sql`select rule_code, rules_version from demands where id = ${id}`
    expect(row).toEqual({ rule_code: 'light', rules_version: version })
  })
})

describe('the test bench', () => {
  const attempt = (matter: object, rules?: RuleBody[], person: Person = county.administrator) => county.post(person, '/catalogue-rules/try', { matter: { nature: 'facility', areaCode: GRID, ...matter }, ...(rules && { rules }) })

  test('says which rule would catch a case, why not those before it, and what would change it', async () => {
    const { body } = await attempt({ category: 'order-stalls' }, [LIGHT, STALLS, REST])
    expect(body).toMatchObject({ rule: { code: 'stalls' }, leadUnitName: '单位urban-management', assistUnitIds: [county.units.town] })
    expect(body.tried).toEqual([
      { ruleId: 'light', label: LIGHT.label, matched: false, failed: ['类别是「占道经营」，不在这条规则里'], isBroken: false },
      { ruleId: 'stalls', label: STALLS.label, matched: true, failed: [], isBroken: false },
    ])
    expect(body.wouldChange).toContainEqual(expect.objectContaining({ ifOnly: '如果不在城区', ruleId: 'rest', leadUnitId: county.units.town }))
  })

  test('reports a broken rule and goes on', async () => {
    const { body } = await attempt({ category: 'road-light' }, [{ ...LIGHT, lead: { by: 'unit', code: 'nobody' } }, REST])
    expect(body.rule.code).toBe('rest')
    expect(body.tried[0]).toMatchObject({ ruleId: 'light', isBroken: true, failed: ['没有单位 nobody，规则有误，请管理员检查'] })
  })

  test('asks about another month, and without a draft the rules in force', async () => {
    const summer = [{ ...LIGHT, when: { ...LIGHT.when, months: [7] } }, REST]
    expect((await attempt({ category: 'road-light', at: '2026-07-10T02:00:00Z' }, summer)).body.rule.code).toBe('light')
    expect((await attempt({ category: 'road-light', at: '2026-01-10T02:00:00Z' }, summer)).body.rule.code).toBe('rest')
    expect((await attempt({ category: 'road-light', areaCode: COMMUNITY })).body.rule.code).toBe('light')
  })

  test('refuses what there is not, and whom it does not concern', async () => {
    expect(codeOf(await attempt({ category: 'nothing' }))).toEqual([422, 'CATEGORY_UNKNOWN'])
    expect(codeOf(await attempt({ category: 'road-light', nature: 'nothing' }))).toEqual([422, 'NATURE_UNKNOWN'])
    expect(codeOf(await attempt({ category: 'road-light', areaCode: '611023999' }))).toEqual([422, 'PLACE_UNKNOWN'])
    expect(codeOf(await attempt({ category: 'road-light' }, undefined, await county.person()))).toEqual([403, 'FORBIDDEN'])
  })

  test('checks a draft without keeping it', async () => {
    const before = await newest()
    const { body } = await county.post(county.administrator, '/catalogue-rules/check', { rules: [REST, LIGHT] })
    expect(body.faults).toEqual([{ at: 'light', isWarning: false, message: '永远轮不到它：前面的「其余由属地主办」把它的事都接走了' }])
    expect(await newest()).toBe(before)
    expect(codeOf(await county.post(await county.person(), '/catalogue-rules/check', { rules: [] }))).toEqual([403, 'FORBIDDEN'])
  })
})

describe('the comparison', () => {
  const compare = (rules: RuleBody[], more: object = {}, person: Person = county.administrator) => county.post(person, '/catalogue-rules/compare', { rules, ...more })

  test('finds the cases of the last year that would go elsewhere, page by page, and counts them', async () => {
    await county.app.kernel.db.sql`delete from dispatches`
    await county.app.kernel.db.sql`delete from demands`
    const daysAgo = (days: number) => new Date(now().getTime() - days * DAY)
    const stalls = [await addDemand(county, { category: 'order-stalls', at: daysAgo(300) }), await addDemand(county, { category: 'order-stalls', nature: 'enforcement', at: daysAgo(20) }), await addDemand(county, { category: 'order-stalls', at: daysAgo(10) })]
    await addDemand(county, { category: 'order-stalls', at: daysAgo(380) })
    await addDemand(county, { category: 'order-stalls', at: daysAgo(5), isUrban: false })
    await addDemand(county, { category: 'road-light', at: daysAgo(5) })
    expect(codes(await read())).toEqual(['light', 'rest'])

    const first = (await compare([LIGHT, STALLS, REST], { limit: 2 })).body
    expect([first.cases, first.elsewhere, first.otherAssists]).toEqual([5, 3, 0])
    expect(first.items.map(({ demandId }: { demandId: string }) => demandId)).toEqual([stalls[2], stalls[1]])
    expect(first.items[0]).toMatchObject({
      categoryLabel: '占道经营', areaName: '城关街道 东岗社区', before: { ruleCode: 'rest', leadUnitName: '单位town-001' },
      after: { ruleCode: 'stalls', leadUnitName: '单位urban-management', assistUnitNames: ['单位town-001'] },
    })
    const second = (await compare([LIGHT, STALLS, REST], { limit: 2, cursor: first.nextCursor })).body
    expect([second.items.map(({ demandId }: { demandId: string }) => demandId), second.nextCursor]).toEqual([[stalls[0]], null])
  })

  test('nothing moves by the same rules; another assistant alone is counted apart', async () => {
    expect((await compare([LIGHT, REST])).body).toMatchObject({ elsewhere: 0, otherAssists: 0, items: [], nextCursor: null })
    const assisted = [{ ...LIGHT, assists: [{ by: 'town' as const }] }, REST]
    expect((await compare(assisted)).body).toMatchObject({ elsewhere: 0, otherAssists: 1, items: [{ before: { assistUnitNames: [] }, after: { assistUnitNames: ['单位town-001'] } }] })
  })

  test('areas and months of the draft count', async () => {
    const here = { ...LIGHT, code: 'here', label: '东岗的路灯', lead: { by: 'town' as const }, when: { categories: ['road-light'], areaCodes: [COMMUNITY] } }
    expect((await compare([here, LIGHT, REST])).body).toMatchObject({ elsewhere: 1, items: [{ after: { ruleCode: 'here' } }] })
    const other = { ...here, when: { ...here.when, areaCodes: ['611023001002'] } }
    expect((await compare([other, LIGHT, REST])).body.elsewhere).toBe(0)
  })

  test('is the administrator’s', async () => {
    expect(codeOf(await compare([REST], {}, await county.appoint('countyOfficer', COUNTY)))).toEqual([403, 'FORBIDDEN'])
  })
})
