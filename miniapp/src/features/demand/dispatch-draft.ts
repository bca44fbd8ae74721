import type { demandContract } from '@huying/shared/demand/contract'
import type { CallInput } from '@huying/shared/kernel/endpoint'
import type { Suggestion } from './service'

/** Whom the owner is about to send it to; starts as the catalogue suggests. */
export interface DispatchDraft {
  leadUnitId: string | null
  assistUnitIds: readonly string[]
  overrideReason: string
}

export const asSuggested = (suggestion: Suggestion): DispatchDraft => ({
  leadUnitId: suggestion.leadUnitId,
  assistUnitIds: suggestion.assistUnitIds,
  overrideReason: '',
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

export type DispatchFault = 'lead' | 'reason'

export function faultOf(draft: DispatchDraft, suggestion: Suggestion): DispatchFault | null {
  if (draft.leadUnitId === null) return 'lead'
  return isOverride(draft, suggestion) && draft.overrideReason.trim() === '' ? 'reason' : null
}

/** Surviving assistants of the round before are kept; the server knows which of them may stay. */
export function dispatchBody(draft: DispatchDraft, suggestion: Suggestion, kept: readonly { id: string; unitId: string }[]): CallInput<typeof demandContract.dispatch>['body'] {
  const keptUnits = kept.map(({ unitId }) => unitId)
  const assists = draft.assistUnitIds.filter((unitId) => !keptUnits.includes(unitId)).map((unitId) => ({ unitId }))
  return {
    leadUnitId: draft.leadUnitId ?? '',
    ...(assists.length > 0 && { assists }),
    ...(kept.length > 0 && { keepAssists: kept.map(({ id }) => id) }),
    ...(isOverride(draft, suggestion) && { overrideReason: draft.overrideReason.trim() }),
  }
}
