import type { demandContract } from '@huying/shared/demand/contract'
import type { CallInput } from '@huying/shared/kernel/endpoint'
import type { Suggestion } from './service'

/** Whom the owner is about to send it to; starts as the catalogue suggests. */
export interface DispatchDraft {
  leadUnitId: string | null
  assistUnitIds: readonly string[]
  overrideReason: string
  /** Of the units that assist, those whose answer is not waited for. */
  optionalUnitIds: readonly string[]
  /** Dispatches of assistants of the round before that end with this one. */
  droppedIds: readonly string[]
}

export const asSuggested = (suggestion: Suggestion): DispatchDraft => ({
  leadUnitId: suggestion.leadUnitId,
  assistUnitIds: suggestion.assistUnitIds,
  overrideReason: '',
  optionalUnitIds: [],
  droppedIds: [],
})

/** Another lead than the rule's: that asks for one sentence, kept in the history. */
export const isOverride = (draft: DispatchDraft, suggestion: Suggestion): boolean =>
  suggestion.leadUnitId !== null && draft.leadUnitId !== null && draft.leadUnitId !== suggestion.leadUnitId

export function withLead(draft: DispatchDraft, unitId: string): DispatchDraft {
  return { ...draft, leadUnitId: unitId, assistUnitIds: draft.assistUnitIds.filter((id) => id !== unitId) }
}

/** A unit has one part only, so the lead does not assist as well. */
export function withAssist(draft: DispatchDraft, unitId: string): DispatchDraft {
  if (unitId === draft.leadUnitId || draft.assistUnitIds.includes(unitId)) return draft
  return { ...draft, assistUnitIds: [...draft.assistUnitIds, unitId] }
}

export const withoutAssist = (draft: DispatchDraft, unitId: string): DispatchDraft => ({
  ...draft,
  assistUnitIds: draft.assistUnitIds.filter((id) => id !== unitId),
})

const turned = (ids: readonly string[], id: string): readonly string[] => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])
/** Waits for this assistant's answer, or no more. */
export const turnOptional = (draft: DispatchDraft, unitId: string): DispatchDraft => ({ ...draft, optionalUnitIds: turned(draft.optionalUnitIds, unitId) })
/** Lets an assistant of the round before go, or keeps it after all. */
export const turnDropped = (draft: DispatchDraft, dispatchId: string): DispatchDraft => ({ ...draft, droppedIds: turned(draft.droppedIds, dispatchId) })

export type DispatchFault = 'lead' | 'reason'

export function faultOf(draft: DispatchDraft, suggestion: Suggestion): DispatchFault | null {
  if (draft.leadUnitId === null) return 'lead'
  return isOverride(draft, suggestion) && draft.overrideReason.trim() === '' ? 'reason' : null
}

/** Surviving assistants of the round before are kept unless they were let go; one that becomes the lead is asked anew. */
export function dispatchBody(draft: DispatchDraft, suggestion: Suggestion, left: readonly { id: string; unitId: string }[]): CallInput<typeof demandContract.dispatch>['body'] {
  const kept = left.filter(({ id, unitId }) => !draft.droppedIds.includes(id) && unitId !== draft.leadUnitId)
  const leftUnits = left.map(({ unitId }) => unitId)
  const assists = draft.assistUnitIds
    .filter((unitId) => !leftUnits.includes(unitId))
    .map((unitId) => ({ unitId, ...(draft.optionalUnitIds.includes(unitId) && { isRequired: false }) }))
  return {
    leadUnitId: draft.leadUnitId ?? '',
    ...(assists.length > 0 && { assists }),
    ...(kept.length > 0 && { keepAssists: kept.map(({ id }) => id) }),
    ...(isOverride(draft, suggestion) && { overrideReason: draft.overrideReason.trim() }),
  }
}
