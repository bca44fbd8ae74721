import { URGENCY_LIMITS } from '@huying/shared/complaint/urgency'
import type { UrgencyCode } from '@huying/shared/complaint/catalogue'
import { parseLimit, type Limit } from '@huying/shared/kernel/limit'

type Column = keyof (typeof URGENCY_LIMITS)['normal']

const COLUMNS: Record<string, Column> = {
  accept: 'accept', contact: 'contact', assign: 'assign', returnLimit: 'returnBy', decide: 'decide', holdDecide: 'decide', extensionDecide: 'decide', solve: 'solve', verify: 'verify',
}
/** Limits that no urgency changes. */
const FIXED: Record<string, string> = { confirm: '7d', reopenWindow: '15d', answer: '5d', appeal: '15d', raiseAnswer: '1wd', reopenDecide: '2wd' }

/** How long a clock of this kind usually runs; the server may have been set otherwise, so the due date is always its own. */
export function usualLimit(kind: string, urgency: UrgencyCode): Limit | null {
  const column = COLUMNS[kind]
  const text = column ? URGENCY_LIMITS[urgency][column] : FIXED[kind]
  return text === undefined ? null : parseLimit(text)
}
