import type { ComplaintCategoryCode } from '@huying/shared/complaint/catalogue'
import type { ComplaintState } from '@huying/shared/complaint/machine'
import { bigrams } from '../../src/kernel/bigrams.ts'
import { anyCategory, categoryBy, kindOf, natureFor } from './complaints-categories.ts'
import { Cast } from './complaints-cast.ts'
import { ComplaintLife, type Matter } from './complaints-life.ts'
import { Pace } from './complaints-pace.ts'
import { findSpot, isDutyUnclear, type PlaceKind } from './complaints-place.ts'
import { ComplaintPlot, type Played } from './complaints-plot.ts'
import { COMPLAINT_TEXTS, INSPECTION_REASONS, RAISE_REASONS } from './complaint-texts.ts'
import type { CaseTables } from './complaints-tables.ts'
import { writeComplaint, writeDemand, writeDispatch } from './complaints-tables.ts'
import { DemandLife, type Entry } from './demands-life.ts'
import { DemandPlot, type DemandTarget, type PlayedDemand } from './demands-plot.ts'
import { Adviser, areRelated } from './demands-suggest.ts'
import { DispatchPlot } from './dispatches-plot.ts'
import type { Community, Grid } from './geography.ts'
import { asResident, type Ledger } from './ledger.ts'
import { asHolder } from './offices.ts'
import { Random } from './random.ts'
import { DAY_MS, during, HOUR_MS, Numbers } from './times.ts'
import { anyGrid, hasSomebodyLed, residentOf, type StoryWorld } from './world.ts'
import { scripts, type Script } from './complaints-scripts.ts'

/** What a year brings: complaints that their desks settle, and entries of the ledger with the complaints in them. */
const YEAR = { firstLine: 6_000, demands: 1_000 }
/** Entries of the ledger that nobody complained of: seen on rounds or said at meetings. */
const INSPECTED = 0.07
const FOLLOWED = 0.04
const ROOM_TO_FOLLOW_MS = 3 * HOUR_MS
const DEPARTMENTS = 24

/** What a story begins with. */
interface Opening {
  atMs: number
  grid: Grid
  category?: ComplaintCategoryCode | undefined
  reporter?: number | undefined
  said?: PlaceKind | undefined
  isAboutFirstLine?: boolean | undefined
  isRaisable?: boolean
}

/** A year of complaints with the demand ledger and its dispatches. */
export async function writeCases(world: StoryWorld, ledger: Ledger, tables: CaseTables, scale: number): Promise<void> {
  const random = new Random('cases')
  const book = new CaseBook(world, ledger, random)
  for (const script of scripts(world, ledger.nowMs, random)) book.play(script)
  const count = (year: number) => Math.round(year * scale)
  const firstLine = Array.from({ length: count(YEAR.firstLine) }, (_, i) => ({ atMs: someTime(random, ledger.nowMs, i), isRaised: false }))
  const raised = Array.from({ length: count(YEAR.demands) }, (_, i) => ({ atMs: someTime(random, ledger.nowMs, i), isRaised: true }))
  for (const { atMs, isRaised } of [...firstLine, ...raised].sort((a, b) => a.atMs - b.atMs)) {
    if (isRaised) book.raised(atMs)
    else book.firstLine(atMs)
    await ledger.breathe()
  }
  await book.write(tables)
}

/** One in eight is of the last fortnight, so that every desk has work. */
function someTime(random: Random, nowMs: number, i: number): number {
  const age = i % 8 === 0 ? random.float() * 14 : random.float() * 364
  return during(random, nowMs - DAY_MS - age * DAY_MS, 7, 22)
}

/** As people write it: without a flat's number, which is for the visit. */
const addressIn = ({ community, compound }: Grid, random: Random): string =>
  `${community.town.name}${community.name}${compound ? `${compound.name}${random.between(1, 12)}栋${random.between(1, 3)}单元楼下` : `${random.between(1, 9)}组村道旁`}`

