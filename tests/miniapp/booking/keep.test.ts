import { bookingCatalogueContract } from '@huying/shared/booking/catalogue-contract.ts'
import type { Service } from '@huying/shared/booking/contract.ts'
import { describe, expect, test } from 'vitest'
import { hoursText, parseHours, weekWords } from '../../../miniapp/src/features/booking/hours.ts'
import { EMPTY_PLACE, placeFaultsOf, placeOf } from '../../../miniapp/src/features/booking/place-form.ts'
import { EMPTY_RULE, faultsOf, formOf, ruleOf, type RuleForm } from '../../../miniapp/src/features/booking/rule-form.ts'

describe('hours', () => {
  test('are read as people write them, and stand in the field as one reads them back', () => {
    const read = [['9:00-11:00，14:00-16:00', [['09:00', '11:00'], ['14:00', '16:00']]], ['9-11 14到16:30', [['09:00', '11:00'], ['14:00', '16:30']]], ['', []], ['18：00—24:00', [['18:00', '24:00']]]] as const
    for (const [text, spans] of read) expect(parseHours(text), text).toEqual(spans)
    for (const text of ['上午', '9点-11点', '09:00', '25:00-26:00', '09:70-10:00']) expect(parseHours(text), text).toBeNull()
    const spans = parseHours('9-11，14-16')!
    expect(parseHours(hoursText(spans))).toEqual(spans)
  })

  test('of a week are said in one line, days alike together', () => {
    const [work, saturday] = [[['09:00', '11:00']], [['14:00', '16:00']]] as [string, string][][]
    expect(weekWords([[], work!, work!, work!, work!, work!, saturday!])).toBe('周一到周五 09:00-11:00；周六 14:00-16:00')
    expect(weekWords([work!, work!, [], work!, [], [], []])).toBe('周一 09:00-11:00；周三 09:00-11:00；周日 09:00-11:00')
    expect(weekWords([[], [], [], [], [], [], []])).toBeNull()
  })
})

const full: RuleForm = { ...EMPTY_RULE, name: ' 书法班 ', kind: 'class', summary: '笔墨纸都有', week: ['', '9-11', '', '9-11，14-16', '', '', ''] }

describe('a rule', () => {
  test('that is empty names what is missing, from the top of the page', () => {
    expect(faultsOf(EMPTY_RULE).map(({ field }) => field)).toEqual(['name', 'kind', 'summary'])
    expect(faultsOf(full)).toEqual([])
  })

  test('is what the server takes, with nothing of a price where it is free', () => {
    const body = { ...ruleOf(full), placeId: '5a7b8c9d-0000-4000-8000-000000000001' }
    expect(bookingCatalogueContract.createService.body!.parse(body)).toMatchObject({ name: '书法班', weeklyHours: [[], [['09:00', '11:00']], [], [['09:00', '11:00'], ['14:00', '16:00']], [], [], []], quota: null })
    expect(body).not.toHaveProperty('priceFen')
    expect(ruleOf({ ...full, priceKind: 'lowProfit', price: '3.5', marketPrice: '10' })).toMatchObject({ priceFen: 350, marketPriceFen: 1000 })
  })

  test('names every contradiction at its field', () => {
    const wrong: RuleForm = {
      ...full, priceKind: 'lowProfit', price: '10', marketPrice: '3', week: ['', '11-9', '', '', '', '', '9点'], seats: '0', opensDaysAhead: '90', quotaPeriod: 'week', quotaCount: '',
      exceptions: [{ key: 'a', date: '2027-02-29', hours: '9-9:30', reason: '' }],
    }
    expect(faultsOf(wrong).map(({ field }) => field)).toEqual([
      'priceFen', 'weeklyHours.1', 'weeklyHours.6', 'exceptions.0.date', 'exceptions.0.hours', 'exceptions.0.reason', 'seats', 'opensDaysAhead', 'quota',
    ])
    expect(faultsOf({ ...full, exceptions: [{ key: 'a', date: '2028-02-29', hours: '', reason: '盘点' }] })).toEqual([])
  })

  test('that is kept as it was says what it said', () => {
    const rule = { ...ruleOf({ ...full, priceKind: 'lowProfit', price: '3.5', marketPrice: '10', quotaPeriod: 'month', quotaCount: '2', exceptions: [{ key: 'a', date: '2027-05-01', hours: '', reason: '劳动节' }] }) }
    expect(ruleOf(formOf(rule as unknown as Service))).toEqual(rule)
  })
})

describe('a place', () => {
  test('that is empty names what is missing; one without hours has none, not seven empty days', () => {
    expect(placeFaultsOf(EMPTY_PLACE, []).map(({ field }) => field)).toEqual(['communityCode', 'name', 'kind', 'address', 'point'])
    const form = { ...EMPTY_PLACE, communityCode: '611023001001', name: '活动室', kind: 'functionRoom' as const, address: '东岗路 8 号', point: { lng: 110.9, lat: 33.5 } }
    expect(placeFaultsOf(form, [])).toEqual([])
    expect(bookingCatalogueContract.updatePlace.body!.parse(placeOf(form))).toMatchObject({ phone: null, openingHours: null, checkInRadiusM: 300 })
    expect(placeFaultsOf({ ...form, week: ['8点', '', '', '', '', '', ''], phone: '打我' }, []).map(({ field }) => field)).toEqual(['phone', 'openingHours.0'])
    expect(placeFaultsOf(form, [{ key: 'a', path: 'a', state: 'sending', percent: 3 }])).toHaveLength(1)
  })
})
