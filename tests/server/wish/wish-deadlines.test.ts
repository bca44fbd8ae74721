import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkHistory } from '../../../server/src/kernel/history-check.ts'
import { sweepClocks, deadlineTable } from '../../../server/src/kernel/sweep.ts'
import { historyTables } from '../../../server/src/modules/history-tables.ts'
import { wishDeadlines } from '../../../server/src/modules/wish/deadlines.ts'
import { DAY_MS, HOUR_MS, MONDAY, setTime, wishCounty, type Person, type WishCounty } from './wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
beforeEach(async () => {
  await county.sql`update clocks set state = 'stopped', ended_at = started_at, paused_at = null where state in ('running', 'paused')`
  setTime(county.app, MONDAY)
})
afterAll(() => county.app.close())

const actionsOf = async (id: string) => (await county.historyOf(id)).map((entry) => entry.action)
/** When an action happened, as people in Shanghai say it. */
const whenOf = async (id: string, action: string) =>
  (await county.historyOf(id)).filter((entry) => entry.action === action)
    .map((entry) => new Date(entry.at.getTime() + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' '))

describe('before it is on the board', () => {
  test('a wish nobody reviews reaches the street after two working days, once; a late review still counts', async () => {
    const { id } = await county.submitted()
    const street = await county.street()
    expect((await county.list(street, 'view=street')).items).toEqual([])
    await county.advance(10 * DAY_MS)
    expect(await whenOf(id, 'review_overdue')).toEqual(['2027-03-03 18:00'])
    expect((await county.list(street, 'view=street')).items.map((item: { id: string }) => item.id)).toContain(id)
    await county.ok(await county.worker(), 'publish', id, { publicTitle: '想换灯' })
    expect((await county.rowOf(id)).street_since).toBeNull()
  })

  test('what was returned and never filled in is withdrawn at the end of the thirtieth day', async () => {
    const { id } = await county.submitted()
    await county.ok(await county.worker(), 'return', id, { reason: '请写清楚' })
    await county.advance(30 * DAY_MS)
    expect((await county.rowOf(id)).state).toBe('returned')
    await county.advance(DAY_MS)
    expect(await whenOf(id, 'lapse')).toEqual(['2027-04-01 00:00'])
    expect((await county.rowOf(id)).state).toBe('withdrawn')
  })
})

describe('on the board', () => {
  test('rings widen every 24 hours, then the branch has a working day, again and again, with the street told', async () => {
    const { id } = await county.published()
    await county.advance(5 * DAY_MS)
    expect(await whenOf(id, 'widen')).toEqual(['2027-03-02 09:00', '2027-03-03 09:00', '2027-03-04 09:00'])
    expect(await whenOf(id, 'assign_overdue')).toEqual([])
    expect((await county.clocksOf(id)).assign!.state).toBe('running')
    await county.advance(5 * DAY_MS)
    // Ring 4 ended on Friday at nine: one working day is Monday's close, the next Tuesday's.
    expect(await whenOf(id, 'assign_overdue')).toEqual(['2027-03-08 18:00', '2027-03-09 18:00', '2027-03-10 18:00'])
    expect((await county.rowOf(id)).street_since).not.toBeNull()
  })

  test('published at night, the first ring counts from seven in the morning', async () => {
    setTime(county.app, '2027-03-01T23:30:00+08:00')
    const { id } = await county.published()
    await county.advance(2 * DAY_MS)
    expect(await whenOf(id, 'widen')).toEqual(['2027-03-03 07:00'])
  })

  test('claimed, the ring stands still; released, it runs on for what was left', async () => {
    const { id, helper } = await county.claimed()
    await county.advance(DAY_MS)
    expect(await actionsOf(id)).not.toContain('widen')
    await county.ok(helper, 'release', id, { reason: '出差' })
    await county.advance(23 * HOUR_MS)
    expect(await actionsOf(id)).not.toContain('widen')
    await county.advance(2 * HOUR_MS)
    expect(await whenOf(id, 'widen')).toEqual(['2027-03-03 09:00'])
  })

  test('released with minutes left, the ring has an hour at least', async () => {
    const { id } = await county.published()
    const helper = await county.member()
    await county.advance(23.9 * HOUR_MS)
    await county.ok(helper, 'claim', id)
    await county.advance(HOUR_MS)
    await county.ok(helper, 'release', id, { reason: '出差' })
    const left = (await county.clocksOf(id)).ring!.dueAt.getTime() - county.app.kernel.clock.now().getTime()
    expect(left).toBeGreaterThan(0.99 * HOUR_MS)
    expect(left).toBeLessThanOrEqual(HOUR_MS)
  })

  test('released after it was assigned by the branch, the branch’s day runs on', async () => {
    const { id } = await county.published()
    await county.advance(4.2 * DAY_MS)
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    expect((await county.clocksOf(id)).assign!.state).toBe('paused')
    await county.ok(helper, 'release', id, { reason: '出差' })
    expect((await county.clocksOf(id)).assign!.state).toBe('running')
    expect((await county.clocksOf(id)).ring!.state).toBe('fired')
  })

  test('after 60 days of being open it ends; the days somebody had it do not count, and after a release there are 7', async () => {
    const { id } = await county.published()
    await county.advance(58 * DAY_MS)
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    await county.advance(2 * DAY_MS)
    await county.ok(helper, 'release', id, { reason: '出差' })
    await county.advance(6.9 * DAY_MS)
    expect((await county.rowOf(id)).state).toBe('open')
    await county.advance(0.2 * DAY_MS)
    expect((await county.rowOf(id)).state).toBe('unmet')
    expect((await county.clocksOf(id)).assign!.state).not.toBe('running')
  })
})

