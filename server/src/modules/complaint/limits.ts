import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import { URGENCY_LIMITS, type UrgencyLimits } from '@huying/shared/complaint/urgency.ts'
import type { Kernel } from '../../kernel/context.ts'

/** The limits of an urgency as the county has set them. */
export const limitsOf = (kernel: Kernel, urgency: UrgencyCode): UrgencyLimits =>
  kernel.setting('urgencyLimits', URGENCY_LIMITS)[urgency]

/** How long a resident may answer before a resolved complaint closes by itself. */
export const CONFIRM_LIMIT = '7d'
/** How long after closing a resident may say that it was not solved. */
export const REOPEN_LIMIT = '15d'
