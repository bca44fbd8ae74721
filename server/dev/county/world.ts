import type { Association } from './associations.ts'
import type { Community, Geography, Grid } from './geography.ts'
import type { Held } from './offices.ts'
import type { Member, Party } from './party.ts'
import { isKnown, type People } from './people.ts'
import type { Random } from './random.ts'
import type { Staff } from './staff.ts'
import type { Units } from './units.ts'

/** Everybody and everything that cases refer to. */
export interface World {
  geography: Geography
  people: People
  party: Party
  staff: Staff
  units: Units
  associations: Map<Community, Association>
  /** Appointments whose holder is away now. */
  absent: ReadonlySet<string>
  visitors: Visitors
}

/** What of it the stories of another thread need: little enough to be copied there. */
export interface StoryWorld extends Omit<World, 'party' | 'people' | 'visitors'> {
  people: Pick<People, 'id' | 'name' | 'count' | 'grid' | 'range' | 'age' | 'isElder' | 'phone'>
  visitors: Omit<Visitors, 'member' | 'memberSameGrid'>
}

/** Those a visitor may log in as first: chance gives them nothing to do or to wait for, scripts do. */
export interface Visitors {
  resident: number
  neighbour: number
  elder: number
  guardian: number
  member: Member
  memberSameGrid: Member
  reserved: ReadonlySet<number>
}

/** A grown-up who gave name and number, none of the first personas. */
const canBeAsked = ({ people, visitors }: StoryWorld, person: number): boolean =>
  isKnown(person) && !visitors.reserved.has(person) && people.age(person) >= 18

/** Whoever leads a grid brings nothing to their own desk. */
const leads = ({ staff }: StoryWorld, grid: Grid, person: number): boolean => {
  const { a, b } = staff.gridLeaders[grid.index]!
  return person === a.person || person === b?.person
}

/** A resident of a grid who can be asked; with `isLed`, none of its leaders. */
export function residentOf(world: StoryWorld, grid: Grid, random: Random, isLed = false): number {
  const [first, end] = world.people.range(grid)
  for (let tries = 0; ; tries++) {
    const person = first + random.below(end - first)
    if (tries > 200) throw new Error(`${grid.name} has nobody to ask`)
    if (canBeAsked(world, person) && !(isLed && leads(world, grid, person))) return person
  }
}

/** Somebody beside its leaders lives there who can be asked: in a small county that is not so everywhere. */
export function hasSomebodyLed(world: StoryWorld, grid: Grid): boolean {
  const [first, end] = world.people.range(grid)
  for (let person = first; person < end; person++)
    if (canBeAsked(world, person) && !leads(world, grid, person)) return true
  return false
}

/** A grid by the number of people who live there. */
export function anyGrid(world: StoryWorld, random: Random): Grid {
  return world.people.grid(random.below(world.people.count))
}

export const workerOf = (world: World, community: Community, random: Random, except?: string): Held =>
  random.pick(world.staff.workers.get(community.code)!.filter(({ account }) => account !== except))
