import type { Community, Geography, Grid } from './geography.ts'
import { houseIn, type House } from './houses.ts'
import { anyGivenName, anySurname, nameFrom } from './names.ts'
import { Random, uuidFrom } from './random.ts'

/** Nobody's number: 116 begins no mobile number of the mainland and no service. */
const PHONE_PREFIX = '116'
const ELDER_AGE = 60
/** How many people there are to one who gave name and number without having an office. */
const KNOWN_ONE_IN = 6
const DAY_MS = 86_400_000

/** Everybody, one column a fact; in memory that threads share, since to copy a quarter of a million of anything takes a second. */
export interface PeopleColumns {
  gridOf: Uint16Array
  houseOf: Uint32Array
  birthYear: Uint16Array
  isDisabled: Uint8Array
  createdMs: Float64Array
  /** Three random words of each id. */
  idWords: Uint32Array
  surname: Uint16Array
  firstGiven: Uint8Array
  secondGiven: Uint8Array
  /** Whoever has an office, or is somebody to log in as. */
  isTaken: Uint8Array
  /** First person and first house of each grid; one more at the end. */
  firstOf: Uint32Array
  firstHouseOf: Uint32Array
}

/** Everybody of the county by position. */
export class People {
  constructor(
    readonly geography: Geography,
    readonly columns: PeopleColumns,
    /** In which ages are counted. */
    readonly year: number,
    /** Openids of those one can log in as. */
    readonly personas: ReadonlyMap<number, string> = new Map(),
  ) {}

  /** The same people for the same seed, as of an instant (epoch ms). */
  static settle(geography: Geography, nowMs: number): People {
    const random = new Random('people')
    const year = new Date(nowMs).getUTCFullYear()
    const columns = emptyColumns(geography.grids)
    let person = 0
    let house = 0
    for (const grid of geography.grids) {
      columns.firstOf[grid.index] = person
      columns.firstHouseOf[grid.index] = house
      for (let p = 0; p < grid.population; p++, person++) {
        columns.gridOf[person] = grid.index
        columns.houseOf[person] = house + Math.floor((p * grid.households) / grid.population)
        const isHead = p === 0 || columns.houseOf[person - 1] !== columns.houseOf[person]
        columns.surname[person] = isHead || random.chance(0.3) ? anySurname(random) : columns.surname[person - 1]!
        const [first, second] = anyGivenName(random)
        columns.firstGiven[person] = first
        columns.secondGiven[person] = second
        columns.createdMs[person] = nowMs - random.between(380, 560) * DAY_MS - random.below(DAY_MS)
        for (let word = 0; word < 3; word++) columns.idWords[person * 3 + word] = random.uint32()
        columns.birthYear[person] = year - ageOf(random, isHead)
        columns.isDisabled[person] = random.chance(0.02) ? 1 : 0
      }
      house += grid.households
    }
    columns.firstOf[geography.grids.length] = person
    columns.firstHouseOf[geography.grids.length] = house
    return new People(geography, columns, year)
  }

  get count(): number {
    return this.columns.gridOf.length
  }

  id(person: number): string {
    const { createdMs, idWords } = this.columns
    return uuidFrom(createdMs[person]!, idWords[person * 3]!, idWords[person * 3 + 1]!, idWords[person * 3 + 2]!)
  }

  name(person: number): string {
    const { surname, firstGiven, secondGiven } = this.columns
    return nameFrom(surname[person]!, [firstGiven[person]!, secondGiven[person]!])
  }

  /** When the account was opened, epoch ms. */
  createdMs(person: number): number {
    return this.columns.createdMs[person]!
  }

  grid(person: number): Grid {
    return this.geography.grids[this.columns.gridOf[person]!]!
  }

  house(person: number): House {
    const grid = this.grid(person)
    return houseIn(grid, this.columns.houseOf[person]! - this.columns.firstHouseOf[grid.index]!)
  }