describe('while somebody helps', () => {
  test('warned at half, released after 72 hours without progress; a note buys 72 hours more', async () => {
    const { id, helper } = await county.claimed()
    await county.advance(40 * HOUR_MS)
    expect((await county.eventsOf(id, 'wish.clockWarned')).map((event) => event.data.clock)).toEqual(['progress'])
    await county.ok(helper, 'progress', id, { note: '买好了灯' })
    await county.advance(71 * HOUR_MS)
    expect((await county.rowOf(id)).state).toBe('claimed')
    await county.advance(2 * HOUR_MS)
    expect(await whenOf(id, 'auto_release')).toEqual(['2027-03-06 01:00'])
    expect(await county.rowOf(id)).toMatchObject({ state: 'open', claimer_id: null, contact_opened_at: null })
    expect((await county.sql`select state, end_reason from wish_claims where wish_id = ${id}`)[0]).toEqual({ state: 'lapsed', end_reason: 'progress' })
  })

  test('notes never move the thirty days; the resident can give thirty more, once', async () => {
    const { id, author, helper } = await county.claimed()
    const first = (await county.clocksOf(id)).total!.dueAt
    await county.ok(author, 'extend', id, {})
    expect((await county.clocksOf(id)).total!.dueAt.getTime() - first.getTime()).toBe(30 * DAY_MS)
    expect((await county.call(author, 'extend', id)).body.error.code).toBe('ONLY_ONCE')
    for (let day = 0; day < 62; day += 2) {
      await county.advance(2 * DAY_MS)
      if ((await county.rowOf(id)).state === 'claimed') await county.ok(helper, 'progress', id, { note: '还在办' })
    }
    expect(await whenOf(id, 'auto_release')).toEqual(['2027-05-01 00:00'])
  })

  test('three lapses in 90 days bar claims for 30 days, and no longer', async () => {
    const helper = await county.member()
    const lapse = async () => {
      const { id } = await county.published()
      await county.ok(helper, 'claim', id)
      await county.advance(73 * HOUR_MS)
      return id
    }
    await lapse()
    await lapse()
    expect((await county.sql`select barred_until from party_members where account_id = ${helper.id}`)[0]!.barred_until).toBeNull()
    await lapse()
    const { id } = await county.published()
    const refused = await county.call(helper, 'claim', id)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'BARRED'])
    await county.advance(29 * DAY_MS)
    expect((await county.call(helper, 'claim', id)).status).toBe(403)
    await county.advance(2 * DAY_MS)
    await county.ok(helper, 'claim', id)
  })

  test('progress at the very moment the clock fires: one of them wins, never both', async () => {
    const { id, helper } = await county.claimed()
    county.app.kernel.clock.offsetMs += 72 * HOUR_MS
    const sweep = sweepClocks(county.app.kernel, deadlineTable(wishDeadlines), (error) => {
      throw error
    })
    const [answer] = await Promise.all([county.call(helper, 'progress', id, { note: '还在办' }), sweep])
    const actions = await actionsOf(id)
    const won = [actions.includes('progress'), actions.includes('auto_release')]
    expect(won.filter(Boolean)).toHaveLength(1)
    // The claim ended: whoever had it may still read the wish, not work on it.
    expect([200, 403]).toContain(answer.status)
    expect(answer.status === 200).toBe(won[0])
  })
})

