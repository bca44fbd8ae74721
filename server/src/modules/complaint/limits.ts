import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency.ts'
import { formatLimit, half, parseLimit } from '@huying/shared/kernel/limit.ts'
import type { Kernel } from '../../kernel/context.ts'

/** The limits of an urgency as the county has set them. */
export const limitsOf = (kernel: Kernel, urgency: UrgencyCode): UrgencyLimits =>
  kernel.setting('urgencyLimits', URGENCY_LIMITS)[urgency]

const LEAST = parseLimit('1wd')
/** Half of a limit, a working day at least: what is worked on anew has so long. */
export const halfLimit = (limit: string): string => formatLimit(half(parseLimit(limit), LEAST))

/** How long a resident may answer before a resolved complaint closes by itself. */
export const CONFIRM_LIMIT = '7d'
/** How long after closing a resident may say that it was not solved. */
export const REOPEN_LIMIT = '15d'
/** How long a resident may take to answer a question; the work stands still meanwhile. */
export const ANSWER_LIMIT = '5d'
/** How long a resident may object to having been declined. */
export const APPEAL_LIMIT = '15d'
/** How long the community may take to blow the whistle or say why not. */
export const RAISE_ANSWER_LIMIT = '1wd'
/** How long whoever decides may take over another reopening; silence grants it. */
export const REOPEN_DECIDE_LIMIT = '2wd'
