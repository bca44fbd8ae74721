import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { COMMUNITY, DAY_MS, FAR_TOWN, GRID, HOUR_MS, MONDAY, posted, setTime, TOWN, wishCounty, type Person, type WishCounty } from './wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
beforeEach(() => setTime(county.app, MONDAY))
afterAll(() => county.app.close())

const codeOf = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) => {
  const { status, body } = await answer
  return [status, body.error?.code]
}
const leader = (grid = GRID) => county.appointed('gridLeader', 'area', grid, 'A')

async function dependentOf(guardian: Person, { kind = 'elder', consent = '本人书面同意' } = {}): Promise<string> {
  const id = uuidv7()
  const { cipher } = county.app.kernel
  await county.sql`insert into dependents (id, guardian_id, kind, name, display_name, consent, created_at)
    values (${id}, ${guardian.id}, ${kind}, ${cipher.seal({ table: 'dependents', column: 'name', row: id }, '李大爷')}, '李*', ${consent}, '2026-01-01')`
  return id
}

describe('resubmit', () => {
  test('what was returned is filled in, checked again and reviewed again', async () => {
    const { author, id } = await county.submitted()
    const desk = await county.worker()
    await county.ok(desk, 'return', id, { reason: '写清楚要几瓦的灯' })
    expect(await county.see(author, id)).toMatchObject({ state: 'returned', reason: '写清楚要几瓦的灯' })
    expect(await codeOf(county.call(author, 'resubmit', id, { story: '违规测试' }))).toEqual([422, 'CONTENT_RISKY'])
    const again = await county.ok(author, 'resubmit', id, { story: '要一盏 12 瓦的灯' })
    expect(again).toMatchObject({ state: 'submitted', story: '要一盏 12 瓦的灯', title: posted.title })
    expect(again.clocks.map((clock: { kind: string }) => clock.kind)).toEqual(['review'])
  })

  test('a neighbour does not see it, and twice is too often', async () => {
    const { author, id } = await county.submitted()
    await county.ok(await county.worker(), 'return', id, { reason: '再写写' })
    expect((await county.call(await county.resident(), 'resubmit', id, {})).status).toBe(404)
    const answers = await Promise.all([1, 2, 3].map(() => county.call(author, 'resubmit', id, {})))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
  })
})

describe('appeal', () => {
  test('another worker or the street decides, never the one who refused; and it comes once', async () => {
    const { author, id } = await county.submitted()
    const desk = await county.worker()
    await county.ok(desk, 'reject', id, { reasonCode: 'tooBig' })
    await county.ok(author, 'appeal', id, { reason: '只是换一盏灯' })
    expect(await codeOf(county.call(desk, 'publish', id, { publicTitle: '换灯' }))).toEqual([403, 'SAME_REVIEWER'])
    const street = await county.street()
    expect((await county.list(street, 'view=street')).items.find((item: { id: string }) => item.id === id).abilities.publish).toBe(true)
    await county.ok(await county.worker(), 'reject', id, { reasonCode: 'tooBig' })
    expect(await codeOf(county.call(author, 'appeal', id))).toEqual([422, 'ONLY_ONCE'])
  })

  test('the street may publish it', async () => {
    const { author, id } = await county.submitted()
    await county.ok(await county.worker(), 'reject', id, { reasonCode: 'vague' })
    await county.ok(author, 'appeal', id)
    expect(await county.ok(await county.street(), 'publish', id, { publicTitle: '换灯' })).toMatchObject({ state: 'open' })
  })

  test('after seven days it is too late', async () => {
    const { author, id } = await county.submitted()
    await county.ok(await county.worker(), 'reject', id, { reasonCode: 'vague' })
    await county.advance(8 * DAY_MS)
    expect(await codeOf(county.call(author, 'appeal', id))).toEqual([422, 'TOO_LATE'])
    expect((await county.see(author, id)).abilities.appeal.code).toBe('TOO_LATE')
  })
})

