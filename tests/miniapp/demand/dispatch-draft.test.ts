import { demandContract } from '@huying/shared/demand/contract.ts'
import { describe, expect, test } from 'vitest'
import { asSuggested, dispatchBody, faultOf, isOverride, turnDropped, turnOptional, withAssist, withLead, withoutAssist } from '../../../miniapp/src/features/demand/dispatch-draft.ts'

const [LEAD, ASSIST, OTHER, KEPT] = ['1', '2', '3', '4'].map((digit) => `0192f0c4-0000-7000-8000-00000000000${digit}`) as [string, string, string, string]
const suggestion = {
  rule: { code: 'road-urban', label: '城区道路' }, leadUnitId: LEAD, leadUnitName: '县住建局', assistUnitIds: [ASSIST], tried: [], wouldChange: [], similar: [],
}
const nothing = { ...suggestion, rule: null, leadUnitId: null, leadUnitName: null, assistUnitIds: [] }
const parse = (...args: Parameters<typeof dispatchBody>) => demandContract.dispatch.body.parse(dispatchBody(...args))

describe('a dispatch starts as the catalogue suggests', () => {
  test('and goes out as it is, without a reason', () => {
    const draft = asSuggested(suggestion)
    expect([faultOf(draft, suggestion), isOverride(draft, suggestion)]).toEqual([null, false])
    expect(parse(draft, suggestion, [])).toEqual({ leadUnitId: LEAD, assists: [{ unitId: ASSIST, isRequired: true }] })
  })

  test('another lead asks for one sentence, and does not assist as well', () => {
    const draft = withLead(asSuggested(suggestion), ASSIST)
    expect(draft.assistUnitIds).toEqual([])
    expect(faultOf(draft, suggestion)).toBe('reason')
    expect(faultOf({ ...draft, overrideReason: '  ' }, suggestion)).toBe('reason')
    expect(parse({ ...draft, overrideReason: ' 现场看过 ' }, suggestion, [])).toEqual({ leadUnitId: ASSIST, overrideReason: '现场看过' })
  })

  test('where no rule fits the owner chooses, and owes no reason', () => {
    expect(faultOf(asSuggested(nothing), nothing)).toBe('lead')
    expect(faultOf(withLead(asSuggested(nothing), OTHER), nothing)).toBeNull()
  })
})

describe('assistants', () => {
  test('one is added once, and never beside its own lead', () => {
    const draft = withAssist(withAssist(asSuggested(suggestion), OTHER), OTHER)
    expect(draft.assistUnitIds).toEqual([ASSIST, OTHER])
    expect(withAssist(draft, LEAD)).toEqual(draft)
    expect(withoutAssist(draft, ASSIST).assistUnitIds).toEqual([OTHER])
  })

  test('those still at work are kept by name instead of asked again', () => {
    expect(parse(asSuggested(suggestion), suggestion, [{ id: KEPT, unitId: ASSIST }])).toEqual({ leadUnitId: LEAD, keepAssists: [KEPT] })
  })

  test('one of the round before may be let go, or take the lead itself', () => {
    const left = [{ id: KEPT, unitId: OTHER }]
    const draft = asSuggested(nothing)
    expect(parse(withLead(draft, LEAD), nothing, left)).toEqual({ leadUnitId: LEAD, keepAssists: [KEPT] })
    expect(parse(turnDropped(withLead(draft, LEAD), KEPT), nothing, left)).toEqual({ leadUnitId: LEAD })
    expect(parse(turnDropped(turnDropped(withLead(draft, LEAD), KEPT), KEPT), nothing, left)).toEqual({ leadUnitId: LEAD, keepAssists: [KEPT] })
    expect(parse(withLead(draft, OTHER), nothing, left)).toEqual({ leadUnitId: OTHER })
  })

  test('whose answer is not waited for goes out as not required', () => {
    expect(parse(turnOptional(asSuggested(suggestion), ASSIST), suggestion, [])).toEqual({ leadUnitId: LEAD, assists: [{ unitId: ASSIST, isRequired: false }] })
  })
})
