import type { UrgencyCode } from '@huying/shared/complaint/catalogue'
import type { Deadline } from '@huying/shared/kernel/schema'
import type { DeadlineWordsInput } from '../chip/deadline-chip'
import type { WhyInput } from './deadline-why'
import { usualLimit } from './limits'

/** A date to keep, the words around it, and what explains it. */
export interface Due extends DeadlineWordsInput {
  /** What ends it: 办结. */
  act: string
  /** How it began: 派来. */
  start: string
  why: WhyInput
}

/** A clock that still says something: it runs, stands still, or has fired and what it asks for is still owed. */
export const isShown = ({ state }: Deadline): boolean => state === 'running' || state === 'paused' || state === 'fired'

/** A clock of a complaint, a demand or a dispatch of this urgency as a date to keep. */
export function dueFrom(deadline: Deadline, urgency: UrgencyCode, act: string, start: string): Due {
  const limit = usualLimit(deadline.kind, urgency)
  const { startedAt, dueAt, sentence } = deadline
  return { deadline, act, start, ...(limit && { unit: limit.unit }), why: { startedAt, dueAt, limit, sentence, act } }
}
