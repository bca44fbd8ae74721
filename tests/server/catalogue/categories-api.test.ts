import { BUILT_IN_CATEGORIES, type CategoryGroup } from '@huying/shared/complaint/categories.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, GRID, HOUR, POINT, type Person } from '../../factories/whistle-county.ts'
import { FIVE, startCatalogueCounty, withCategory, type CatalogueCounty } from './catalogue-county.ts'

let county: CatalogueCounty
let resident: Person
let leader: Person
beforeAll(async () => {
  county = await startCatalogueCounty()
  resident = await county.person(GRID)
  leader = await county.appoint('gridLeader', GRID, { post: 'A' })
})
afterAll(() => county.close())

const read = async (query = '', person?: Person) => (await county.app.request('GET', `/api/v1/catalogue-categories${query}`, person && { token: person.token })).body
const publish = (groups: CategoryGroup[], basedOn: number, more: object = {}, person = county.administrator) => county.post(person, '/catalogue-categories', { groups, basedOn, note: '试一试', ...more })
const newest = async (): Promise<number> => (await read()).newest
const file = (more: object) => county.post(resident, '/complaints', { kind: 'complaint', category: 'road-light', text: '路灯坏了', point: POINT, ...more })
const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.error?.code]
const categoryIn = (groups: CategoryGroup[], code: string) => groups.flatMap(({ categories }) => categories).find((one) => one.code === code)!
const answers = { pole: 'A-12', count: 3, state: 'blink', hours: ['evening', 'night'], since: '2026-01-02' }

describe('reading', () => {
  test('is open to everybody: two levels, each category with its questions', async () => {
    const list = await read()
    expect(list).toMatchObject({ version: 0, newest: 0, note: null, abilities: { edit: { code: 'FORBIDDEN' } } })
    expect(list.groups).toEqual(BUILT_IN_CATEGORIES)
    expect(new Set(list.groups.flatMap((group: CategoryGroup) => group.categories.flatMap(({ questions }) => questions.map(({ kind }) => kind))))).toEqual(new Set(['text', 'number', 'single', 'multiple', 'date']))
    expect((await read('', county.administrator)).abilities).toEqual({ edit: true })
  })
})

describe('publishing', () => {
  test('is refused with every fault at once, to others, on an old version, and without a change', async () => {
    const { status, body } = await publish(withCategory('road-bus', { label: '路灯不亮', questions: [{ ...FIVE[2]!, choices: [] } as never] }), 0)
    expect([status, body.error.code, body.error.details.faults.map(({ message }: { message: string }) => message)]).toEqual([
      422, 'CATALOGUE_FAULTY', ['两类都叫「路灯不亮」，居民分不清', '「怎么不亮」至少要有两个选项'],
    ])
    expect(codeOf(await publish(withCategory('road-bus', { label: '班车' }), 0, {}, resident))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await publish(withCategory('road-bus', { label: '班车' }), 3))).toEqual([409, 'CATALOGUE_CHANGED'])
    expect(codeOf(await publish([...BUILT_IN_CATEGORIES], 0))).toEqual([422, 'CATALOGUE_UNCHANGED'])
    expect((await county.post(county.administrator, '/catalogue-categories/check', { groups: withCategory('other-other', { isActive: false }) })).body.faults).toHaveLength(1)
    expect(codeOf(await county.post(resident, '/catalogue-categories/check', { groups: BUILT_IN_CATEGORIES }))).toEqual([403, 'FORBIDDEN'])
    expect(await newest()).toBe(0)
  })

  test('puts all five kinds of question into the form, and a category aside', async () => {
    const groups = withCategory('road-bus', { isActive: false }, withCategory('road-light', { label: '路灯坏了', questions: FIVE }))
    const { status, body } = await publish(groups, 0, { note: '路灯多问几句' })
    expect([status, body.version, categoryIn(body.groups, 'road-light').questions]).toEqual([201, 1, FIVE])
    const codes = (await county.app.request('GET', '/api/v1/catalogues/complaint-categories')).body.items.map(({ code }: { code: string }) => code)
    expect([codes.includes('road-light'), codes.includes('road-bus')]).toEqual([true, false])
    expect(codeOf(await file({ category: 'road-bus' }))).toEqual([422, 'CATEGORY_UNKNOWN'])
    expect((await county.get(county.administrator, '/catalogue-categories/versions')).body.items).toMatchObject([{ version: 1, state: 'inForce', note: '路灯多问几句', by: '刘*平' }])
    expect(codeOf(await county.get(resident, '/catalogue-categories/versions'))).toEqual([403, 'FORBIDDEN'])
    expect(codeOf(await county.get(resident, '/catalogue-categories?version=0'))).toEqual([404, 'NOT_FOUND'])
  })
})