describe('publish', () => {
  test('waits for pictures that no check passed and no person looked at', async () => {
    const author = await county.resident()
    const photo = await county.photoOf(author.id, 'wish', 'none')
    const { id } = await county.submitted(author, { ...posted, uploadIds: [photo] })
    const desk = await county.worker()
    const refused = await county.call(desk, 'publish', id, { publicTitle: '换灯' })
    expect([refused.status, refused.body.error.code, refused.body.error.details]).toEqual([422, 'PICTURES_UNCHECKED', { uploadIds: [photo] }])
    await county.ok(desk, 'publish', id, { publicTitle: '换灯', approvedUploadIds: [photo] })
  })

  test('nobody can approve a picture that the check calls risky', async () => {
    const author = await county.resident()
    const photo = await county.photoOf(author.id, 'wish', 'pending')
    const { id } = await county.submitted(author, { ...posted, uploadIds: [photo] })
    await county.sql`update uploads set verdict = 'risky' where id = ${photo}`
    expect(await codeOf(county.call(await county.worker(), 'publish', id, { publicTitle: '换灯', approvedUploadIds: [photo] }))).toEqual([422, 'PICTURES_UNCHECKED'])
  })

  test('refuses a title that says who or where', async () => {
    const { id } = await county.submitted(undefined, { ...posted, contactName: '王小明' })
    const desk = await county.worker()
    for (const publicTitle of ['帮王小明换灯', '3号楼换灯', '换灯请打13812345678', '换灯 138-1234-5678'])
      expect([publicTitle, await codeOf(county.call(desk, 'publish', id, { publicTitle }))]).toEqual([publicTitle, [422, 'TITLE_PERSONAL']])
  })
})

describe('filing for somebody else', () => {
  test('a guardian posts for a dependent with recorded consent, and confirms for them', async () => {
    const guardian = await county.resident()
    const dependentId = await dependentOf(guardian)
    const { id } = await county.submitted(guardian, { ...posted, dependentId })
    expect(await county.see(guardian, id)).toMatchObject({ beneficiary: 'dependent', who: '李*' })
    await county.ok(await county.worker(), 'publish', id, { publicTitle: '换灯' })
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    await county.fulfil(helper, id)
    expect(await county.ok(guardian, 'confirm', id, { rating: 5 })).toMatchObject({ state: 'confirmed', confirmedBy: 'beneficiary' })
  })

  test('not for somebody else’s dependent, nor without consent', async () => {
    const stranger = await county.resident()
    const dependentId = await dependentOf(await county.resident())
    expect(await codeOf(county.post(stranger, { ...posted, dependentId }))).toEqual([403, 'NOT_GUARDIAN'])
    const silent = await dependentOf(stranger, { consent: ' ' })
    expect(await codeOf(county.post(stranger, { ...posted, dependentId: silent }))).toEqual([403, 'NOT_GUARDIAN'])
  })

  test('a child’s wish is sensitive whatever it is about', async () => {
    const guardian = await county.resident()
    const { id } = await county.submitted(guardian, { ...posted, dependentId: await dependentOf(guardian, { kind: 'child' }) })
    await county.ok(await county.worker(), 'publish', id, { publicTitle: '想要一盏台灯' })
    expect(await county.see(undefined, id)).toMatchObject({ who: '一位居民', communityCode: null, place: '城关街道' })
  })

  test('three live wishes for each dependent, counted apart from the guardian’s own, also at once', async () => {
    const guardian = await county.resident()
    const dependentId = await dependentOf(guardian)
    await county.submitted(guardian)
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => county.post(guardian, { ...posted, dependentId })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 422, 422])
  })

  test('a grid leader files with the authority recorded; name and phone are sealed', async () => {
    const filer = await leader()
    const onBehalfOf = { name: '赵大娘', phone: '13900001111', authority: '本人当面口头委托' }
    const { id } = await county.submitted(filer, { ...posted, onBehalfOf })
    const row = await county.rowOf(id)
    expect(row).toMatchObject({ beneficiary_id: null, filer_id: filer.id, wished_for: '赵*', authority: onBehalfOf.authority, grid_code: GRID })
    expect(Buffer.concat([row.on_behalf_name, row.on_behalf_phone]).includes(Buffer.from('13900001111'))).toBe(false)
    const [entry] = await county.historyOf(id)
    expect([entry!.role, entry!.facts.for]).toEqual(['gridLeader', 'onBehalf'])
    expect((await county.see(filer, id)).who).toBe('赵*')
  })

  test('whoever bound that phone sees the wish as their own; the leader cannot confirm it, the call-back officer can', async () => {
    const beneficiary = await county.resident()
    await county.bindPhone(beneficiary, '13900002222')
    const filer = await leader()
    const { id } = await county.submitted(filer, { ...posted, onBehalfOf: { name: '钱大娘', phone: '13900002222', authority: '电话委托' } })
    expect((await county.list(beneficiary, 'view=mine')).items.map((item: { id: string }) => item.id)).toEqual([id])
    await county.ok(await county.worker(), 'publish', id, { publicTitle: '换灯' })
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    await county.fulfil(helper, id)
    expect(await codeOf(county.call(filer, 'confirm', id))).toEqual([403, 'FILER_CANNOT_CONFIRM'])
    expect(await codeOf(county.call(helper, 'confirm', id))).toEqual([403, 'FORBIDDEN'])
    const caller = await county.appointed('callBackOfficer', 'area', '611023001')
    expect(await county.ok(caller, 'confirm', id, { rating: 4 })).toMatchObject({ state: 'confirmed', confirmedBy: 'callBack' })
  })

  test('a leader of another grid, or a neighbour, may not; three live wishes by phone, also from two leaders at once', async () => {
    const onBehalfOf = { name: '孙大爷', phone: '13900003333', authority: '当面委托' }
    expect(await codeOf(county.post(await county.resident(), { ...posted, areaCode: GRID, onBehalfOf }))).toEqual([403, 'NOT_LEADER_HERE'])
    expect(await codeOf(county.post(await leader('611023001001002'), { ...posted, areaCode: GRID, onBehalfOf }))).toEqual([403, 'NOT_LEADER_HERE'])
    const leaders = [await leader(), await leader()]
    const answers = await Promise.all([0, 1, 0, 1, 0].map((which) => county.post(leaders[which]!, { ...posted, onBehalfOf })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 422, 422])
  })

  test('both at once is malformed', async () => {
    const guardian = await county.resident()
    const dependentId = await dependentOf(guardian)
    expect((await county.post(guardian, { ...posted, dependentId, onBehalfOf: { name: '甲乙', authority: '当面' } })).status).toBe(400)
  })
})

