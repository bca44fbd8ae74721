import { dueAt, isProvisional, warnAt } from '@huying/shared/kernel/calendar-clock.ts'
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
  warnAt: Date
  isProvisional: boolean
  sentence: string
}

/** A clock by a calendar; null where the calendar does not reach so far. */
function readBy(calendar: Calendar, { startedAt, limitSpec, pauses }: ClockRow): Reading | null {
  const limit = parseLimit(limitSpec)
  const spans = pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
  try {
    const due = dueAt(calendar, startedAt, limit, spans)
    return {
      dueAt: due,
      warnAt: warnAt(calendar, startedAt, limit, spans),
      isProvisional: isProvisional(calendar, startedAt, due, limit),
      sentence: explain(calendar, startedAt, limit, spans).sentence,
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/**
 * Counts open clocks in working time anew, and answers those whose date moved. What fired stays fired, the first date
 * stays beside the new one, and a date that a rule or person gave (the old calendar does not explain it) stays as it is.
 */
export async function recomputeClocks({ sql }: Tx, before: Calendar, after: Calendar): Promise<MovedClock[]> {
  const open = await sql.unsafe<ClockRow[]>(
    `select ${CLOCK_COLUMNS} from clocks where state in ('running', 'paused') and limit_spec ~ 'w[dh]$' order by id for update`,
  )
  const changed = open.flatMap((clock) => {
    const [old, now] = [readBy(before, clock), readBy(after, clock)]
    if (!old || !now || old.dueAt.getTime() !== clock.dueAt.getTime()) return []
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [{ clock, now }]
  })
  const rows = changed.map(({ clock, now }) => ({
    id: clock.id, due_at: now.dueAt, warn_at: now.warnAt, is_provisional: now.isProvisional, sentence: now.sentence,
  }))
  await sql`update clocks c set due_at = n.due_at, warn_at = n.warn_at, is_provisional = n.is_provisional, sentence = n.sentence
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, due_at timestamptz, warn_at timestamptz, is_provisional boolean, sentence text)
    where c.id = n.id`
  return changed
    .filter(({ clock, now }) => now.dueAt.getTime() !== clock.dueAt.getTime())
    .map(({ clock, now }) => ({ subjectKind: clock.subjectKind, subjectId: clock.subjectId, kind: clock.kind, before: clock.dueAt, after: now.dueAt }))
}