describe('a complaint', () => {
  test('answers them, and reads as it was asked', async () => {
    const { status, body } = await file({ answers })
    expect(status).toBe(201)
    expect(body.answers).toEqual(answers)
    expect(body.answered).toEqual([
      { code: 'pole', label: '灯杆编号', words: 'A-12' }, { code: 'count', label: '几盏不亮', words: '3 盏' }, { code: 'state', label: '怎么不亮', words: '一闪一闪' },
      { code: 'hours', label: '什么时候', words: '傍晚、夜里' }, { code: 'since', label: '从哪天起', words: '2026-01-02' },
    ])
  })

  test('wrong answers are named all at once; what nobody can answer is malformed', async () => {
    const { status, body } = await file({ answers: { count: 0.5, state: 'gone', hours: ['evening', 'evening'], since: '2999-01-01', colour: '红' } })
    expect([status, body.error.code]).toEqual([422, 'ANSWERS_WRONG'])
    expect(body.error.details.answers).toEqual([
      { code: 'pole', message: '这一项要填' }, { code: 'count', message: '要填整数' }, { code: 'state', message: '从给出的选项里选一个' },
      { code: 'hours', message: '同一项选了两次' }, { code: 'since', message: '不能晚于今天' }, { code: 'colour', message: '没有问这个问题' },
    ])
    expect((await file({ answers: { pole: { deep: 1 } } })).status).toBe(400)
  })

  test('keeps the words and terms it was filed with when the catalogue changes', async () => {
    const before = (await file({ answers })).body
    const groups = withCategory('road-light', { isProofNeeded: false, questions: [{ ...FIVE[0]!, label: '杆号', isRequired: true }] }, (await read()).groups)
    expect((await publish(groups, await newest())).status).toBe(201)
    const after = (await county.get(resident, `/complaints/${before.id}`)).body
    expect(after.answered).toEqual(before.answered)
    const fresh = (await file({ answers: { pole: 'B-1' } })).body
    expect(fresh.answered).toEqual([{ code: 'pole', label: '杆号', words: 'B-1' }])

    const resolve = async (id: string) => {
      await county.post(leader, `/complaints/${id}/accept`)
      await county.post(leader, `/complaints/${id}/contact`, { channel: 'phone', at: county.app.kernel.clock.now().toISOString(), isReached: true })
      return county.post(leader, `/complaints/${id}/resolve`, { outcome: 'done', account: '换了灯泡' })
    }
    expect(codeOf(await resolve(before.id))).toEqual([422, 'PROOF_NEEDED'])
    expect((await resolve(fresh.id)).status).toBe(200)
  })

  test('from a form that lay on a phone is taken by what it asked, for a week', async () => {
    const current = await newest()
    expect(codeOf(await file({ answers }))).toEqual([422, 'ANSWERS_WRONG'])
    expect((await file({ answers, catalogueVersion: current - 1 })).body.answered).toHaveLength(5)
    expect(codeOf(await file({ answers, catalogueVersion: 999 }))).toEqual([422, 'ANSWERS_WRONG'])
    await county.advance(8 * DAY)
    expect(codeOf(await file({ answers, catalogueVersion: current - 1 }))).toEqual([422, 'ANSWERS_WRONG'])
  })

  test('a version that waits asks nobody yet', async () => {
    const inForceAt = new Date(county.app.kernel.clock.now().getTime() + HOUR).toISOString()
    const waiting = (await publish(withCategory('road-light', { questions: [] }, (await read()).groups), await newest(), { inForceAt })).body
    expect(codeOf(await file({ catalogueVersion: waiting.version }))).toEqual([422, 'ANSWERS_WRONG'])
    await county.advance(2 * HOUR)
    expect((await file({})).status).toBe(201)
  })
})

describe('a category that becomes less urgent', () => {
  test('waits for a second person, who publishes it; the first cannot', async () => {
    const before = await read()
    const groups = withCategory('road-parking', { urgency: 'complex' }, before.groups)
    const { status, body } = await publish(groups, before.newest, { note: '停车不急' })
    expect(status).toBe(202)
    expect(await newest()).toBe(before.newest)
    const waiting = (await county.get(county.secondAdministrator, '/approvals')).body.items
    expect(waiting).toMatchObject([{ id: body.approval.id, label: '发布诉求类别：有的类别改得不那么急', input: { note: '停车不急（改得不那么急：乱停车、占通道）' }, abilities: { approve: true } }])
    expect(codeOf(await county.post(county.administrator, `/approvals/${body.approval.id}/approve`))).toEqual([403, 'SAME_PERSON'])
    expect((await county.post(county.secondAdministrator, `/approvals/${body.approval.id}/approve`)).status).toBe(200)
    await county.drain()
    const after = await read()
    expect([after.version, after.by, categoryIn(after.groups, 'road-parking').urgency]).toEqual([before.newest + 1, '刘*平', 'complex'])
    const [row] = await county.app.kernel.db.sql`select created_by, approved_by from catalogue_versions where name = 'complaintCategories' order by version desc limit 1`
    expect(row).toEqual({ created_by: county.administrator.id, approved_by: county.secondAdministrator.id })
    expect((await file({ category: 'road-parking' })).body.urgency).toBe('complex')
  })

  test('agreed to after somebody else published is a conflict, and nothing of it counts', async () => {
    const { groups, newest: basedOn } = await read()
    const { body } = await publish(withCategory('safety-fire', { urgency: 'normal' }, groups), basedOn)
    expect((await publish(withCategory('road-damage', { label: '路坏了' }, groups), basedOn)).status).toBe(201)
    expect(codeOf(await county.post(county.secondAdministrator, `/approvals/${body.approval.id}/approve`))).toEqual([409, 'CATALOGUE_CHANGED'])
    expect(categoryIn((await read()).groups, 'safety-fire').urgency).toBe('urgent')
  })
})
