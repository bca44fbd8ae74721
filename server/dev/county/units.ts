import type { TableWriter } from './copy.ts'
import { PgArray } from './copy-bytes.ts'
import type { Compound, Geography } from './geography.ts'
import type { Offices, Held } from './offices.ts'
import type { People } from './people.ts'
import { Random } from './random.ts'
import { DEPARTMENTS, PAIRED_DEPARTMENTS, PROPERTY_FIRMS, STATIONED } from './unit-names.ts'

export interface Unit {
  id: string
  code: string
  kind: 'department' | 'town' | 'stationed' | 'property' | 'ownersCommittee'
  name: string
  parent: Unit | null
  areaCode: string
  authority: readonly string[]
  handlers: Held[]
}

export interface Units {
  all: Unit[]
  byCode: Map<string, Unit>
  /** Departments paired with compounds. */
  paired: Unit[]
  stationed: Unit[]
  pairOf: Map<Compound, Unit>
}

export const UNIT_COLUMNS = ['id', 'code', 'kind', 'name', 'parent_unit_id', 'area_code', 'authority']
/** Whose handlers are personas: the others of this kind come from the rest. */
const FIRST_HANDLER_UNIT = 'housing'

export function createUnits(geography: Geography, createdMs: number): Units {
  const random = new Random('units')
  const byCode = new Map<string, Unit>()
  const add = (unit: Omit<Unit, 'id' | 'handlers'>): Unit => {
    const created = { ...unit, id: random.uuid(createdMs), handlers: [] }
    byCode.set(unit.code, created)
    return created
  }
  const mainTown = geography.communities.find(({ isUrban }) => isUrban)!.town
  for (const { code, name, authority, parent } of DEPARTMENTS)
    add({ code, kind: 'department', name, parent: parent ? byCode.get(parent)! : null, areaCode: geography.code, authority })
  for (const town of geography.towns)
    add({
      code: `town-${town.code}`, kind: 'town', name: town.name.endsWith('街道') ? `${town.name}办事处` : `${town.name}政府`, parent: null,
      areaCode: town.code, authority: ['territorial'],
    })
  for (const { code, name, authority } of STATIONED) add({ code, kind: 'stationed', name, parent: null, areaCode: mainTown.code, authority })
  PROPERTY_FIRMS.forEach((name, i) =>
    add({ code: `property-${i + 1}`, kind: 'property', name, parent: null, areaCode: mainTown.code, authority: [] }))
  geography.compounds.filter(({ isUnmanaged }) => !isUnmanaged).forEach((compound, i) =>
    add({ code: `owners-${i + 1}`, kind: 'ownersCommittee', name: `${compound.name}业委会`, parent: null, areaCode: compound.community.code, authority: [] }))

  const all = [...byCode.values()]
  const departments = all.filter(({ kind }) => kind === 'department')
  const paired = departments.slice(-PAIRED_DEPARTMENTS).toReversed()
  return { all, byCode, paired, stationed: all.filter(({ kind }) => kind === 'stationed'), pairOf: pairCompounds(geography, paired) }
}

/** Every 三无 compound has a paired unit, and every paired unit a compound. */
function pairCompounds(geography: Geography, paired: readonly Unit[]): Map<Compound, Unit> {
  const unmanaged = geography.compounds.filter(({ isUnmanaged }) => isUnmanaged)
  const managed = geography.compounds.filter(({ isUnmanaged }) => !isUnmanaged)
  const compounds = [...unmanaged, ...managed.slice(0, Math.max(0, paired.length - unmanaged.length))]
  return new Map(compounds.map((compound, i) => [compound, paired[i % paired.length]!]))
}

/** Who accepts and answers dispatches: three in a department that rules name, one or two elsewhere. */
export function appointHandlers(units: Units, geography: Geography, people: People, offices: Offices): void {
  const random = new Random('handlers')
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  for (const unit of units.all) {
    if (unit.kind === 'ownersCommittee') continue
    const count = unit.kind === 'department' && unit.authority.length > 0 ? 3 : unit.kind === 'property' ? 1 : 2
    const town = geography.towns.find(({ code }) => code === unit.areaCode)
    for (let i = 0; i < count; i++) {
      const person = people.takeIn(unit.kind === 'town' ? random.pick(town!.communities) : random.pick(urban), random)
      unit.handlers.push(offices.appoint(person, 'unitHandler', 'unit', unit.id))
      offices.present(person, unit.code === FIRST_HANDLER_UNIT ? 'handler' : 'other-handler')
    }
  }
}

export async function writeUnits(units: Units, table: TableWriter): Promise<void> {
  for (const { id, code, kind, name, parent, areaCode, authority } of units.all) {
    table.row([id, code, kind, name, parent?.id, areaCode, new PgArray(authority)])
    await table.breathe()
  }
}
