import type { TableWriter } from './copy.ts'
import type { Community, Geography } from './geography.ts'
import { CLOCK, type Ledger } from './ledger.ts'
import { asHolder, type Held, type Offices } from './offices.ts'
import type { Party } from './party.ts'
import { Random } from './random.ts'
import type { Staff } from './staff.ts'
import type { Unit, Units } from './units.ts'

export interface Term {
  id: string
  held: Held
  unit: Unit
  fromMs: number
  toMs: number
}

export interface Association {
  id: string
  community: Community
  units: Unit[]
  terms: Term[]
}

export const ASSOCIATION_COLUMNS = ['id', 'community_code', 'name']
export const ASSOCIATION_MEMBER_COLUMNS = ['association_id', 'unit_id', 'secretary_id']
export const TERM_COLUMNS = [
  'id', 'state', 'version', 'history_length', 'history_head', 'created_at', 'updated_at', 'association_id', 'account_id', 'unit_id', 'from_at', 'to_at',
]
const DAY_MS = 86_400_000
const ZONE_MS = 8 * 3_600_000
/** Quarters before this one that have terms; after it there is one. */
const PAST_QUARTERS = 5

/** An association in each urban community: stationed units and paired departments, whose secretaries take turns by quarter. */
export function createAssociations(geography: Geography, units: Units, createdMs: number): Association[] {
  const random = new Random('associations')
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  return urban.map((community, i) => {
    const own = [i, i + urban.length, i + 2 * urban.length].flatMap((n) => units.paired[n] ?? [])
    const stationed = units.stationed.filter((_, n) => n % urban.length === i)
    return { id: random.uuid(createdMs), community, units: [...stationed.slice(0, 1), ...own, ...stationed.slice(1)], terms: [] }
  })
}

export interface TermTables {
  associations: TableWriter
  members: TableWriter
  terms: TableWriter
}

export function writeAssociations(associations: readonly Association[], party: Party, staff: Staff, offices: Offices, ledger: Ledger, tables: TermTables): void {
  const random = new Random('terms')
  const secretaryOf = (unit: Unit): Held => party.branchOf.get(unit)!.secretary!
  const [administrator] = staff.administrators
  associations.forEach((association, index) => {
    tables.associations.row([association.id, association.community.code, `${association.community.name}党建共建联合会`])
    for (const unit of association.units) tables.members.row([association.id, unit.id, secretaryOf(unit).account])
    for (let quarter = -PAST_QUARTERS; quarter <= 1; quarter++) {
      const count = association.units.length
      const unit = association.units[(((quarter % count) + count) % count)]!
      const held = secretaryOf(unit)
      const fromMs = quarterStart(ledger.nowMs, quarter)
      const toMs = quarterStart(ledger.nowMs, quarter + 1)
      const id = random.uuid(fromMs)
      const chain = ledger.open('chairTerm', id, random)
      const facts = { associationId: association.id, accountId: held.account, unitId: unit.id }
      chain.add(Math.min(fromMs - 20 * DAY_MS, ledger.nowMs - DAY_MS), asHolder(administrator!), 'appoint', 'planned', facts)
      if (quarter === 1) chain.start('begin', '1d', { dueMs: fromMs })
      else {
        chain.add(fromMs, CLOCK, 'begin', 'running')
        if (quarter === 0) chain.start('end', '1d', { dueMs: toMs })
        else chain.add(toMs, CLOCK, 'end', 'ended')
      }
      chain.close()
      tables.terms.row([...chain.columns(), association.id, held.account, unit.id, new Date(fromMs), new Date(toMs)])
      association.terms.push({ id, held, unit, fromMs, toMs })
      if (quarter === 0) offices.present(held.person, index === 0 ? 'chair' : 'other-chair')
      if (quarter === -1 && index === 0) offices.present(held.person, 'past-chair')
    }
  })
}

/** Midnight in Shanghai at which a calendar quarter begins; 0 is the one that holds `nowMs`. */
function quarterStart(nowMs: number, quarter: number): number {
  const local = new Date(nowMs + ZONE_MS)
  const month = Math.floor(local.getUTCMonth() / 3) * 3 + quarter * 3
  return Date.UTC(local.getUTCFullYear(), month, 1) - ZONE_MS
}

export const termAt = (association: Association, atMs: number): Term =>
  association.terms.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)!
