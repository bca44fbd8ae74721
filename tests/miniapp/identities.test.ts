import { expect, test } from 'vitest'
import { identitiesOf } from '../../miniapp/src/hooks/identities.ts'

const now = new Date('2026-11-24T02:00:00.000Z')
const appointment = (part: object) => ({
  id: 'a', role: 'chair', scopeKind: 'association', scopeId: '1', scopeName: '南大街联合会', from: '2026-10-01T00:00:00.000Z', to: null, ...part,
} as Parameters<typeof identitiesOf>[0][number])

test('every identity says where it counts and until when; a resident is always one, what has ended or not begun is none', () => {
  const identities = identitiesOf([
    appointment({ to: '2026-12-31T16:00:00.000Z' }),
    appointment({ id: 'b', role: 'gridLeader', scopeKind: 'area', scopeId: '611023001001001', scopeName: '东岗社区 1网格' }),
    appointment({ id: 'c', to: '2026-11-24T01:00:00.000Z' }),
    appointment({ id: 'd', from: '2026-11-25T00:00:00.000Z' }),
    appointment({ id: 'e', scopeName: null }),
  ], now)
  expect(identities.map(({ role, scope, areaCode }) => [role, scope, areaCode])).toEqual([
    ['resident', '办自己和家里的事', undefined],
    ['chair', expect.stringMatching(/^南大街联合会 · 到 /), undefined],
    ['gridLeader', '东岗社区 1网格 · 长期', '611023001001001'],
    ['chair', '长期', undefined],
  ])
})
