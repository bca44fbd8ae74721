import type { DispatchRow } from './table.ts'

const UNANSWERED: readonly DispatchRow['state'][] = ['sent', 'accepted', 'return_requested']

/** The lead has replied, and no required assistant still owes an answer: replied, returned and cancelled do not. */
export const isAllReplied = (round: readonly Pick<DispatchRow, 'role' | 'isRequired' | 'state'>[]): boolean =>
  round.some(({ role, state }) => role === 'lead' && state === 'replied') &&
  round.every(({ isRequired, state }) => !isRequired || !UNANSWERED.includes(state))