describe('after it was fulfilled', () => {
  test('the resident is reminded on day 3 and 6, then it counts as confirmed by the clock, without rating', async () => {
    const { id, helper } = await county.claimed()
    await county.fulfil(helper, id)
    await county.advance(7 * DAY_MS)
    expect(await county.eventsOf(id, 'wish.confirmReminded')).toHaveLength(2)
    expect((await county.rowOf(id)).state).toBe('fulfilled')
    await county.advance(DAY_MS)
    expect(await county.rowOf(id)).toMatchObject({ state: 'confirmed', confirmed_by: 'clock', rating: null, thanks: null })
    expect(await whenOf(id, 'auto_confirm')).toEqual(['2027-03-09 00:00'])
  })

  test('a dispute nobody settles goes to the street after three working days', async () => {
    const { id, helper, author } = await county.claimed()
    await county.fulfil(helper, id)
    await county.ok(author, 'dispute', id, { missing: '灯不亮' })
    await county.fulfil(helper, id)
    await county.ok(author, 'dispute', id, { missing: '还是不亮' })
    await county.advance(5 * DAY_MS)
    expect(await whenOf(id, 'settle_overdue')).toEqual(['2027-03-04 18:00'])
    const refused = await county.call(await county.worker(), 'settle', id, { decision: 'done', reason: '看过了' })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'STREET_DECIDES'])
    await county.ok(await county.street(), 'settle', id, { decision: 'done', reason: '街道看过了' })
  })
})

describe('from the due instant on the clock decides, also before it is seen to', () => {
  /** Time goes by with nobody looking at the clocks. */
  const unseen = (ms: number) => {
    county.app.kernel.clock.offsetMs += ms
  }
  const refused = async (who: Person, verb: string, id: string, body?: unknown) => {
    const { status, body: { error } } = await county.call(who, verb, id, body)
    return [status, error?.code, error?.details.clock]
  }

  test('a claim that ran out is neither worked on, nor given more time, nor handed in or back; then it lapses', async () => {
    const { id, author, helper } = await county.claimed()
    unseen(72 * HOUR_MS - 60_000)
    expect((await county.see(helper, id)).abilities).toMatchObject({ progress: true, fulfil: true })
    await county.ok(author, 'share-contact', id)
    unseen(60_000)
    const over = [409, 'TIME_OVER', 'progress']
    const photo = await county.photoOf(helper.id, 'proof')
    expect(await refused(helper, 'progress', id, { note: '在办' })).toEqual(over)
    expect(await refused(helper, 'fulfil', id, { account: '换好了', uploadIds: [photo] })).toEqual(over)
    expect(await refused(helper, 'release', id, { reason: '办不了' })).toEqual(over)
    expect(await refused(author, 'extend', id)).toEqual(over)
    expect((await county.call(helper, 'contact-reveal', id, { reason: '约时间' })).status).toBe(403)
    expect((await county.see(helper, id)).abilities.fulfil).toMatchObject({ code: 'TIME_OVER' })
    await county.drain()
    expect((await actionsOf(id)).filter((action) => !['submit', 'publish', 'claim'].includes(action))).toEqual(['share_contact', 'auto_release'])
    expect((await county.rowOf(id)).state).toBe('open')
  })

  test('what nobody answered is neither confirmed by hand nor disputed any more', async () => {
    const { id, author, helper } = await county.claimed()
    await county.fulfil(helper, id)
    unseen(8 * DAY_MS)
    expect(await refused(author, 'confirm', id)).toEqual([409, 'TIME_OVER', 'confirm'])
    expect(await refused(author, 'dispute', id, { missing: '灯不亮' })).toEqual([409, 'TIME_OVER', 'confirm'])
    await county.drain()
    expect(await county.rowOf(id)).toMatchObject({ state: 'confirmed', confirmed_by: 'clock' })
  })

  test('what was returned for too long is not handed in again, and what was open for too long not claimed', async () => {
    const { id, author } = await county.submitted()
    await county.ok(await county.worker(), 'return', id, { reason: '请写清楚' })
    const { id: openId } = await county.published()
    unseen(31 * DAY_MS)
    expect(await refused(author, 'resubmit', id, { story: '厨房的灯坏了三天' })).toEqual([409, 'TIME_OVER', 'resubmit'])
    unseen(30 * DAY_MS)
    const helper = await county.member()
    expect(await refused(helper, 'claim', openId)).toEqual([409, 'TIME_OVER', 'unmet'])
    expect((await county.see(helper, openId)).abilities.claim).toMatchObject({ code: 'TIME_OVER' })
    expect((await county.clocksOf(openId)).unmet!.state).toBe('running')
    expect(await county.sql`select 1 from wish_claims where wish_id = ${openId}`).toEqual([])
  })
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})

test('many that fall due together step together: each its own entry, event and clocks, and histories that verify', async () => {
  const wishes = await Promise.all(Array.from({ length: 25 }, () => county.submitted()))
  await county.advance(10 * DAY_MS)
  for (const { id } of wishes) {
    expect(await actionsOf(id)).toEqual(['submit', 'review_overdue'])
    expect(await county.eventsOf(id, 'wish.reviewFellDue')).toHaveLength(1)
    expect((await county.rowOf(id)).version).toBe(2)
  }
  const at = await county.sql`select distinct at from history where action = 'review_overdue' and subject_id = any(${wishes.map(({ id }) => id)}::uuid[])`
  expect(at).toHaveLength(1)
  expect((await checkHistory(county.app.kernel.db, { tables: historyTables, cipher: county.app.kernel.cipher })).faults).toEqual([])
})
