import { expect, test } from 'vitest'
import { paceOf } from '../../../miniapp/src/features/demand/view-model.ts'

test('what was stepped up or is twice over its limit is supervised, then comes late, then soon due', () => {
  expect(paceOf({ level: 1, colour: 'none' })).toBe('supervised')
  expect(paceOf({ level: 0, colour: 'red' })).toBe('supervised')
  expect(paceOf({ level: 0, colour: 'orange' })).toBe('over')
  expect(paceOf({ level: 0, colour: 'yellow' })).toBe('soon')
  expect(paceOf({ level: 0, colour: 'none' })).toBeNull()
})
