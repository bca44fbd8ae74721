import { buildCalendar, officialDayRows } from '../../src/kernel/calendar-source.ts'
import { createCipher } from '../../src/kernel/cipher.ts'
import { OFFICIAL_YEARS } from './calendar-data.ts'
import type { Load } from './database.ts'
import { CLOCK_COLUMNS, HISTORY_COLUMNS, HISTORY_VALUE_COLUMNS, Ledger } from './ledger.ts'
import { People, type PeopleColumns } from './people.ts'
import type { Place } from './services.ts'
import type { StoryWorld, World } from './world.ts'

/** A part of the county's year that is written beside the others, in a thread of its own. */
export interface StoriesTask {
  url: string
  schema: string
  piiKeys: string
  /** Where the county's past ends, epoch ms. */
  nowMs: number
  scale: number
  /** A copy: what comes through to another thread is plain data. */
  world: PlainWorld
}

/** People are columns in shared memory; their methods do not go through. */
interface PlainWorld extends Omit<StoryWorld, 'people'> {
  columns: PeopleColumns
  year: number
}

export interface BookingsTask extends StoriesTask {
  places: readonly Place[]
  /** When places and services were set up. */
  createdMs: number
}

/** The part of the world that stories need, without methods, to be copied to another thread. */
export function plainWorld({ geography, people, staff, units, absent, associations, visitors }: World): PlainWorld {
  const { resident, neighbour, elder, guardian, reserved } = visitors
  return { geography, columns: people.columns, year: people.year, staff, units, absent, associations, visitors: { resident, neighbour, elder, guardian, reserved } }
}

export const reviveWorld = ({ columns, year, ...world }: PlainWorld): StoryWorld => ({ ...world, people: new People(world.geography, columns, year) })

/** A ledger on connections of its own: histories and clocks are written side by side by all threads. */
export async function openLedger(load: Load, piiKeys: string, nowMs: number): Promise<Ledger> {
  const calendar = buildCalendar(officialDayRows(OFFICIAL_YEARS.flatMap(({ holidays }) => holidays)), OFFICIAL_YEARS.map(({ year }) => ({ year, isPublished: true })))
  return new Ledger(
    {
      history: await load.table('history', HISTORY_COLUMNS),
      historyValues: await load.table('history_values', HISTORY_VALUE_COLUMNS),
      clocks: await load.table('clocks', CLOCK_COLUMNS),
    },
    createCipher(piiKeys), calendar, nowMs,
  )
}
