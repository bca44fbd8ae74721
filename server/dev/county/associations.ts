import type { TableWriter } from './copy.ts'
import type { Community, Geography } from './geography.ts'
import { CLOCK, type Chain, type Doer, type Ledger } from './ledger.ts'
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
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
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

/** The association whose chair of two quarters ago gave up half-way, and the one whose next chair was first another. */
const RESIGNED = 1
const REPLACED = 2

export function writeAssociations(associations: readonly Association[], party: Party, staff: Staff, offices: Offices, ledger: Ledger, tables: TermTables): void {
  const writer = new TermWriter(party, staff, ledger, tables.terms)
  associations.forEach((association, index) => {
    tables.associations.row([association.id, association.community.code, `${association.community.name}党建共建联合会`])
    for (const unit of association.units) tables.members.row([association.id, unit.id, writer.secretaryOf(unit).account])
    for (let quarter = -PAST_QUARTERS; quarter <= 1; quarter++) {
      const unit = unitOfQuarter(association, quarter)
      const fromMs = quarterStart(ledger.nowMs, quarter)
      const toMs = quarterStart(ledger.nowMs, quarter + 1)
      if (index === RESIGNED && quarter === -2) {
        const handedOverMs = fromMs + 40 * DAY_MS
        writer.resigned(association, unit, fromMs, handedOverMs)
        writer.term(association, unitOfQuarter(association, quarter + 2), handedOverMs, toMs)
        continue
      }
      if (index === REPLACED && quarter === 1) writer.cancelled(association, unitOfQuarter(association, quarter + 1), fromMs, toMs)
      const { held } = writer.term(association, unit, fromMs, toMs)
      if (quarter === 0) offices.present(held.person, index === 0 ? 'chair' : 'other-chair')
      if (quarter === -1 && index === 0) offices.present(held.person, 'past-chair')
    }
  })
}

function unitOfQuarter({ units }: Association, quarter: number): Unit {
  return units[((quarter % units.length) + units.length) % units.length]!
}

class TermWriter {
  private readonly random = new Random('terms')
  constructor(
    private readonly party: Party,
    private readonly staff: Staff,
    private readonly ledger: Ledger,
    private readonly table: TableWriter,
  ) {}

  secretaryOf(unit: Unit): Held {
    return this.party.branchOf.get(unit)!.secretary!
  }

  /** Planned ahead, then begun and ended when it was time. */
  term(association: Association, unit: Unit, fromMs: number, toMs: number): Term {
    const { nowMs } = this.ledger
    const [chain, term] = this.planned(association, unit, fromMs, toMs)
    if (fromMs > nowMs) chain.start('begin', '1d', { dueMs: fromMs })
    else {
      chain.add(fromMs, CLOCK, 'begin', 'running')
      if (toMs > nowMs) chain.start('end', '1d', { dueMs: toMs })
      else chain.add(toMs, CLOCK, 'end', 'ended')
    }
    return this.write(association, chain, term)
  }

  resigned(association: Association, unit: Unit, fromMs: number, toMs: number): void {
    const [chain, term] = this.planned(association, unit, fromMs, toMs)
    chain.add(fromMs, CLOCK, 'begin', 'running')
    chain.add(toMs, { account: term.held.account, appointment: term.id, role: 'chair' }, 'resign', 'revoked', {}, { reason: '工作调动，不能再轮值' })
    this.write(association, chain, term)
  }

  cancelled(association: Association, unit: Unit, fromMs: number, toMs: number): void {
    const [chain, term] = this.planned(association, unit, fromMs, toMs)
    chain.add(this.ledger.nowMs - HOUR_MS, this.administrator, 'cancel', 'cancelled', {}, { reason: '下季度有专项任务，改由其他单位轮值' })
    this.write(association, chain, term, false)
  }

  private get administrator(): Doer {
    return asHolder(this.staff.administrators[0]!)
  }

  private planned(association: Association, unit: Unit, fromMs: number, toMs: number): [Chain, Term] {
    const held = this.secretaryOf(unit)
    const id = this.random.uuid(fromMs)
    const chain = this.ledger.open('chairTerm', id, this.random)
    const plannedMs = Math.min(fromMs - 20 * DAY_MS, this.ledger.nowMs - DAY_MS)
    chain.add(plannedMs, this.administrator, 'appoint', 'planned', { associationId: association.id, accountId: held.account, unitId: unit.id })
    return [chain, { id, held, unit, fromMs, toMs }]
  }

  private write(association: Association, chain: Chain, term: Term, hasHeld = true): Term {
    chain.close()
    this.table.row([...chain.columns(), association.id, term.held.account, term.unit.id, new Date(term.fromMs), new Date(term.toMs)])
    if (hasHeld) association.terms.push(term)
    return term
  }
}

/** Midnight in Shanghai at which a calendar quarter begins; 0 is the one that holds `nowMs`. */
function quarterStart(nowMs: number, quarter: number): number {
  const local = new Date(nowMs + ZONE_MS)
  const month = Math.floor(local.getUTCMonth() / 3) * 3 + quarter * 3
  return Date.UTC(local.getUTCFullYear(), month, 1) - ZONE_MS
}

export const termAt = (association: Association, atMs: number): Term =>
  association.terms.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)!
