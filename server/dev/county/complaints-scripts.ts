import type { ComplaintCategoryCode } from '@huying/shared/complaint/catalogue'
import type { ComplaintState } from '@huying/shared/complaint/machine'
import { categoryBy } from './complaints-categories.ts'
import type { PlaceKind } from './complaints-place.ts'
import type { DemandTarget } from './demands-plot.ts'
import type { Community, Grid } from './geography.ts'
import type { Random } from './random.ts'
import { DAY_MS, during, HOUR_MS } from './times.ts'
import { hasSomebodyLed, residentOf, type StoryWorld } from './world.ts'

/** A story that must end in a state: its complaint's, or its demand's. */
export interface Script {
  atMs: number
  grid: Grid
  reporter: number
  category: ComplaintCategoryCode
  said?: PlaceKind
  isAboutFirstLine?: boolean
  complaint: ComplaintState
  demand?: DemandTarget
}

type Part = Pick<Script, 'complaint' | 'demand' | 'said' | 'isAboutFirstLine'> & { category?: ComplaintCategoryCode; reporter?: number; daysAgo?: number }

const STATES: readonly ComplaintState[] = ['submitted', 'accepted', 'awaiting_resident', 'merged', 'resolved', 'closed', 'declined', 'withdrawn']
const DEMAND_STATES: readonly DemandTarget[] = [
  { state: 'pending', isOfToday: true }, { state: 'dispatched', lead: 'sent' }, { state: 'dispatched', lead: 'accepted' }, { state: 'dispatched', lead: 'return_requested' },
  { state: 'dispatched', lead: 'returned' }, { state: 'replied' }, { state: 'on_hold' }, { state: 'verified' }, { state: 'closed' }, { state: 'dismissed' },
]
/** What people bring in any season. */
const EVERYDAY: readonly ComplaintCategoryCode[] = [
  'sanitation-garbage', 'road-parking', 'road-light', 'building-leak', 'nuisance-dance', 'safety-equipment', 'order-stalls', 'utility-water', 'other-dispute', 'sanitation-rubble',
]
/** What the housing department leads in the seat, in any season: its handlers can be logged in as. */
const FOR_HOUSING: readonly ComplaintCategoryCode[] = ['road-light', 'road-damage', 'building-leak', 'building-property', 'building-title', 'utility-drain']
/** What others lead, with the housing department at their side. */
const WITH_HOUSING: readonly ComplaintCategoryCode[] = ['road-signs', 'welfare-wages']
const FOR_OTHERS: readonly ComplaintCategoryCode[] = ['order-stalls', 'safety-fire', 'nuisance-fumes', 'road-parking', 'order-food']

/** What is assigned within a working day, not within hours. */
const isNotUrgent = (code: ComplaintCategoryCode): boolean => ['normal', 'complex'].includes(categoryBy.get(code)!.urgency)
const NOT_URGENT_FOR_HOUSING = FOR_HOUSING.filter(isNotUrgent)
const NOT_URGENT_FOR_OTHERS = FOR_OTHERS.filter(isNotUrgent)

/** Plenty of open work of every kind for those a visitor may log in as, and every state in the first two communities. */
export function scripts(world: StoryWorld, nowMs: number, random: Random): Script[] {
  const { communities } = world.geography
  const [first, second] = communities.filter(({ isUrban }) => isUrban) as [Community, Community]
  const village = first.town.communities.find(({ isUrban }) => !isUrban)
  const list: Script[] = []
  const add = (grid: Grid, { category = random.pick(EVERYDAY), reporter, daysAgo = 1, ...part }: Part): number =>
    list.push({ ...part, grid, category, reporter: reporter ?? residentOf(world, grid, random, true), atMs: startOf(random, nowMs, daysAgo, category, part) })
  const gridOf = ({ grids }: Community): Grid => random.pick(grids.filter((grid) => hasSomebodyLed(world, grid)))
  const home = first.grids[0]!

  personal(world, home, add)
  for (const state of ['submitted', 'submitted', 'submitted', 'accepted', 'accepted', 'awaiting_resident', 'resolved'] as const) add(home, { complaint: state })
  add(home, { complaint: 'accepted', daysAgo: 16, category: 'sanitation-rubble' })
  for (const community of [first, second])
    for (const state of STATES) for (let i = 0; i < 2; i++) add(gridOf(community), { complaint: state })
  atUpperDesks(first, second, gridOf, add)

  const anywhere = (): Grid => gridOf(first)
  for (let i = 0; i < 5; i++) add(anywhere(), { complaint: 'raised', demand: { state: 'pending', isOfToday: true }, category: random.pick(i % 2 ? NOT_URGENT_FOR_HOUSING : NOT_URGENT_FOR_OTHERS) })
  for (let i = 0; i < 3; i++) add(anywhere(), { complaint: 'raised', demand: { state: 'pending' }, category: i % 2 ? random.pick(FOR_HOUSING) : random.pick(FOR_OTHERS) })
  for (const lead of ['sent', 'sent', 'sent', 'accepted', 'accepted', 'accepted', 'return_requested'] as const)
    add(anywhere(), { complaint: 'raised', demand: { state: 'dispatched', lead }, category: random.pick(FOR_HOUSING.slice(0, 5)) })
  for (const daysAgo of [17, 26, 40]) add(anywhere(), { complaint: 'raised', demand: { state: 'dispatched', lead: 'accepted', isOverdue: true }, category: random.pick(FOR_HOUSING.slice(0, 3)), daysAgo })
  for (const category of WITH_HOUSING) add(anywhere(), { complaint: 'raised', demand: { state: 'dispatched', lead: 'accepted' }, category })
  for (let i = 0; i < 4; i++) add(anywhere(), { complaint: 'raised', demand: { state: 'replied' }, category: random.pick(i % 2 ? FOR_HOUSING : FOR_OTHERS) })
  for (const state of ['on_hold', 'verified', 'closed', 'dismissed'] as const)
    for (let i = 0; i < 2; i++) add(anywhere(), { complaint: 'raised', demand: { state }, category: random.pick(FOR_HOUSING.slice(0, 4)) })
  for (const demand of DEMAND_STATES) add(gridOf(second), { complaint: 'raised', demand, category: random.pick(['road-damage', 'order-stalls', 'nuisance-fumes'] as const) })
  if (village) {
    for (let i = 0; i < 3; i++) add(gridOf(village), { complaint: 'raised', demand: { state: 'pending' }, category: 'sanitation-garbage' })
    // Nobody dispatched them in time, twice: the county has them now.
    for (let i = 0; i < 2; i++) add(gridOf(village), { complaint: 'raised', demand: { state: 'pending' }, category: 'road-damage', daysAgo: 8 + i })
  }
  return list
}

