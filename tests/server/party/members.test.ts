import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'
import { MONDAY, setTime, wishCounty, type Person, type WishCounty } from '../wish/wish-county.ts'

let county: WishCounty
let groupId: string
let otherGroupId: string
beforeAll(async () => {
  county = await wishCounty()
  ;[groupId, otherGroupId] = [uuidv7(), uuidv7()]
  for (const [id, name] of [[groupId, '一网格党小组'], [otherGroupId, '二网格党小组']] as const)
    await county.sql`insert into party_organizations (id, level, name, parent_id, path, area_code)
      values (${id}, 'gridGroup', ${name}, ${county.branchId}, ${[county.committeeId, county.branchId, id]}, '611023001001001')`
})
beforeEach(async () => {
  setTime(county.app, MONDAY)
  await county.sql`delete from party_members`
})
afterAll(() => county.app.close())

const get = (who: Person | undefined, path = '') => county.app.request('GET', `/api/v1/party-organizations${path}`, who ? { token: who.token } : {})
const membersOf = (who: Person | undefined, id: string, query = '') => get(who, `/${id}/members${query}`)
const named = async (who: Person, name: string): Promise<Person> => {
  await county.sql`update accounts set staff_name = ${name} where id = ${who.id}`
  return who
}

describe('the organizations one may gather a team from', () => {
  test('a member sees their own and those above it, the nearest first, with everybody below counted', async () => {
    const member = await county.member({ organizationId: groupId })
    await county.member({ organizationId: otherGroupId })
    await county.member()
    expect((await get(member)).body.items).toEqual([
      { id: groupId, name: '一网格党小组', level: 'gridGroup', members: 1 },
      { id: county.branchId, name: '东岗社区党总支', level: 'generalBranch', members: 3 },
      { id: county.committeeId, name: '城关街道党工委', level: 'streetCommittee', members: 3 },
    ])
  })

  test('a secretary without a membership sees what they lead; a resident nothing; a guest is asked to sign in', async () => {
    expect((await get(await county.secretary())).body.items).toMatchObject([{ id: county.branchId }])
    expect((await get(await county.resident())).body).toEqual({ items: [] })
    expect((await get(undefined)).status).toBe(401)
  })
})

describe('the members of an organization', () => {
  test('are shown to each other as 刘*平 with branch and skills, their own branch first, and never a phone', async () => {
    const me = await named(await county.member({ organizationId: otherGroupId, skills: ['plumbing'] }), '刘*平')
    const near = await named(await county.member({ organizationId: otherGroupId }), '陈*')
    const far = await named(await county.member({ organizationId: groupId }), '李*华')
    const { status, body } = await membersOf(me, county.branchId)
    expect(status).toBe(200)
    expect(body.items.slice(0, 2).sort((one: { isMe: boolean }) => (one.isMe ? -1 : 1))).toEqual([
      { id: me.id, who: '刘*平', organization: '二网格党小组', skills: ['plumbing'], isMe: true },
      { id: near.id, who: '陈*', organization: '二网格党小组', skills: [], isMe: false },
    ])
    expect(body.items[2]).toEqual({ id: far.id, who: '李*华', organization: '一网格党小组', skills: [], isMe: false })
    expect(body.nextCursor).toBeNull()
  })

  test('come in pages without a gap or a repeat', async () => {
    const me = await county.member({ organizationId: groupId })
    const all = [me]
    for (let i = 0; i < 6; i++) all.push(await county.member({ organizationId: i % 2 === 0 ? groupId : otherGroupId }))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await membersOf(me, county.branchId, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      expect(body.items.length).toBeLessThanOrEqual(2)
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    } while (cursor)
    expect(seen).toHaveLength(all.length)
    expect([...seen].sort()).toEqual(all.map(({ id }) => id).sort())
    expect((await membersOf(me, county.branchId, '?cursor=bm9uc2Vuc2U')).status).toBe(400)
  })

  test('leave out whose membership or account is over', async () => {
    const me = await county.member()
    const [former, closed] = [await county.member(), await county.member()]
    await county.sql`insert into appointments (id, account_id, role, scope_kind, scope_id, from_at, to_at, created_at)
      values (${uuidv7()}, ${former.id}, 'member', 'partyOrganization', ${county.branchId}, '2020-01-01', '2020-02-01', '2020-01-01')`
    await county.sql`update accounts set state = 'closed' where id = ${closed.id}`
    expect((await membersOf(me, county.branchId)).body.items.map(({ id }: { id: string }) => id)).toEqual([me.id])
    expect((await get(me)).body.items[0]).toMatchObject({ members: 1 })
  })

  test('are hidden from another organization, a sister group, a resident, the desk and an unknown id: 404', async () => {
    const sister = await county.member({ organizationId: otherGroupId })
    const stranger = await county.member({ organizationId: county.farBranchId })
    for (const who of [sister, stranger, await county.resident(), await county.worker(), await county.secretary(county.farBranchId)])
      expect((await membersOf(who, groupId)).status).toBe(404)
    expect((await membersOf(sister, uuidv7())).status).toBe(404)
    expect((await membersOf(undefined, groupId)).status).toBe(401)
    expect((await membersOf(sister, 'no-id')).status).toBe(400)
  })

  test('a secretary reads all below what they lead, and nothing above', async () => {
    const secretary = await county.secretary()
    const member = await county.member({ organizationId: groupId })
    expect((await membersOf(secretary, groupId)).body.items.map(({ id }: { id: string }) => id)).toEqual([member.id])
    expect((await membersOf(secretary, county.committeeId)).status).toBe(404)
  })
})
