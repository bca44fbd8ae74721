import { parseIsoDate, startOfDay } from '@huying/shared/kernel/calendar-day'
import type { Sql } from 'postgres'
import { buildCalendar, officialDayRows } from '../../src/kernel/calendar-source.ts'
import { createCipher, type PiiKey } from '../../src/kernel/cipher.ts'
import { AREA_COLUMNS, COMPOUND_COLUMNS, writeAreas, writeCompounds } from './areas.ts'
import { ASSOCIATION_COLUMNS, ASSOCIATION_MEMBER_COLUMNS, createAssociations, TERM_COLUMNS, writeAssociations } from './associations.ts'
import { OFFICIAL_YEARS } from './calendar-data.ts'
import { Json } from './copy.ts'
import { Load, openLoad, withoutIndexes } from './database.ts'
import { createGeography } from './geography.ts'
import { CLOCK_COLUMNS, HISTORY_COLUMNS, HISTORY_VALUE_COLUMNS, Ledger } from './ledger.ts'
import { APPOINTMENT_COLUMNS, Offices } from './offices.ts'
import { MEMBER_COLUMNS, ORGANIZATION_COLUMNS, PartyBuilder, writeMembers, writeOrganizations } from './party.ts'
import { ACCOUNT_COLUMNS, HOUSE_COLUMNS, People, writeAccounts, writeHouses } from './people.ts'
import { ABSENCE_COLUMNS, appointStaff, writeAbsences } from './staff.ts'
import { appointHandlers, createUnits, UNIT_COLUMNS, writeUnits } from './units.ts'
import { DEPENDENT_COLUMNS, firstResidents, presentResidents, writeDependents } from './visitors.ts'
import { CLAIM_COLUMNS, NOTE_COLUMNS, WISH_COLUMNS, writeWishes } from './wishes.ts'
import type { World } from './world.ts'

export interface SeedOptions {
  /** A role that owns the schema. */
  url: string
  schema: string
  /** `2026-11-24`: the day of the first start. The county's past ends as it begins, at 00:00 in Shanghai. */
  startDate: string
  piiKeys: string | readonly PiiKey[]
  /** What is being done, in Chinese. */
  onProgress?: (detail: string) => void
  /** 1 is the real size; tests take a part of the people, grids and cases. */
  scale?: number
}

/** The setting that says the county is whole; it is written last. */
export const SEEDED_SETTING = 'demoCounty'
const DAY_MS = 86_400_000

const TABLES = [
  'settings', 'calendar_years', 'calendar_days', 'history', 'history_values', 'clocks', 'areas', 'compounds', 'houses', 'accounts', 'appointments',
  'absences', 'dependents', 'units', 'party_organizations', 'party_members', 'associations', 'association_members', 'chair_terms', 'wishes',
  'wish_claims', 'wish_notes',
]

/** Whether `seedCounty` has filled this schema to the end; a run that was cut off leaves it false, and a schema to be dropped. */
export async function isCountySeeded(sql: Sql): Promise<boolean> {
  return (await sql`select 1 from settings where key = ${SEEDED_SETTING}`).length > 0
}

/**
 * Fills a migrated, empty schema with the demo county 演示数据: a fictional year in the real divisions of Shangnan.
 * The same start date gives the same rows, cell for cell, but for the nonces of sealed values.
 */
export async function seedCounty({ url, schema, startDate, piiKeys, onProgress = () => undefined, scale = 1 }: SeedOptions): Promise<void> {
  const sql = openLoad(url, schema)
  try {
    await withoutIndexes(sql, schema, TABLES, () => fill(sql, { nowMs: startOfDay(parseIsoDate(startDate)), piiKeys, onProgress, scale }), () => onProgress('建索引'))
    await sql`insert into settings (key, value) values (${SEEDED_SETTING}, ${sql.json({ startDate, scale })})`
    await sql.unsafe('analyze')
    await sql.end()
  } catch (error) {
    // Copies that others have open would never end by themselves.
    await sql.end({ timeout: 0 })
    throw error
  }
}

interface Filling extends Required<Pick<SeedOptions, 'piiKeys' | 'onProgress' | 'scale'>> {
  nowMs: number
}

async function fill(sql: Sql, { nowMs, piiKeys, onProgress, scale }: Filling): Promise<void> {
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
  const foundedMs = nowMs - 560 * DAY_MS
  const geography = createGeography(scale, foundedMs)
  const units = createUnits(geography, foundedMs)
  writeAreas(geography, await load.table('areas', AREA_COLUMNS))
  writeCompounds(geography, units, await load.table('compounds', COMPOUND_COLUMNS))
  await writeUnits(units, await load.table('units', UNIT_COLUMNS))

  onProgress('住进居民')
  const people = new People(geography, new Date(nowMs).getUTCFullYear(), nowMs)
  const houses = writeHouses(people, cipher, await load.table('houses', HOUSE_COLUMNS))

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
  const reserved = presentResidents(geography, people, offices)
  for (const person of Object.values(first)) reserved.add(person)
  const [member, memberSameGrid] = party.members
  const world: World = {
    geography, people, party, staff, units, absent,
    associations: new Map(associations.map((association) => [association.community, association])),
    visitors: { ...first, member: member!, memberSameGrid: memberSameGrid!, reserved },
  }
  const accounts = writeAccounts(people, cipher, await load.table('accounts', ACCOUNT_COLUMNS))

  onProgress('一年的心愿')
  await writeWishes(world, ledger, {
    wishes: await load.table('wishes', WISH_COLUMNS), claims: await load.table('wish_claims', CLAIM_COLUMNS), notes: await load.table('wish_notes', NOTE_COLUMNS),
  }, scale)

  onProgress('写入')
  await Promise.all([houses, accounts])
  await load.close()
}
