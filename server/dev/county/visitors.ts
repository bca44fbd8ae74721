import type { Geography } from './geography.ts'
import type { Offices } from './offices.ts'
import type { People } from './people.ts'
import type { TableWriter } from './copy.ts'
import type { Cipher } from '../../src/kernel/cipher.ts'
import { residentName } from '../../src/kernel/mask.ts'
import { Random } from './random.ts'
import type { Visitors } from './world.ts'

export const DEPENDENT_COLUMNS = ['id', 'guardian_id', 'account_id', 'kind', 'name', 'display_name', 'consent', 'created_at']
const GUARDIANS = 2000
/** How many of each kind are kept out of chance's way. */
const RESERVED = 10
const MOST_OF_A_KIND = 6000
const DAY_MS = 86_400_000

/** Takes the first personas without an office, while the first grid still has people. */
export function firstResidents(geography: Geography, people: People, offices: Offices): Pick<Visitors, 'resident' | 'neighbour' | 'elder' | 'guardian'> {
  const [home] = geography.grids
  const taken: number[] = []
  const takeApart = (key: string, youngest: number, oldest: number): number => {
    const person = people.takeWhere([home!, ...home!.community.grids], (one) => people.age(one) >= youngest && people.age(one) <= oldest && !taken.some((other) => people.shareHouse(one, other)))
    taken.push(person)
    offices.present(person, key)
    return person
  }
  return {
    resident: takeApart('resident', 28, 55),
    neighbour: takeApart('neighbour', 28, 59),
    elder: takeApart('elder', 66, 90),
    guardian: takeApart('guardian', 28, 48),
  }
}

/** People without an office are residents to log in as: the first of the main town in order of their grids. */
export function presentResidents(geography: Geography, people: People, offices: Offices): Set<number> {
  const mainTown = geography.communities.find(({ isUrban }) => isUrban)!.town
  const counts = new Map<string, number>()
  const reserved = new Set<number>()
  for (let person = 0; person < people.count; person++) {
    if (!people.isFree(person) || people.age(person) < 18) continue
    const grid = people.grid(person)
    if (grid.community.town !== mainTown) continue
    const isNear = grid.index === 0 && (counts.get('neighbour') ?? 0) < RESERVED
    const key = isNear ? 'neighbour' : people.isElder(person) ? 'elder' : 'resident'
    const count = counts.get(key) ?? 0
    if (count >= MOST_OF_A_KIND) continue
    counts.set(key, count + 1)
    if (count < RESERVED) reserved.add(person)
    offices.present(person, key)
  }
  return reserved
}

/** Elders and children for whom somebody acts, with the consent recorded; the guardian a visitor logs in as has one of each. */
export function writeDependents(people: People, first: number, cipher: Cipher, nowMs: number, scale: number, offices: Offices, table: TableWriter): void {
  const random = new Random('dependents')
  const add = (guardian: number, kind: 'elder' | 'child', account: number | null, name: string): void => {
    const createdMs = nowMs - random.between(30, 360) * DAY_MS
    const id = random.uuid(createdMs)
    table.row([
      id, people.id(guardian), account === null ? null : people.id(account), kind, cipher.seal({ table: 'dependents', column: 'name', row: id }, name),
      residentName(name), kind === 'elder' ? '本人当面同意，签了委托书' : '监护人声明', new Date(createdMs),
    ])
  }
  const child = (guardian: number) => people.name(guardian)[0]! + random.pick(['子涵', '浩宇', '欣怡', '梓轩', '雨桐', '一诺'])
  const elder = people.takeWhere(people.geography.grids, (one) => people.age(one) >= 66)
  add(first, 'elder', elder, people.name(elder))
  add(first, 'child', null, child(first))
  for (let i = Math.round(GUARDIANS * scale); i > 0; i--) {
    const guardian = people.takeWhere([people.grid(random.below(people.count)), ...people.geography.grids], (one) => people.age(one) >= 28 && people.age(one) <= 50)
    offices.present(guardian, 'guardian')
    add(guardian, 'child', null, child(guardian))
  }
}
