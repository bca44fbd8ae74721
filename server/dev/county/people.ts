import type { Community, Geography, Grid } from './geography.ts'
import { personName } from './names.ts'
import { Random } from './random.ts'

/** Nobody's number: 116 begins no mobile number of the mainland and no service. */
const PHONE_PREFIX = '116'
const ELDER_AGE = 60
/** How many people there are to one who gave name and number without having an office. */
const KNOWN_ONE_IN = 3
const DAY_MS = 86_400_000

/** What is stored of everybody, as plain columns that can be handed to another thread. */
export interface PeopleColumns {
  ids: string[]
  names: string[]
  openids: string[]
  createdMs: number[]
  gridOf: Uint16Array
  houseOf: Uint32Array
  birthYear: Uint16Array
  isDisabled: Uint8Array
  isTaken: Uint8Array
  gridCodes: string[]
  houses: House[]
  /** In which ages are counted. */
  year: number
}

export interface House {
  id: string
  code: string
  gridCode: string
  compoundId: string | null
  address: string
}

/** Everybody of the county by position, column by column: a quarter of a million small objects would cost more. */
export class People {
  readonly ids: string[] = []
  readonly names: string[] = []
  readonly openids: string[] = []
  readonly gridOf: Uint16Array
  readonly houseOf: Uint32Array
  readonly birthYear: Uint16Array
  readonly isDisabled: Uint8Array
  readonly houses: House[] = []
  /** First person of each grid; one more at the end. */
  readonly firstOf: Uint32Array
  private readonly isTaken: Uint8Array
  private readonly createdMs: number[] = []

  constructor(
    readonly geography: Geography,
    readonly year: number,
    nowMs: number,
  ) {
    const random = new Random('people')
    const count = geography.grids.reduce((sum, grid) => sum + grid.population, 0)
    this.gridOf = new Uint16Array(count)
    this.houseOf = new Uint32Array(count)
    this.birthYear = new Uint16Array(count)
    this.isDisabled = new Uint8Array(count)
    this.isTaken = new Uint8Array(count)
    this.firstOf = new Uint32Array(geography.grids.length + 1)
    let person = 0
    for (const grid of geography.grids) {
      this.firstOf[grid.index] = person
      const firstHouse = this.houses.length
      for (let h = 0; h < grid.households; h++) this.houses.push(houseOf(grid, h, random.uuid(nowMs - 600 * DAY_MS)))
      let surname: string | undefined
      for (let p = 0; p < grid.population; p++, person++) {
        const house = firstHouse + Math.floor((p * grid.households) / grid.population)
        const isHead = p === 0 || this.houseOf[person - 1] !== house
        const name = personName(random, isHead || random.chance(0.3) ? undefined : surname)
        if (isHead) surname = name[0]
        const createdMs = nowMs - random.between(380, 560) * DAY_MS - random.below(DAY_MS)
        this.ids.push(random.uuid(createdMs))
        this.createdMs.push(createdMs)
        this.names.push(name)
        this.openids.push(`${NOBODY_ONE_LOGS_IN_AS}${person}`)
        this.gridOf[person] = grid.index
        this.houseOf[person] = house
        this.birthYear[person] = year - ageOf(random, isHead)
        this.isDisabled[person] = random.chance(0.02) ? 1 : 0
      }
    }
    this.firstOf[geography.grids.length] = person
  }

  get count(): number {
    return this.ids.length
  }

  grid(person: number): Grid {
    return this.geography.grids[this.gridOf[person]!]!
  }

  age(person: number): number {
    return this.year - this.birthYear[person]!
  }

  isElder(person: number): boolean {
    return isElder(this.year, this.birthYear[person]!)
  }

  phone(person: number): string {
    return phoneOf(person)
  }

  isFree(person: number): boolean {
    return this.isTaken[person] === 0
  }

  /** Somebody without an office, of that age, from the first of these grids that has one; nobody is taken twice. */
  take(grids: Iterable<Grid>, youngest = 24, oldest = 59): number {
    return this.takeWhere(grids, (person) => this.age(person) >= youngest && this.age(person) <= oldest)
  }

  takeWhere(grids: Iterable<Grid>, isFit: (person: number) => boolean): number {
    for (const grid of grids)
      for (let person = this.firstOf[grid.index]!; person < this.firstOf[grid.index + 1]!; person++)
        if (this.isFree(person) && isFit(person)) {
          this.isTaken[person] = 1
          return person
        }
    throw new Error('nobody left to take')
  }

  /** As `take`, beginning at a grid of the community that the generator chooses. */
  takeIn(community: Community, random: Random, youngest = 24, oldest = 59): number {
    return this.take(around(community.grids[random.below(community.grids.length)]!), youngest, oldest)
  }

  columns(): PeopleColumns {
    const { ids, names, openids, createdMs, gridOf, houseOf, birthYear, isDisabled, isTaken, houses, year } = this
    return { ids, names, openids, createdMs, gridOf, houseOf, birthYear, isDisabled, isTaken, houses, year, gridCodes: this.geography.grids.map(({ code }) => code) }
  }
}

const NOBODY_ONE_LOGS_IN_AS = 'demo-openid-person-'
export const isPersona = (openid: string): boolean => !openid.startsWith(NOBODY_ONE_LOGS_IN_AS)
/** Whoever asks for something told the county name and number; most people only logged in. */
export const isKnown = (person: number): boolean => person % KNOWN_ONE_IN === 0
export const isElder = (year: number, birthYear: number): boolean => year - birthYear >= ELDER_AGE
export const phoneOf = (person: number): string => PHONE_PREFIX + String((person * 7919 + 1_620_417) % 100_000_000).padStart(8, '0')

/** A grid, the rest of its community from there on, then the rest of its town: nearly always the first few are enough. */
export function* around(grid: Grid): Generator<Grid> {
  const { grids, town } = grid.community
  const at = grids.indexOf(grid)
  yield* grids.slice(at)
  yield* grids.slice(0, at)
  for (const community of town.communities) if (community !== grid.community) yield* community.grids
}

const FLATS_A_BUILDING = 24
const FLATS_A_UNIT = 12
const FLATS_A_FLOOR = 2

function houseOf(grid: Grid, index: number, id: string): House {
  const place = `${grid.community.name}${grid.compound?.name ?? ''}`
  const building = Math.floor(index / FLATS_A_BUILDING) + 1
  const unit = Math.floor((index % FLATS_A_BUILDING) / FLATS_A_UNIT) + 1
  const floor = Math.floor((index % FLATS_A_UNIT) / FLATS_A_FLOOR) + 1
  const serial = Number(grid.code.slice(-3))
  const where = grid.compound
    ? `第${serial}网格${building}栋${unit}单元${floor}0${(index % FLATS_A_FLOOR) + 1}室`
    : `${serial}组${index + 1}号`
  return { id, code: `${grid.code}${String(index + 1).padStart(3, '0')}`, gridCode: grid.code, compoundId: grid.compound?.id ?? null, address: `商南县${grid.community.town.name}${place}${where}` }
}

/** The head of a household is grown up. */
function ageOf(random: Random, isHead: boolean): number {
  const span = random.weighted({ young: isHead ? 0 : 0.22, grown: isHead ? 0.72 : 0.52, old: 0.26 })
  if (span === 'young') return random.between(14, 23)
  return span === 'grown' ? random.between(24, 59) : random.between(60, 92)
}
