import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { COMMUNITY, DAY_MS, GRID, MONDAY, posted, setTime, TOWN, wishCounty, type Person, type WishCounty } from './wish-county.ts'

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
const wall = async (who?: Person) => (await county.list(who, 'view=wall')).items as { id: string; thanks: string; claimedBy: string; who: string; place: string }[]
const isOnWall = async (id: string, who?: Person) => (await wall(who)).some((line) => line.id === id)
async function thanked(thanks: string | undefined, { body = posted as object, showThanks }: { body?: object; showThanks?: boolean } = {}) {
  const wish = await county.published(undefined, body)
  const helper = await county.member()
  await county.ok(helper, 'claim', wish.id)
  await county.fulfil(helper, wish.id)
  await county.ok(wish.author, 'confirm', wish.id, { rating: 5, ...(thanks !== undefined && { thanks }), ...(showThanks !== undefined && { showThanks }) })
  return { ...wish, helper }
}

describe('the wish wall', () => {
  test('shows thanks once both agree, to guests too; either may change their mind', async () => {
    const { id, author, helper } = await thanked('扶手很稳，谢谢')
    expect(await isOnWall(id)).toBe(false)
    expect((await county.see(undefined, id)).thanks).toBeNull()
    expect(await county.ok(helper, 'show-thanks', id, { isAgreed: true })).toMatchObject({ thanks: '扶手很稳，谢谢', isThanksShown: true })
    expect((await wall())[0]).toMatchObject({ id, thanks: '扶手很稳，谢谢', who: '王*', place: '东岗社区', claimedBy: expect.any(String) })
    expect(await county.see(undefined, id)).toMatchObject({ thanks: '扶手很稳，谢谢', isThanksShown: true })
    await county.ok(author, 'show-thanks', id, { isAgreed: false })
    expect([await isOnWall(id), (await county.see(undefined, id)).thanks]).toEqual([false, null])
    await county.ok(author, 'show-thanks', id, { isAgreed: true })
    expect(await isOnWall(id)).toBe(true)
    const outside = (await county.app.request('GET', `/api/v1/history/wish/${id}`)).body.items as { action: string; label: string }[]
    expect(outside.some((entry) => entry.action.endsWith('thanks'))).toBe(false)
    const inside = (await county.app.request('GET', `/api/v1/history/wish/${id}`, { token: author.token })).body.items as { action: string; label: string }[]
    expect(inside[0]).toMatchObject({ action: 'wish.show_thanks', label: '说了感谢的话能不能公开' })
  })

  test('not where the resident kept them to the helper, nor of a wish for members only to others', async () => {
    const kept = await thanked('谢谢您', { showThanks: false })
    await county.ok(kept.helper, 'show-thanks', kept.id, { isAgreed: true })
    expect(await isOnWall(kept.id)).toBe(false)
    expect((await county.see(kept.helper, kept.id)).thanks).toBe('谢谢您')
    const inside = await thanked('谢谢您', { body: { ...posted, publicationConsent: false }, showThanks: true })
    await county.ok(inside.helper, 'show-thanks', inside.id, { isAgreed: true })
    expect([await isOnWall(inside.id), await isOnWall(inside.id, inside.helper)]).toEqual([false, true])
  })

  test('a sensitive wish says no name and its town only', async () => {
    const { id, helper } = await thanked('好多了，谢谢', { body: { ...posted, category: 'health' } })
    await county.ok(helper, 'show-thanks', id, { isAgreed: true })
    expect((await wall()).find((line) => line.id === id)).toMatchObject({ who: '一位居民', place: '城关街道' })
    const ids = async (areaCode: string) => (await county.list(undefined, `view=wall&areaCode=${areaCode}`)).items.map((line: { id: string }) => line.id)
    expect([(await ids(TOWN)).includes(id), (await ids(COMMUNITY)).includes(id)]).toEqual([true, false])
  })

  test('only resident and helper decide, and only where there are thanks', async () => {
    const { id, desk, author } = await thanked('谢谢')
    for (const who of [desk, await county.member(), await county.resident()]) expect(await codeOf(county.call(who, 'show-thanks', id, { isAgreed: true }))).toEqual([403, 'FORBIDDEN'])
    const silent = await thanked(undefined)
    expect(await codeOf(county.call(silent.helper, 'show-thanks', silent.id, { isAgreed: true }))).toEqual([422, 'NO_THANKS'])
    expect((await county.see(author, id)).abilities['show-thanks']).toBe(true)
    expect((await county.see(desk, id)).abilities['show-thanks'].code).toBe('FORBIDDEN')
  })

  test('risky words are refused; doubtful ones, a number, and no answer of the check wait for a worker', async () => {
    const { id, author, helper } = await county.claimed()
    await county.fulfil(helper, id)
    expect(await codeOf(county.call(author, 'confirm', id, { thanks: '违规测试' }))).toEqual([422, 'CONTENT_RISKY'])
    for (const words of ['待审测试', '谢谢，我的电话 13812345678']) {
      const wish = await thanked(words)
      await county.ok(wish.helper, 'show-thanks', wish.id, { isAgreed: true })
      expect(await isOnWall(wish.id)).toBe(false)
      const desk = await county.worker()
      const waiting = (await county.list(desk, 'view=thanks')).items
      expect(waiting.find((line: { id: string }) => line.id === wish.id)).toMatchObject({ thanks: words, abilities: { 'approve-thanks': true } })
      expect(await codeOf(county.call(wish.helper, 'approve-thanks', wish.id))).toEqual([403, 'FORBIDDEN'])
      await county.ok(desk, 'approve-thanks', wish.id)
      expect(await isOnWall(wish.id)).toBe(true)
      expect(await codeOf(county.call(desk, 'approve-thanks', wish.id))).toEqual([422, 'NO_THANKS'])
    }
  })
})