describe('contact', () => {
  async function helped(phone = '13812345678') {
    const author = await county.resident()
    await county.bindPhone(author, phone)
    return { ...(await county.claimed(author)), phone }
  }

  test('opens to the claimer after the branch acknowledged; each look has a reason in the history', async () => {
    const { id, helper, phone } = await helped()
    expect(await codeOf(county.call(helper, 'contact-reveal', id, { reason: '约时间' }))).toEqual([403, 'CONTACT_NOT_OPEN'])
    const secretary = await county.secretary()
    expect((await county.list(secretary, 'view=branch')).items.find((item: { id: string }) => item.id === id).abilities.acknowledge).toBe(true)
    await county.ok(secretary, 'acknowledge', id)
    expect(await codeOf(county.call(secretary, 'acknowledge', id))).toEqual([422, 'ONLY_ONCE'])
    expect(await county.ok(helper, 'contact-reveal', id, { reason: '约时间' })).toMatchObject({ phone })
    expect((await county.call(helper, 'contact-reveal', id, {})).status).toBe(400)
    const reveals = (await county.historyOf(id)).filter((entry) => entry.action === 'contact_reveal')
    expect(reveals).toHaveLength(1)
    const words = await county.sql`select field from history_values where subject_id = ${id} and field = 'reason'`
    expect(words).toHaveLength(1)
  })

  test('or after the resident’s tap', async () => {
    const { id, helper, author, phone } = await helped()
    await county.ok(author, 'share-contact', id)
    expect(await county.ok(helper, 'contact-reveal', id, { reason: '约时间' })).toMatchObject({ phone })
    expect(await codeOf(county.call(author, 'share-contact', id))).toEqual([422, 'ONLY_ONCE'])
  })

  test('nobody but the claimer, not even the desk, and no secretary of another branch opens it', async () => {
    const { id, author, desk } = await helped()
    await county.ok(author, 'share-contact', id)
    for (const who of [desk, await county.member(), await county.street()])
      expect(await codeOf(county.call(who, 'contact-reveal', id, { reason: '看看' }))).toEqual([403, 'FORBIDDEN'])
    expect(await codeOf(county.call(await county.secretary(county.farBranchId), 'acknowledge', id))).toEqual([403, 'FORBIDDEN'])
  })

  test('a secretary does not acknowledge their own claim', async () => {
    const { id } = await county.published()
    const helper = await county.member()
    await county.appointed('secretary', 'partyOrganization', county.branchId, null, helper)
    await county.ok(helper, 'claim', id)
    expect(await codeOf(county.call(helper, 'acknowledge', id))).toEqual([403, 'OWN_CLAIM'])
  })

  test('ends with the claim, also for a repeated request', async () => {
    const { id, author, helper } = await helped()
    await county.ok(author, 'share-contact', id)
    const headers = { 'idempotency-key': `reveal-${id}` }
    expect((await county.call(helper, 'contact-reveal', id, { reason: '约时间' }, headers)).status).toBe(200)
    expect((await county.call(helper, 'contact-reveal', id, { reason: '约时间' }, headers)).body.phone).toBeDefined()
    await county.ok(helper, 'release', id, { reason: '出差' })
    expect((await county.call(helper, 'contact-reveal', id, { reason: '约时间' }, headers)).status).toBe(403)
    expect(await county.sql`select answer from idempotency_keys where key = ${`reveal-${id}`} and answer is not null`).toHaveLength(0)
    await county.ok(helper, 'claim', id)
    expect(await codeOf(county.call(helper, 'contact-reveal', id, { reason: '约时间' }))).toEqual([403, 'CONTACT_NOT_OPEN'])
  })

  test('three a member and day over all wishes, also at once; the next day again', async () => {
    const helper = await county.member()
    const ids: string[] = []
    for (let i = 0; i < 2; i++) {
      const { author, id } = await county.published()
      await county.ok(helper, 'claim', id)
      await county.ok(author, 'share-contact', id)
      ids.push(id)
    }
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((i) => county.call(helper, 'contact-reveal', ids[i]!, { reason: '约时间' })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 422, 422, 422])
    expect(answers.find((answer) => answer.status === 422)!.body.error.code).toBe('TOO_MANY_REVEALS')
    county.app.kernel.clock.offsetMs += 20 * HOUR_MS
    await county.ok(helper, 'contact-reveal', ids[0]!, { reason: '约时间' })
  })

  test('whoever calls back finds what waits for an answer, the longest wait first, and sees the number while it waits', async () => {
    const { id, author, helper, phone } = await helped()
    const officer = await county.appointed('callBackOfficer', 'area', TOWN)
    const waiting = async (who: Person) => (await county.list(who, 'view=callBack')).items.map((item: { id: string }) => item.id)
    expect(await codeOf(county.call(officer, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
    expect(await waiting(officer)).not.toContain(id)
    await county.fulfil(helper, id)
    expect((await waiting(officer)).at(-1)).toBe(id)
    expect((await county.see(officer, id)).abilities['contact-reveal']).toBe(true)
    const headers = { 'idempotency-key': `call-back-${id}` }
    for (let i = 0; i < 4; i++) expect(await county.ok(officer, 'contact-reveal', id, { reason: '回访' })).toMatchObject({ phone })
    expect((await county.call(officer, 'contact-reveal', id, { reason: '回访' }, headers)).body).toMatchObject({ phone })
    const reveals = (await county.historyOf(id)).filter((entry) => entry.action === 'contact_reveal')
    expect(reveals.map(({ role }) => role)).toEqual(Array.from({ length: 5 }, () => 'callBackOfficer'))
    await county.ok(officer, 'confirm', id, { rating: 5, thanks: '电话里说很满意' })
    expect((await county.call(officer, 'contact-reveal', id, { reason: '回访' }, headers)).status).toBe(403)
    expect(await codeOf(county.call(officer, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
    expect(await waiting(officer)).not.toContain(id)
    expect(await codeOf(county.call(author, 'contact-reveal', id, { reason: '看看' }))).toEqual([403, 'FORBIDDEN'])
  })

  test('neither of another town, nor of their own team’s or own wish, nor once its time is over', async () => {
    const { id, author, helper } = await helped()
    await county.fulfil(helper, id)
    const elsewhere = await county.appointed('callBackOfficer', 'area', FAR_TOWN)
    expect(await codeOf(county.call(elsewhere, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
    expect((await county.list(elsewhere, 'view=callBack')).items).toEqual([])
    await county.appointed('callBackOfficer', 'area', TOWN, null, helper)
    expect(await codeOf(county.call(helper, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'OWN_CLAIM'])
    await county.appointed('callBackOfficer', 'area', TOWN, null, author)
    expect(await codeOf(county.call(author, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
    const officer = await county.appointed('callBackOfficer', 'area', TOWN)
    county.app.kernel.clock.offsetMs += 8 * DAY_MS
    expect(await codeOf(county.call(officer, 'contact-reveal', id, { reason: '回访' }))).toEqual([403, 'FORBIDDEN'])
  })
})

test('nobody files in a place that is not a grid or a community', async () => {
  expect(await codeOf(county.post(await county.resident(), { ...posted, areaCode: FAR_TOWN }))).toEqual([422, 'NO_AREA'])
  await county.submitted(await county.resident(), { ...posted, areaCode: COMMUNITY })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
