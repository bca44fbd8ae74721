import type { UrgencyCode } from './catalogue.ts'

/** The limits of an urgency: who must have done what, how long after it became their turn. As `parseLimit` reads them. */
export interface UrgencyLimits {
  accept: string
  contact: string
  assign: string
  /** How long a unit may ask to hand a dispatch back; then it counts as accepted. */
  returnBy: string
  decide: string
  solve: string
  verify: string
}

/** The county's limits on the first day; setting `urgencyLimits` replaces them. Emergencies run round the clock. */
export const URGENCY_LIMITS: Record<UrgencyCode, UrgencyLimits> = {
  emergency: { accept: '30min', contact: '2h', assign: '1h', returnBy: '2h', decide: '1h', solve: '24h', verify: '24h' },
  urgent: { accept: '4wh', contact: '1wd', assign: '4wh', returnBy: '1wd', decide: '4wh', solve: '3wd', verify: '1wd' },
  normal: { accept: '1wd', contact: '1wd', assign: '1wd', returnBy: '2wd', decide: '1wd', solve: '7wd', verify: '3wd' },
  complex: { accept: '1wd', contact: '1wd', assign: '1wd', returnBy: '2wd', decide: '1wd', solve: '15wd', verify: '3wd' },
}

const ORDER: readonly UrgencyCode[] = ['complex', 'normal', 'urgent', 'emergency']

/** The more pressing of two: a demand has the highest urgency of its complaints. */
export const higherUrgency = (a: UrgencyCode, b: UrgencyCode): UrgencyCode =>
  ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b