describe('the age of a wish', () => {
  test('counts calendar days in Shanghai, so that nobody finds the hour of one that shows its day only', async () => {
    const old = await county.published(undefined, { ...posted, category: 'culture' })
    setTime(county.app, new Date(Date.parse(MONDAY) + 3 * DAY_MS - 8 * 3_600_000).toISOString())
    const fresh = await county.published(undefined, { ...posted, category: 'culture' })
    const ids = async (query: string) => (await county.list(undefined, `category=culture&${query}`)).items.map((line: { id: string }) => line.id)
    // Two days and sixteen hours later it is the third day after.
    expect(await ids('minDays=3')).toEqual([old.id])
    expect(await ids('minDays=4')).toEqual([])
    expect(await ids('maxDays=2')).toEqual([fresh.id])
    expect(await ids('maxDays=3')).toEqual([fresh.id, old.id])
    expect(await ids('minDays=0&maxDays=0')).toEqual([fresh.id])
    expect((await county.app.request('GET', '/api/v1/wishes?minDays=-1')).status).toBe(400)
  })
})

describe('a member’s own list', () => {
  test('keeps what they fulfilled beside what they work on, and what a team of theirs did', async () => {
    const helper = await county.member()
    const done = await county.published()
    await county.ok(helper, 'claim', done.id)
    await county.fulfil(helper, done.id)
    await county.ok(done.author, 'confirm', done.id)
    const running = await county.published()
    const contact = await county.member()
    await county.ok(contact, 'claim', running.id, { team: { organizationId: county.branchId, contactId: contact.id, members: [{ memberId: helper.id, share: '换灯' }] } })
    const rows = (await county.list(helper, 'view=claims')).items as { id: string; state: string; dueAt: string | null }[]
    expect(rows.map(({ id, state }) => [id, state]).sort()).toEqual([[done.id, 'confirmed'], [running.id, 'claimed']].sort())
    expect(rows.find(({ id }) => id === running.id)!.dueAt).not.toBeNull()
    expect((await county.list(helper, 'view=claims&state=confirmed')).items.map((line: { id: string }) => line.id)).toEqual([done.id])
  })
})

test('two Chinese characters of the title find a wish as it was published', async () => {
  const { author, id } = await county.submitted(undefined, { ...posted, areaCode: GRID })
  await county.ok(await county.worker(), 'publish', id, { publicTitle: '想学用轮椅' })
  const found = async (words: string) => (await county.list(author, `q=${encodeURIComponent(words)}`)).items.map((line: { id: string }) => line.id)
  expect([await found('轮椅'), await found('学用轮椅'), await found('椅轮'), await found('轮')]).toEqual([[id], [id], [], []])
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
