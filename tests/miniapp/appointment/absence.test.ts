import { appointmentContract } from '@huying/shared/appointment/contract.ts'
import { expect, test } from 'vitest'
import { absenceForAct, absenceOf, ownAbsenceAct } from '../../../miniapp/src/features/appointment/acts.ts'

const values = (words: Record<string, string>) => ({ words, photos: {} })
/** Tuesday, 10:00 in Shanghai. */
const NOW = new Date('2026-11-24T02:00:00.000Z')

test('an absence covers whole days of the county, from now or from the first moment of a day to come', () => {
  expect(absenceOf(values({ start: '0', days: '1' }), NOW)).toEqual({ to: '2026-11-24T16:00:00.000Z' })
  expect(absenceOf(values({ start: '1', days: '3' }), NOW)).toEqual({ from: '2026-11-24T16:00:00.000Z', to: '2026-11-27T16:00:00.000Z' })
})

test('it goes out as the contract takes it, for oneself and for somebody else', () => {
  const id = '0192f0c4-0000-7000-8000-000000000001'
  const when = { start: '0', days: '2', reason: '住院' }
  expect(appointmentContract.reportAbsence.body.parse(ownAbsenceAct(id).body(values(when)))).toMatchObject({ appointmentId: id, reason: '住院' })
  expect(appointmentContract.reportAbsence.body.parse(absenceForAct('611023001001').body(values({ ...when, appointmentId: id })))).toMatchObject({ appointmentId: id })
})

test('in a town the community is asked first, then its grid, then who holds it', () => {
  const asked = (words: Record<string, string>) => absenceForAct('611023001').fields.filter(({ isAsked }) => !isAsked || isAsked(values(words))).map(({ name }) => name)
  expect(asked({})).toEqual(['communityCode', 'start', 'days', 'reason'])
  expect(asked({ communityCode: '611023001001' })).toEqual(['communityCode', 'gridCode', 'start', 'days', 'reason'])
  expect(asked({ communityCode: '611023001001', gridCode: '611023001001001' })).toContain('appointmentId')
})
