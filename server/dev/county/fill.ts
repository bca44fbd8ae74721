import type { Sql } from 'postgres'
import { buildCalendar, officialDayRows } from '../../src/kernel/calendar-source.ts'
import { createCipher } from '../../src/kernel/cipher.ts'
import { AREA_COLUMNS, COMPOUND_COLUMNS, writeAreas, writeCompounds } from './areas.ts'
import { ASSOCIATION_COLUMNS, ASSOCIATION_MEMBER_COLUMNS, createAssociations, TERM_COLUMNS, writeAssociations } from './associations.ts'
import { OFFICIAL_YEARS } from './calendar-data.ts'
import { Json } from './copy-bytes.ts'
import { Load } from './database.ts'
import { createGeography } from './geography.ts'
import { CLOCK_COLUMNS, HISTORY_COLUMNS, HISTORY_VALUE_COLUMNS, Ledger } from './ledger.ts'
import { APPOINTMENT_COLUMNS, Offices } from './offices.ts'
import { MEMBER_COLUMNS, ORGANIZATION_COLUMNS, PartyBuilder, writeMembers, writeOrganizations } from './party.ts'
import { People } from './people.ts'
import { ABSENCE_COLUMNS, appointStaff, writeAbsences } from './staff.ts'
import { appointHandlers, createUnits, UNIT_COLUMNS, writeUnits } from './units.ts'
import { DEPENDENT_COLUMNS, firstResidents, presentResidents, writeDependents } from './visitors.ts'
import { writeWishes } from './wishes.ts'
import { CLAIM_COLUMNS, NOTE_COLUMNS, WISH_COLUMNS } from './wishes-tables.ts'
import type { AccountsTask } from './accounts-worker.ts'
import { plainWorld, type BookingsTask, type StoriesTask } from './complaints-task.ts'
import { appointServiceStaff, createPlaces } from './services.ts'
import { runWorker, startWorker } from './workers.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

export interface Filling {
  url: string
  schema: string
  /** Where the county's past ends, epoch ms. */
  nowMs: number
  piiKeys: string
  scale: number
}

/** Generates the county and writes it, table by table side by side. */
export async function fill(sql: Sql, filling: Filling, onProgress: (detail: string) => void): Promise<void> {
  const { nowMs, piiKeys, scale } = filling
  const foundedMs = nowMs - 560 * DAY_MS
  const { url, schema } = filling
  const load = new Load(sql)
  const cipher = createCipher(piiKeys)
  const dayRows = officialDayRows(OFFICIAL_YEARS.flatMap(({ holidays }) => holidays))
  const calendar = buildCalendar(dayRows, OFFICIAL_YEARS.map(({ year }) => ({ year, isPublished: true })))
  const ledger = new Ledger(
    {
      history: await load.table('history', HISTORY_COLUMNS),
      historyValues: await load.table('history_values', HISTORY_VALUE_COLUMNS),
      clocks: await load.table('clocks', CLOCK_COLUMNS),
    },
    cipher, calendar, nowMs,
  )
  const years = await load.table('calendar_years', ['year', 'is_published', 'source'])
  for (const { year, source } of OFFICIAL_YEARS) years.row([year, true, source])
  const days = await load.table('calendar_days', ['day', 'kind', 'is_override', 'reason', 'hours'])
  for (const { day, kind, isOverride, reason, hours } of dayRows) days.row([day, kind, isOverride, reason, hours && new Json(hours)])

  onProgress('划网格')
  const geography = createGeography(scale, foundedMs)
  const units = createUnits(geography, foundedMs)
  writeAreas(geography, await load.table('areas', AREA_COLUMNS))
  writeCompounds(geography, units, await load.table('compounds', COMPOUND_COLUMNS))
  await writeUnits(units, await load.table('units', UNIT_COLUMNS))

  onProgress('住进居民')
  const people = People.settle(geography, nowMs)
  const accounts = startWorker<AccountsTask>('accounts-worker', { url, schema, piiKeys, geography, columns: people.columns, year: people.year })

  onProgress('任职与党组织')
  const offices = new Offices(people, ledger, await load.table('appointments', APPOINTMENT_COLUMNS))
  const first = firstResidents(geography, people, offices)
  const staff = appointStaff(geography, people, offices)
  const party = new PartyBuilder(geography, units, people, offices, scale, foundedMs).build()
  appointHandlers(units, geography, people, offices)
  const associations = createAssociations(geography, units, foundedMs)
  writeAssociations(associations, party, staff, offices, ledger, {
    associations: await load.table('associations', ASSOCIATION_COLUMNS),
    members: await load.table('association_members', ASSOCIATION_MEMBER_COLUMNS),
    terms: await load.table('chair_terms', TERM_COLUMNS),
  })
  const absent = writeAbsences(geography, staff, nowMs, await load.table('absences', ABSENCE_COLUMNS))
  await writeOrganizations(party, await load.table('party_organizations', ORGANIZATION_COLUMNS))
  await writeMembers(party, await load.table('party_members', MEMBER_COLUMNS))
  writeDependents(people, first.guardian, cipher, nowMs, scale, offices, await load.table('dependents', DEPENDENT_COLUMNS))
  const places = createPlaces(geography, units, foundedMs)
  appointServiceStaff(places, people, offices)
  const reserved = presentResidents(geography, people, offices)
  for (const person of Object.values(first)) reserved.add(person)
  const [member, memberSameGrid] = party.members
  const world: World = {
    geography, people, party, staff, units, absent,
    associations: new Map(associations.map((association) => [association.community, association])),
    visitors: { ...first, member: member!, memberSameGrid: memberSameGrid!, reserved },
  }
  const task: StoriesTask = { url, schema, piiKeys, nowMs, scale, world: plainWorld(world) }
  const cases = runWorker<StoriesTask>('complaints-worker', task)
  const bookings = runWorker<BookingsTask>('bookings-worker', { ...task, places, createdMs: foundedMs })
  accounts.tell(offices.personas)

  onProgress('一年的心愿、诉求和预约')
  await writeWishes(world, ledger, {
    wishes: await load.table('wishes', WISH_COLUMNS), claims: await load.table('wish_claims', CLAIM_COLUMNS), notes: await load.table('wish_notes', NOTE_COLUMNS),
  }, scale)

  onProgress('写入')
  await load.close()
  await Promise.all([accounts.ended, cases, bookings])
}
