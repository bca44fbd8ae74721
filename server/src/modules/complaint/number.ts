import { dayOf, isoDate } from '@huying/shared/kernel/calendar-day.ts'
import type { CommandContext } from '../../kernel/context.ts'

const SERIES = {
  complaint: { sequence: 'complaint_serial', table: 'complaints' },
  demand: { sequence: 'demand_serial', table: 'demands' },
} as const

/**
 * The next number of the day, `2611170037`: date and serial. Serials come from a sequence, so nobody waits for another's
 * transaction; what a refused command took is a gap.
 */
export async function nextNumber({ tx, now }: CommandContext, series: keyof typeof SERIES): Promise<string> {
  const day = isoDate(dayOf(now.getTime()))
  const prefix = day.slice(2).replaceAll('-', '')
  const { sequence, table } = SERIES[series]
  const [row] = await tx.sql.unsafe<{ serial: string; base: string | null }[]>(
    `select nextval('${sequence}') as serial, (select base from number_bases where series = $1 and day = $2) as base`,
    [series, day],
    { prepare: true },
  )
  const serial = BigInt(row!.serial)
  const base = row!.base === null ? await openDay(tx, { series, day, prefix, table, serial }) : BigInt(row!.base)
  return prefix + String(serial - base).padStart(4, '0')
}

interface NewDay {
  series: string
  day: string
  prefix: string
  table: string
  serial: bigint
}

/** The day's first number fixes what it counts from: one before, less the numbers the day already has. */
async function openDay(tx: CommandContext['tx'], { series, day, prefix, table, serial }: NewDay): Promise<bigint> {
  const [taken] = await tx.sql.unsafe<{ last: string }[]>(
    `select coalesce(max(substr(number, 7)::bigint), 0) as last from ${table} where number like $1`,
    [`${prefix}%`],
  )
  const base = serial - 1n - BigInt(taken!.last)
  await tx.sql`insert into number_bases (series, day, base) values (${series}, ${day}, ${String(base)}) on conflict do nothing`
  const [row] = await tx.sql<{ base: string }[]>`select base from number_bases where series = ${series} and day = ${day}`
  return BigInt(row!.base)
}
