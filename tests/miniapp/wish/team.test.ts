import { describe, expect, test } from 'vitest'
import { memberWords, MOST_MEMBERS, NO_TEAM, type Organization, organizationOf, shared, teamBody, teamFault, turned } from '../../../miniapp/src/features/wish/team.ts'

const household: Organization = { id: 'household', name: '第1党员中心户', level: 'memberHousehold', members: 1 }
const group: Organization = { id: 'group', name: '一网格党小组', level: 'gridGroup', members: 4 }
const branch: Organization = { id: 'branch', name: '东岗社区党总支', level: 'generalBranch', members: 40 }
const liu = { id: 'liu', who: '刘*平' }
const chen = { id: 'chen', who: '陈*' }

describe('in whose name a team claims', () => {
  test('the nearest organization with somebody to ask, unless another is chosen', () => {
    expect(organizationOf([household, group, branch], NO_TEAM)).toBe(group)
    expect(organizationOf([household, group, branch], { ...NO_TEAM, organizationId: 'branch' })).toBe(branch)
    expect(organizationOf([household, group], { ...NO_TEAM, organizationId: 'gone' })).toBe(group)
    expect(organizationOf([household], NO_TEAM)).toBeNull()
  })
})

describe('who comes along', () => {
  test('a tap asks, another one takes back; the shares of the others stay', () => {
    const two = turned(turned([], liu), chen)
    expect(two.map(({ who }) => who)).toEqual(['刘*平', '陈*'])
    expect(turned(shared(two, 'chen', '买材料'), liu)).toEqual([{ memberId: 'chen', who: '陈*', share: '买材料' }])
  })

  test('no more than a team may have, the contact counted', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ id: `m${i}`, who: `${i}` })).reduce(turned, [])
    expect(many).toHaveLength(MOST_MEMBERS - 1)
    expect(turned(many, { id: 'm0', who: '0' })).toHaveLength(MOST_MEMBERS - 2)
  })

  test('what is missing is told in the order of the page, then all is sent with the contact first', () => {
    const both = [{ memberId: 'liu', who: '刘*平', share: '' }]
    expect(teamFault(NO_TEAM)).toMatchObject({ at: 'helpers' })
    expect(teamFault({ ...NO_TEAM, helpers: both })).toMatchObject({ at: 'own' })
    expect(teamFault({ ...NO_TEAM, ownShare: '约时间', helpers: both })).toEqual({ at: { memberId: 'liu' }, words: '写一句 刘*平 做什么' })
    const ready = { ...NO_TEAM, ownShare: ' 约时间 ', helpers: shared(both, 'liu', '上门装') }
    expect(teamFault(ready)).toBeNull()
    expect(teamBody('branch', 'me', ready)).toEqual({
      team: { organizationId: 'branch', contactId: 'me', members: [{ memberId: 'me', share: '约时间' }, { memberId: 'liu', share: '上门装' }] },
    })
  })

  test('a line says where they belong and what they can do', () => {
    expect(memberWords({ organization: '一网格党小组', skills: [] })).toBe('一网格党小组')
    expect(memberWords({ organization: '一网格党小组', skills: ['plumbing', 'not-known'] })).toMatch(/^一网格党小组 · 会[^、]+$/)
  })
})