  shareHouse(one: number, other: number): boolean {
    return this.columns.houseOf[one] === this.columns.houseOf[other]
  }

  /** Everybody of a grid: from the first, before the end. */
  range(grid: Grid): [first: number, end: number] {
    return [this.columns.firstOf[grid.index]!, this.columns.firstOf[grid.index + 1]!]
  }

  birthYear(person: number): number {
    return this.columns.birthYear[person]!
  }

  age(person: number): number {
    return this.year - this.birthYear(person)
  }

  isElder(person: number): boolean {
    return this.age(person) >= ELDER_AGE
  }

  isDisabled(person: number): boolean {
    return this.columns.isDisabled[person] === 1
  }

  phone(person: number): string {
    return phoneOf(person)
  }

  isFree(person: number): boolean {
    return this.columns.isTaken[person] === 0
  }

  openid(person: number): string {
    return this.personas.get(person) ?? `${String(person).padStart(6, '0')}-demo-openid`
  }

  /** Whoever asks for something or has an office told the county name and number; most people only logged in. */
  hasTold(person: number): boolean {
    return isKnown(person) || !this.isFree(person) || this.personas.has(person)
  }

  /** Somebody without an office, of that age, from the first of these grids that has one; nobody is taken twice. */
  take(grids: Iterable<Grid>, youngest = 24, oldest = 59): number {
    return this.takeWhere(grids, (person) => this.age(person) >= youngest && this.age(person) <= oldest)
  }

  takeWhere(grids: Iterable<Grid>, isFit: (person: number) => boolean): number {
    for (const grid of grids) {
      const [first, end] = this.range(grid)
      for (let person = first; person < end; person++)
        if (this.isFree(person) && isFit(person)) {
          this.columns.isTaken[person] = 1
          return person
        }
    }
    throw new Error('nobody left to take')
  }

  /** As `take`, beginning at a grid of the community that the generator chooses. */
  takeIn(community: Community, random: Random, youngest = 24, oldest = 59): number {
    return this.take(around(community.grids[random.below(community.grids.length)]!), youngest, oldest)
  }
}

export const isKnown = (person: number): boolean => person % KNOWN_ONE_IN === 0
export const phoneOf = (person: number): string => PHONE_PREFIX + String((person * 7919 + 1_620_417) % 100_000_000).padStart(8, '0')

/** A grid, the rest of its community from there on, then the rest of its town: nearly always the first few are enough. */
export function* around(grid: Grid): Generator<Grid> {
  const { grids, town } = grid.community
  const at = grids.indexOf(grid)
  yield* grids.slice(at)
  yield* grids.slice(0, at)
  for (const community of town.communities) if (community !== grid.community) yield* community.grids
}

/** The head of a household is grown up. */
function ageOf(random: Random, isHead: boolean): number {
  const share = random.float()
  if (share < 0.26) return random.between(60, 92)
  return !isHead && share < 0.48 ? random.between(14, 23) : random.between(24, 59)
}

function emptyColumns(grids: readonly Grid[]): PeopleColumns {
  const count = grids.reduce((sum, grid) => sum + grid.population, 0)
  const shared = (bytes: number) => new SharedArrayBuffer(bytes)
  return {
    gridOf: new Uint16Array(shared(count * 2)),
    houseOf: new Uint32Array(shared(count * 4)),
    birthYear: new Uint16Array(shared(count * 2)),
    isDisabled: new Uint8Array(shared(count)),
    createdMs: new Float64Array(shared(count * 8)),
    idWords: new Uint32Array(shared(count * 12)),
    surname: new Uint16Array(shared(count * 2)),
    firstGiven: new Uint8Array(shared(count)),
    secondGiven: new Uint8Array(shared(count)),
    isTaken: new Uint8Array(shared(count)),
    firstOf: new Uint32Array(shared((grids.length + 1) * 4)),
    firstHouseOf: new Uint32Array(shared((grids.length + 1) * 4)),
  }
}
