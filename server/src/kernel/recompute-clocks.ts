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
  /** Made when it is asked for: to explain costs more than to count. */
  sentence(): string
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
        sentence: () => explain(calendar, startedAt, limit, spans).sentence,
      },
      twice: { dueAt: redAt(calendar, due, limit), warnAt: null, isProvisional: false, sentence: () => sentence },
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const isSame = (a: Reading, b: Reading): boolean =>
  a.dueAt.getTime() === b.dueAt.getTime() && a.warnAt?.getTime() === b.warnAt?.getTime() && a.isProvisional === b.isProvisional && a.sentence() === b.sentence()

/** What is in force before and after a change of the rules. */
export interface RuleChange {
  before: Calendar
  after: Calendar
  /** Open clocks, by id, whose limit is another one now. */
  limits?: ReadonlyMap<string, string>
}

const PAGE = 5_000

/**
 * Counts open clocks anew, and answers those whose date moved. What fired stays fired, the first date stays beside the
 * new one, and a date that a rule or person gave (the old calendar and limit do not explain it) stays as it is.
 * Page by page: the next is read while one is counted, so that neither waits for the other.
 */
export async function recomputeClocks({ sql }: Tx, { before, after, limits = new Map() }: RuleChange): Promise<MovedClock[]> {
  const read = (from: string) => sql.unsafe<ClockRow[]>(
    `select ${CLOCK_COLUMNS} from clocks where state in ('running', 'paused') and (limit_spec ~ 'w[dh]$' or id = any($1::uuid[])) and id > $2::uuid
      order by id limit ${PAGE} for update`,
    [[...limits.keys()], from] as never[],
    { prepare: true },
  ).execute()
  const moved: MovedClock[] = []
  let next = read(LEAST_ID)
  let written: Promise<unknown> = Promise.resolve()
  for (let page = await next; page.length > 0; page = await next) {
    next = read(page[page.length - 1]!.id)
    const changed = page.flatMap((clock) => countAnew(clock, { before, after, limits }))
    await written
    written = write(sql, changed)
    for (const { clock, now } of changed)
      if (now.dueAt.getTime() !== clock.dueAt.getTime()) moved.push({ subjectKind: clock.subjectKind, subjectId: clock.subjectId, kind: clock.kind, before: clock.dueAt, after: now.dueAt })
  }
  await written
  return moved
}

const LEAST_ID = '00000000-0000-0000-0000-000000000000'

interface Recounted {
  clock: ClockRow
  limitSpec: string
  now: Reading
}

/** Nothing where the change of the rules leaves it as it is. */
function countAnew(clock: ClockRow, { before, after, limits }: Required<RuleChange>): Recounted[] {
  const limitSpec = limits.get(clock.id) ?? clock.limitSpec
  const [old, now] = [readBy(before, clock, clock.limitSpec), readBy(after, clock, limitSpec)]
  const runs = old && (['once', 'twice'] as const).find((times) => old[times].dueAt.getTime() === clock.dueAt.getTime())
  if (!runs || !now || (limitSpec === clock.limitSpec && isSame(old[runs], now[runs]))) return []
  return [{ clock, limitSpec, now: now[runs] }]
}

/** One that has warned and now has more time warns again, when that comes to its end. */
async function write(sql: Tx['sql'], changed: readonly Recounted[]): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ clock, limitSpec, now }) => ({
    id: clock.id, limit_spec: limitSpec, due_at: now.dueAt, warn_at: now.warnAt, is_provisional: now.isProvisional, sentence: now.sentence(),
  }))
  await sql`update clocks c set limit_spec = n.limit_spec, due_at = n.due_at, warn_at = n.warn_at, is_provisional = n.is_provisional, sentence = n.sentence,
      warned_at = case when n.warn_at > c.warned_at then null else c.warned_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, limit_spec text, due_at timestamptz, warn_at timestamptz, is_provisional boolean,
      sentence text)
    where c.id = n.id`
}
