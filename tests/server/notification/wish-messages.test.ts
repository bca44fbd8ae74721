import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WISH_RULES } from '../../../server/src/modules/notification/wish-rules.ts'
import { wishMachine } from '@huying/shared/wish/machine'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { DAY_MS, GRID, MONDAY, posted, setTime, wishCounty, type Person, type WishCounty } from '../wish/wish-county.ts'

let county: WishCounty
beforeAll(async () => {
  county = await wishCounty()
})
beforeEach(async () => {
  await county.sql`update clocks set state = 'stopped', ended_at = started_at, paused_at = null where state in ('running', 'paused') and subject_kind = 'wish'`
  setTime(county.app, MONDAY)
})
afterAll(() => county.app.close())

/** What somebody was told of a wish, oldest first. */
async function told(who: Person, id: string): Promise<string[]> {
  await county.app.drain()
  const { body } = await county.app.request('GET', '/api/v1/inbox?limit=50', { token: who.token })
  return body.items.filter((item: { subjectId: string }) => item.subjectId === id).map((item: { kind: string; title: string }) => `${item.kind} ${item.title}`).reverse()
}

describe('who is told of a wish', () => {
  test('along the way: the desk, the resident, the branch that must know whoever helps, the helper', async () => {
    const desk = await county.worker()
    const secretary = await county.secretary()
    const above = await county.secretary(county.committeeId)
    const { author, id } = await county.submitted()
    expect(await told(desk, id)).toEqual(['todo 许下了心愿'])
    await county.ok(desk, 'publish', id, { publicTitle: '想换一盏灯' })
    const helper = await county.member()
    await county.ok(helper, 'claim', id)
    expect(await told(secretary, id)).toEqual(['todo 认领了心愿'])
    expect(await told(above, id)).toEqual([])
    await county.ok(secretary, 'acknowledge', id)
    await county.fulfil(helper, id)
    await county.ok(author, 'confirm', id)
    expect(await told(author, id)).toEqual(['progress 审核通过，请党员来认领', 'progress 认领了心愿', 'todo 办好了，请居民确认'])
    expect((await told(helper, id)).filter((line) => !line.includes('请您看看能不能帮'))).toEqual(['progress 支部知道了，认领人可以联系居民', 'progress 确认心愿实现了'])
  })

  test('a guardian and whoever filed it hear what the resident would hear', async () => {
    const guardian = await county.resident()
    const dependentId = uuidv7()
    await county.sql`insert into dependents (id, guardian_id, kind, name, display_name, consent, created_at)
      values (${dependentId}, ${guardian.id}, 'elder', ${county.app.kernel.cipher.seal({ table: 'dependents', column: 'name', row: dependentId }, '李大爷')}, '李*', '书面同意', '2026-01-01')`
    const leader = await county.appointed('gridLeader', 'area', GRID, 'A')
    const wishes = [
      [guardian, await county.published(guardian, { ...posted, dependentId })],
      [leader, await county.published(leader, { ...posted, areaCode: GRID, onBehalfOf: { name: '陈秀英', authority: '本人口头委托' } })],
    ] as const
    for (const [who, { id }] of wishes) expect(await told(who, id)).toEqual(['progress 审核通过，请党员来认领'])
  })

  test('a team hears of its claim, a new contact and the old one of the change', async () => {
    const [contact, mate] = [await county.member(), await county.member()]
    const { author, id } = await county.published()
    await county.ok(contact, 'claim', id, { team: { organizationId: county.branchId, contactId: contact.id, members: [{ memberId: mate.id, share: '换灯' }] } })
    expect((await told(mate, id)).filter((line) => line.startsWith('progress'))).toEqual(['progress 认领了心愿'])
    await county.ok(await county.secretary(), 'replace-contact', id, { contactId: mate.id })
    expect(await told(mate, id)).toContain('todo 换了团队联系人')
    expect(await told(contact, id)).toContain('progress 换了团队联系人')
    expect(await told(author, id)).toContain('progress 换了团队联系人')
  })

  test('when all rings are through, branch and community are asked to find somebody, then the street hears of it', async () => {
    const [desk, secretary, street] = [await county.worker(), await county.secretary(), await county.street()]
    const { id } = await county.published()
    await county.advance(4 * DAY_MS)
    expect((await told(secretary, id)).filter((line) => line.startsWith('todo'))).toEqual(['todo 一个心愿还没有人认领，请安排一位党员'])
    expect(await told(desk, id)).toContain('todo 一个心愿还没有人认领，请安排一位党员')
    expect(await told(street, id)).toEqual([])
    await county.advance(4 * DAY_MS)
    expect(await told(secretary, id)).toContainEqual(expect.stringMatching(/^reminder 安排人来帮快到期/))
    expect(await told(street, id)).toContain('todo 还没有安排人，已提醒街道')
  })

  test('a claim that ran out, and a wish the clock closed, are told to both sides', async () => {
    const lapsed = await county.claimed()
    await county.advance(4 * DAY_MS)
    for (const who of [lapsed.author, lapsed.helper]) expect(await told(who, lapsed.id)).toContain('progress 认领到期，请别人来认领')
    const silent = await county.claimed()
    await county.fulfil(silent.helper, silent.id)
    await county.advance(8 * DAY_MS)
    for (const who of [silent.author, silent.helper]) expect(await told(who, silent.id)).toContain('progress 到期没有回复，自动确认')
    expect((await told(silent.author, silent.id)).filter((line) => line === 'todo 心愿办好了吗？请您确认')).toHaveLength(2)
  })

  test('whoever was to fill in a wish and did not hears that it is over', async () => {
    const { author, id } = await county.submitted()
    await county.ok(await county.worker(), 'return', id, { reason: '写清楚' })
    await county.advance(31 * DAY_MS)
    expect(await told(author, id)).toEqual(['todo 退回来请补充', expect.stringMatching(/^reminder 补充快到期/), 'progress 一直没有补充，到期自动撤回'])
  })

  test('a worker is asked to read thanks only where the check did not pass them', async () => {
    for (const [thanks, isAsked] of [['谢谢您', false], ['待审测试', true]] as const) {
      const { author, id, helper, desk } = await county.claimed()
      await county.fulfil(helper, id)
      await county.ok(author, 'confirm', id, { thanks })
      await county.ok(helper, 'show-thanks', id, { isAgreed: true })
      expect((await told(desk, id)).includes('todo 有一句感谢的话，请您看看能不能公开')).toBe(isAsked)
    }
  })
})

test('every step of a wish is told to somebody, but for those that concern nobody else', () => {
  const events = new Set(wishMachine.edges.map(({ event }) => `wish.${event}`))
  const untold = [...events].filter((kind) => !(kind in WISH_RULES))
  // A wider ring tells the members it asks.
  expect(untold).toEqual(['wish.widened'])
})

test('none of this was a fault of ours', () => {
  expect(county.app.faults).toEqual([])
})