/** What the first personas brought themselves. */
function personal({ visitors }: StoryWorld, home: Grid, add: (grid: Grid, part: Part) => void): void {
  const { resident, neighbour, elder, guardian } = visitors
  add(home, { reporter: resident, complaint: 'resolved', category: 'road-light' })
  add(home, { reporter: resident, complaint: 'submitted', category: 'sanitation-garbage' })
  add(home, { reporter: resident, complaint: 'accepted', category: 'nuisance-dance' })
  add(home, { reporter: resident, complaint: 'awaiting_resident', category: 'building-leak' })
  add(home, { reporter: resident, complaint: 'closed', category: 'safety-equipment' })
  add(home, { reporter: resident, complaint: 'declined', category: 'order-price' })
  add(home, { reporter: resident, complaint: 'withdrawn', category: 'other-other' })
  add(home, { reporter: resident, complaint: 'raised', category: 'road-damage', demand: { state: 'dispatched', lead: 'accepted' } })
  add(home, { reporter: resident, complaint: 'raised', category: 'building-property', demand: { state: 'verified' } })
  add(home, { reporter: neighbour, complaint: 'resolved', category: 'utility-water' })
  add(home, { reporter: neighbour, complaint: 'accepted', category: 'sanitation-rubble' })
  add(home, { reporter: neighbour, complaint: 'raised', category: 'road-light', demand: { state: 'pending' } })
  add(home, { reporter: elder, complaint: 'resolved', category: 'welfare-elderly' })
  add(home, { reporter: elder, complaint: 'accepted', category: 'road-light' })
  add(home, { reporter: elder, complaint: 'raised', category: 'building-leak', demand: { state: 'replied' } })
  add(home, { reporter: guardian, complaint: 'submitted', category: 'road-parking' })
  add(home, { reporter: guardian, complaint: 'resolved', category: 'safety-equipment' })
}

/** At the communities' own desks and the town's. */
function atUpperDesks(first: Community, second: Community, gridOf: (community: Community) => Grid, add: (grid: Grid, part: Part) => void): void {
  for (const community of [first, first, second])
    for (const complaint of ['submitted', 'accepted', 'awaiting_resident'] as const) add(gridOf(community), { complaint, said: 'community' })
  for (const complaint of ['submitted', 'submitted', 'accepted'] as const) {
    add(gridOf(first), { complaint, said: 'town', category: 'other-suggestion' })
    add(gridOf(first), { complaint, isAboutFirstLine: true })
  }
}

const EVENING = { from: 17.5, to: 20 }
const MORNING = { from: 8, to: 12 }

/** So late that a first clock in working hours still runs, where nobody has acted; else early enough for all steps. */
function startOf(random: Random, nowMs: number, daysAgo: number, category: ComplaintCategoryCode, { complaint, demand }: Part): number {
  const { urgency } = categoryBy.get(category)!
  if (urgency === 'emergency') return nowMs - 20 * HOUR_MS
  const waits = complaint === 'submitted' || demand?.state === 'pending' || demand?.lead === 'return_requested'
  const { from, to } = waits && urgency === 'urgent' && daysAgo === 1 ? EVENING : MORNING
  return during(random, nowMs - daysAgo * DAY_MS, from, to)
}
