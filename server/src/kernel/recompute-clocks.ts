import { dueAt, isProvisional, redAt, warnAt } from '@huying/shared/kernel/calendar-clock.ts'
import { explain } from '@huying/shared/kernel/calendar-explain.ts'
import type { Calendar } from '@huying/shared/kernel/calendar.ts'
import { parseLimit } from '@huying/shared/kernel/limit.ts'
import { CLOCK_COLUMNS, type ClockRow } from './clocks.ts'
import type { Tx } from './db.ts'

export interface MovedClock {
  subjectKind: string
  subjectId: string
  kind: string
  before: Date
  after: Date
}

interface Reading {
  dueAt: Date
  warnAt: Date | null
  isProvisional: boolean
  sentence: string
}

/** A clock by a calendar and a limit, and one at whose end the limit has run once more; null where the calendar does not reach so far. */
function readBy(calendar: Calendar, { startedAt, pauses, sentence }: ClockRow, limitSpec: string): Record<'once' | 'twice', Reading> | null {
  const limit = parseLimit(limitSpec)
  const spans = pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
  try {
    const due = dueAt(calendar, startedAt, limit, spans)
    return {
      once: {
        dueAt: due,
        warnAt: warnAt(calendar, startedAt, limit, spans),
        isProvisional: isProvisional(calendar, startedAt, due, limit),
        sentence: explain(calendar, startedAt, limit, spans).sentence,
      },
      twice: { dueAt: redAt(calendar, due, limit), warnAt: null, isProvisional: false, sentence },
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** What is in force before and after a change of the rules. */
export interface RuleChange {
  before: Calendar
  after: Calendar
  /** Open clocks, by id, whose limit is another one now. */
  limits?: ReadonlyMap<string, string>
}

/**
 * Counts open clocks anew, and answers those whose date moved. What fired stays fired, the first date stays beside the
 * new one, and a date that a rule or person gave (the old calendar and limit do not explain it) stays as it is.
 */
export async function recomputeClocks({ sql }: Tx, { before, after, limits = new Map() }: RuleChange): Promise<MovedClock[]> {
  const open = await sql.unsafe<ClockRow[]>(
    `select ${CLOCK_COLUMNS} from clocks where state in ('running', 'paused') and (limit_spec ~ 'w[dh]$' or id = any($1::uuid[])) order by id for update`,
    [[...limits.keys()]] as never[],
  )
  const changed = open.flatMap((clock) => {
    const limitSpec = limits.get(clock.id) ?? clock.limitSpec
    const [old, now] = [readBy(before, clock, clock.limitSpec), readBy(after, clock, limitSpec)]
    const runs = old && (['once', 'twice'] as const).find((times) => old[times].dueAt.getTime() === clock.dueAt.getTime())
    if (!runs || !now || (limitSpec === clock.limitSpec && JSON.stringify(old[runs]) === JSON.stringify(now[runs]))) return []
    return [{ clock, limitSpec, now: now[runs] }]
  })
  const rows = changed.map(({ clock, limitSpec, now }) => ({
    id: clock.id, limit_spec: limitSpec, due_at: now.dueAt, warn_at: now.warnAt, is_provisional: now.isProvisional, sentence: now.sentence,
  }))
  await sql`update clocks c set limit_spec = n.limit_spec, due_at = n.due_at, warn_at = n.warn_at, is_provisional = n.is_provisional, sentence = n.sentence
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, limit_spec text, due_at timestamptz, warn_at timestamptz, is_provisional boolean,
      sentence text)
    where c.id = n.id`
  return changed
    .filter(({ clock, now }) => now.dueAt.getTime() !== clock.dueAt.getTime())
    .map(({ clock, now }) => ({ subjectKind: clock.subjectKind, subjectId: clock.subjectId, kind: clock.kind, before: clock.dueAt, after: now.dueAt }))
}