class CaseBook {
  private readonly lives: ComplaintLife[] = []
  private readonly demands: PlayedDemand[] = []
  private readonly pace: Pace
  private readonly complaintPlot: ComplaintPlot
  private readonly demandPlot: DemandPlot
  private readonly adviser: Adviser
  /** The last verified entry of a community and category: what comes again recurs to it. */
  private readonly lastOf = new Map<string, DemandLife>()

  constructor(
    private readonly world: StoryWorld,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {
    this.pace = new Pace(random, ledger.nowMs)
    this.adviser = new Adviser(world.units)
    this.complaintPlot = new ComplaintPlot(random, this.pace, ledger.nowMs)
    const overriding = world.units.all.filter(({ kind, handlers }) => kind === 'department' && handlers.length > 0).slice(0, DEPARTMENTS)
    const dispatchPlot = new DispatchPlot(random, this.pace, ledger.nowMs)
    this.demandPlot = new DemandPlot(random, this.pace, ledger, this.adviser, this.complaintPlot, dispatchPlot, overriding)
  }

  /** A story that must end in a state. */
  play({ complaint, demand, ...opening }: Script): void {
    if (demand) {
      const played = this.open({ ...opening, isRaisable: true }, demand.state === 'verified' ? 'resolved' : demand.state === 'closed' ? 'closed' : 'raised')
      this.raise(played, demand)
    } else if (complaint === 'merged') {
      const target = this.open(opening, 'accepted')
      this.complaintPlot.prepare(target)
      const { matter } = target.life
      const follower = this.open({ ...opening, atMs: matter.atMs + HOUR_MS, reporter: undefined, category: matter.category.code as ComplaintCategoryCode }, 'merged')
      this.complaintPlot.follow(follower, target.life, null)
    } else {
      const played = this.open(opening, complaint)
      if (this.complaintPlot.prepare(played) && this.complaintPlot.settle(played)) this.complaintPlot.answer(played)
    }
  }

  firstLine(atMs: number): void {
    const played = this.open({ atMs, grid: this.anyGridAt(atMs) }, null)
    if (!this.complaintPlot.prepare(played)) return
    const end = this.complaintPlot.settle(played)
    if (played.life.state === 'accepted' || end !== null) this.followers(played, end)
    if (end !== null) this.complaintPlot.answer(played)
  }

  private followers({ life }: Played, end: ReturnType<ComplaintPlot['settle']>): void {
    const { random } = this
    const until = (end?.atMs ?? this.ledger.nowMs) - ROOM_TO_FOLLOW_MS
    if (!random.chance(FOLLOWED) || life.matter.spot.grid === null || life.matter.aboutRole !== null || until <= life.acceptedMs!) return
    const atMs = Math.floor(life.acceptedMs! + random.float() * (until - life.acceptedMs!))
    const category = life.matter.category.code as ComplaintCategoryCode
    this.complaintPlot.follow(this.open({ atMs, grid: life.matter.spot.grid, category, said: 'point' }, null), life, end)
  }

  raised(atMs: number): void {
    const grid = this.anyGridAt(atMs)
    if (this.random.chance(INSPECTED)) return this.inspected(atMs, grid)
    const said = this.random.chance(0.94) ? 'point' : 'community'
    this.raise(this.open({ atMs, grid, said, isRaisable: true }, null), null)
  }

  private raise(played: Played, target: DemandTarget | null): void {
    const { random } = this
    const { life, cast } = played
    if (!this.complaintPlot.prepare({ ...played, target: target === null ? null : 'raised' }, true)) return
    const at = this.raisedMs(life, target)
    if (at === null) return
    const { category, spot, text, aboutUnitId } = life.matter
    const by = cast.community(life)
    const nature = natureFor(random, category.code)
    const community = spot.community!
    const demand = this.openDemand({
      id: random.uuid(at), atMs: at, openedBy: by, grid: spot.grid, community, town: spot.town, point: spot.point, category, nature,
      summary: text, reason: random.pick(RAISE_REASONS), aboutUnit: this.world.units.all.find(({ id }) => id === aboutUnitId) ?? null,
    }, cast, target, [played])
    life.raise(at, by, demand.life.entry.id, nature, false, demand.life.entry.reason)
    this.demandPlot.play(demand, (one, fromMs, untilMs) => this.join(one, fromMs, untilMs))
    this.remember(demand.life)
  }

  private raisedMs({ chain }: ComplaintLife, target: DemandTarget | null): number | null {
    if (target?.isOfToday) return this.ledger.nowMs
    return target === null ? this.pace.before(chain.atMs, chain.dueMs('solve'), 0.05, 0.5) : this.pace.soon(chain.atMs)
  }

  private inspected(atMs: number, grid: Grid): void {
    const { random } = this
    const cast = this.cast()
    const { community } = grid
    const category = categoryBy.get(anyCategory(random, community.isUrban, atMs, true))!
    const demand = this.openDemand({
      id: random.uuid(atMs), atMs, openedBy: random.chance(0.7) ? cast.worker(community) : cast.street(community.town), grid, community, town: community.town,
      point: null, category, nature: natureFor(random, category.code), summary: this.textFor(category.code as ComplaintCategoryCode, grid),
      reason: random.pick(INSPECTION_REASONS), aboutUnit: null,
    }, cast, null, [])
    this.demandPlot.play(demand, () => undefined)
    this.remember(demand.life)
  }

  private openDemand(
    given: Omit<Entry, 'association' | 'isUrban' | 'level' | 'recurrenceOf'> & { community: Community },
    cast: Cast,
    target: DemandTarget | null,
    complaints: Played[],
  ): PlayedDemand {
    const association = this.world.associations.get(given.community) ?? null
    const before = this.lastOf.get(`${given.community.code}/${given.category.code}`)
    const recurrenceOf = target === null && before && before.verifiedMs! < given.atMs && this.random.chance(0.15) ? before.entry.id : null
    const { lead, assists } = this.adviser.ask(given.category.code, given.nature, given.town, given.community, given.atMs)
    const involved = [given.aboutUnit, lead, ...assists].filter((unit) => unit !== null)
    const isConflicted = association !== null && involved.some((unit) => areRelated(unit, cast.chair(association, given.atMs).unit))
    const entry: Entry = { ...given, association, isUrban: given.community.isUrban, level: association === null || isConflicted ? 1 : 0, recurrenceOf }
    const life = new DemandLife(entry, this.ledger.open('demand', entry.id, this.random), this.ledger)
    const played: PlayedDemand = { life, cast, target, complaints, dispatches: [] }
    this.demands.push(played)
    return played
  }

  private remember(life: DemandLife): void {
    if (life.verifiedMs !== null) this.lastOf.set(`${life.entry.community!.code}/${life.entry.category.code}`, life)
  }

  /** Neighbours complain of the same thing while it is on the ledger, and the community puts them beside it. */
  private join(played: PlayedDemand, fromMs: number, untilMs: number): void {
    const { random } = this
    const { life, target } = played
    if (target !== null || life.wasHeld || life.entry.grid === null) return
    for (let more = random.weighted({ '0': 74, '1': 18, '2': 6, '3': 2 }); Number(more) > 0; more = String(Number(more) - 1) as typeof more) {
      const roomMs = untilMs - fromMs - ROOM_TO_FOLLOW_MS
      if (roomMs <= 0) return
      const atMs = Math.floor(fromMs + random.float() * roomMs * 0.9)
      const complaint = this.open({ atMs, grid: life.entry.grid, category: life.entry.category.code as ComplaintCategoryCode, said: 'point', isRaisable: true }, null)
      if (!this.complaintPlot.prepare({ ...complaint, target: 'raised' }, true)) continue
      const at = this.pace.soon(complaint.life.chain.atMs)
      if (at === null || at >= untilMs) continue
      complaint.life.raise(at, complaint.cast.community(complaint.life), life.entry.id, life.entry.nature, true, random.pick(RAISE_REASONS))
      played.complaints.push(complaint)
    }
  }

  private cast(): Cast {
    return new Cast(this.world, this.ledger.nowMs, this.random.below(1 << 20))
  }

  private anyGridAt(atMs: number): Grid {
    for (;;) {
      const grid = anyGrid(this.world, this.random)
      if (!isDutyUnclear(this.world, grid, atMs, this.ledger.nowMs) && hasSomebodyLed(this.world, grid)) return grid
    }
  }

  private textFor(category: ComplaintCategoryCode, grid: Grid): string {
    return this.random.pick(COMPLAINT_TEXTS[category]).replaceAll('{place}', grid.compound?.name ?? grid.community.name)
  }

  /** Somebody of the grid with something to say; not yet submitted. */
  private open(opening: Opening, target: ComplaintState | null): Played {
    const { random } = this
    const matter = this.matterOf(opening, target !== null)
    const life = new ComplaintLife(matter, this.ledger.open('complaint', matter.id, random))
    this.lives.push(life)
    return { life, cast: this.cast(), target }
  }

  private matterOf({ atMs, grid, reporter, isRaisable = false, ...opening }: Opening, isScripted: boolean): Matter {
    const { world, random, ledger } = this
    const { people, staff } = world
    const { a: leader } = staff.gridLeaders[grid.index]!
    const person = reporter ?? residentOf(world, grid, random, true)
    const account = people.id(person)
    const category = categoryBy.get(opening.isAboutFirstLine ? 'conduct-attitude' : (opening.category ?? anyCategory(random, grid.community.isUrban, atMs, isRaisable)))!
    const isConduct = !isRaisable && category.code === 'conduct-attitude' && (opening.isAboutFirstLine ?? random.chance(0.4))
    const isFiled = !isScripted && !isConduct && random.chance(0.06)
    const said = opening.said ?? (isScripted ? 'point' : random.weighted({ point: 86, address: 4, residence: isFiled ? 0 : 6, community: 3, town: isRaisable ? 0 : 1 }))
    const kind = kindOf(random, category)
    const id = random.uuid(atMs)
    const isProperty = category.code === 'building-property' && random.chance(0.4)
    return {
      id, atMs, category,
      kind: isRaisable && (kind === 'consult' || kind === 'praise') ? 'complaint' : kind,
      text: this.textFor(category.code as ComplaintCategoryCode, grid),
      spot: findSpot(world, grid, said, isConduct, atMs, ledger.nowMs, random),
      reporter: isFiled && random.chance(0.3) ? null : account,
      filer: isFiled ? asHolder(leader) : asResident(account),
      onBehalf: isFiled ? { name: people.name(person), phone: random.chance(0.7) ? people.phone(person) : null, authority: '本人当面口头委托' } : null,
      address: random.chance(0.2) ? addressIn(grid, random) : null,
      aboutRole: isConduct ? random.pick(['gridLeader', 'communityWorker'] as const) : null,
      aboutAreaCode: isConduct ? grid.community.code : null,
      aboutUnitId: isProperty ? random.pick(world.units.all.filter((unit) => unit.kind === 'property')).id : null,
      isConfidential: isConduct ? random.chance(0.6) : random.chance(0.02),
    }
  }

  /** Brings everything up to now and writes it, oldest first; numbers count the days in that order. */
  async write(tables: CaseTables): Promise<void> {
    const { ledger, random } = this
    const complaintNumbers = new Numbers(4)
    const demandNumbers = new Numbers(4)
    for (const { life, dispatches } of this.demands.sort((a, b) => a.life.entry.atMs - b.life.entry.atMs)) {
      for (const dispatch of dispatches) dispatch.settle(ledger.nowMs)
      life.until(ledger.nowMs)
      life.chain.close()
      writeDemand(life, demandNumbers.next(life.entry.atMs), tables)
      for (const dispatch of dispatches) writeDispatch(dispatch, tables, random)
      await Promise.all([ledger.breathe(), ...Object.values(tables).map((table) => table.breathe())])
    }
    for (const life of this.lives.sort((a, b) => a.matter.atMs - b.matter.atMs)) {
      life.until(ledger.nowMs)
      life.chain.close()
      writeComplaint(life, complaintNumbers.next(life.matter.atMs), bigrams(life.matter.text), ledger.cipher, tables, random)
      await Promise.all([ledger.breathe(), ...Object.values(tables).map((table) => table.breathe())])
    }
  }
}
