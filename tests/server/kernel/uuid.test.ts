import { expect, it } from 'vitest'
import { uuidv7 } from '../../../server/src/kernel/uuid.ts'

const millisecondsOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

it('is a version 7 UUID of the time given', () => {
  const now = new Date('2100-01-01T00:00:00.123Z')
  const id = uuidv7(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(millisecondsOf(id)).toBe(now.getTime())
})

it('sorts as made and never repeats, past the counter of a millisecond', () => {
  const now = new Date('2100-02-01T00:00:00Z')
  const ids = Array.from({ length: 20_000 }, () => uuidv7(now))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

it('sorts as made when the time goes back', () => {
  const ids = ['2100-03-01', '2100-02-28', '2026-01-01', '2100-03-02'].map((day) => uuidv7(new Date(day)))
  expect([...ids].sort()).toEqual(ids)
  expect(millisecondsOf(ids[3]!)).toBe(Date.parse('2100-03-02'))
})

it('shares no random part between two ids', () => {
  const tails = Array.from({ length: 5_000 }, () => uuidv7().slice(19))
  expect(new Set(tails).size).toBe(tails.length)
})
