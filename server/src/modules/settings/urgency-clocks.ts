import type { UrgencyCode } from '@huying/shared/complaint/catalogue.ts'
import type { UrgencyLimits } from '@huying/shared/complaint/urgency.ts'
import type { Tx } from '../../kernel/db.ts'
import { halfLimit } from '../complaint/public.ts'

type Limits = Record<UrgencyCode, UrgencyLimits>

/** Which limit of its subject's urgency a clock runs by. */
const LIMIT_OF: Readonly<Record<string, keyof UrgencyLimits>> = {
  'complaint.accept': 'accept', 'complaint.contact': 'contact', 'complaint.solve': 'solve',
  'demand.assign': 'assign', 'demand.solve': 'solve', 'demand.red': 'solve', 'demand.verify': 'verify', 'demand.holdDecide': 'decide',
  'dispatch.returnLimit': 'returnBy', 'dispatch.contact': 'contact', 'dispatch.solve': 'solve', 'dispatch.decide': 'decide', 'dispatch.extensionDecide': 'decide',
}

interface Open {
  id: string
  clock: string
  limitSpec: string
  urgency: UrgencyCode
}

/** Open clocks, by id, that ran by a limit which is another one now, or by half of it; with the new one. */
export async function newLimitsOf({ sql }: Tx, before: Limits, after: Limits): Promise<Map<string, string>> {
  if (JSON.stringify(before) === JSON.stringify(after)) return new Map()
  const open = await sql<Open[]>`select k.id, k.subject_kind || '.' || k.kind as clock, k.limit_spec as "limitSpec", s.urgency
    from clocks k join lateral (
      select urgency from complaints where k.subject_kind = 'complaint' and id = k.subject_id
      union all select urgency from demands where k.subject_kind = 'demand' and id = k.subject_id
      union all select urgency from dispatches where k.subject_kind = 'dispatch' and id = k.subject_id) s on true
    where k.state in ('running', 'paused') and k.subject_kind || '.' || k.kind = any(${Object.keys(LIMIT_OF)}::text[])`
  return new Map(open.flatMap((clock) => {
    const limit = newLimit(clock, before, after)
    return limit === null || limit === clock.limitSpec ? [] : [[clock.id, limit] as const]
  }))
}

function newLimit({ clock, limitSpec, urgency }: Open, before: Limits, after: Limits): string | null {
  const name = LIMIT_OF[clock]!
  const [was, is] = [before[urgency][name], after[urgency][name]]
  if (limitSpec === was) return is
  return name === 'solve' && limitSpec === halfLimit(was) ? halfLimit(is) : null
}
