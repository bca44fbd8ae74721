import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { PgTable } from 'drizzle-orm/pg-core'
import { columnsOf } from '../../kernel/columns.ts'
import type { Db } from '../../kernel/db.ts'
import type { ServiceView } from './queries.ts'
import { places, services, serviceSessions } from './table.ts'
import type { SessionRow } from './window.ts'

/** A session with its service and place, and how many wait; what somebody who wants a seat is judged by. */
export interface Target extends ServiceView {
  session: SessionRow
  /** Offers not counted. */
  waiting: number
  hasWaiters: boolean
}

/** Every column of a table under a name of its own, as a join of several needs it. */
const all = (alias: string, table: PgTable): string => Object.values(columnsOf(table)).map(({ name }) => `${alias}.${name} as ${alias}_${name}`).join(', ')

/** Takes the table's row out of such a join. */
function reader<T extends PgTable>(alias: string, table: T): (raw: Readonly<Record<string, unknown>>) => T['$inferSelect'] {
  const cells = Object.entries(columnsOf(table)).map(([property, column]) => ({ property, name: `${alias}_${column.name}`, column }))
  return (raw) => {
    const row: Record<string, unknown> = {}
    for (const { property, name, column } of cells) {
      const value = raw[name]
      row[property] = value === null || value === undefined ? null : column.mapFromDriverValue(value)
    }
    return row
  }
}
const [sessionIn, serviceIn, placeIn] = [reader('s', serviceSessions), reader('v', services), reader('p', places)]

/** Written once and not built each time: hundreds read it at once when a popular class opens. */
const TARGET = `select ${all('s', serviceSessions)}, ${all('v', services)}, ${all('p', places)},
    (select count(*)::int from waitlist_entries w where w.session_id = s.id and w.state = 'waiting') as waiting,
    exists (select 1 from waitlist_entries w where w.session_id = s.id and w.state in ('waiting', 'offered')) as has_waiters
  from service_sessions s join services v on v.id = s.service_id join places p on p.id = s.place_id
  where s.id = $1 and ($2 or (v.is_active and p.is_active))`

/** The session of a service in use, or 404; with `anyService` also of one that is out of use, whose last sessions are still held. */
export async function readTarget({ sql }: Db, sessionId: string, { anyService = false } = {}): Promise<Target> {
  const [raw] = await sql.unsafe<Record<string, unknown>[]>(TARGET, [sessionId, anyService], { prepare: true })
  if (!raw) throw kernelErrors.NOT_FOUND()
  return {
    session: sessionIn(raw), service: serviceIn(raw), place: placeIn(raw),
    waiting: raw.waiting as number, hasWaiters: raw.has_waiters as boolean,
  }
}
