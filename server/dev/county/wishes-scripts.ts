import type { WishCategoryCode } from '@huying/shared/wish/catalogue'
import type { WishState } from '@huying/shared/wish/machine'
import type { Held } from './offices.ts'
import type { Member } from './party.ts'
import type { Random } from './random.ts'
import { residentOf, type World } from './world.ts'

/** A wish that must end in a state: each step follows the last within the hour. */
export interface WishScript {
  target: WishState
  beneficiary: number
  claimer?: Member
  worker?: Held
  category?: WishCategoryCode
}

const STATES: readonly WishState[] = ['submitted', 'returned', 'rejected', 'open', 'claimed', 'fulfilled', 'disputed', 'confirmed', 'withdrawn', 'unmet']
const SAMPLES = 3

/** The first personas' own wishes, and some in every state in the two communities they work in. */
export function scripts(world: World, random: Random): WishScript[] {
  const { geography, visitors } = world
  const urban = geography.communities.filter(({ isUrban }) => isUrban)
  const list: WishScript[] = []
  for (const target of ['fulfilled', 'confirmed', 'rejected', 'withdrawn', 'unmet'] as const)
    list.push({ target, beneficiary: visitors.resident, category: 'repair', claimer: visitors.member })
  for (const target of ['submitted', 'open'] as const) list.push({ target, beneficiary: visitors.neighbour, category: 'digital' })
  list.push({ target: 'claimed', beneficiary: visitors.elder, category: 'haircut', claimer: visitors.member })
  list.push({ target: 'returned', beneficiary: visitors.guardian, category: 'learning' })
  for (const community of urban.slice(0, 2))
    for (const target of STATES)
      for (let i = 0; i < SAMPLES; i++) {
        const grid = i === 0 ? community.grids[0]! : random.pick(community.grids)
        list.push({ target, beneficiary: residentOf(world, grid, random) })
      }
  return list
}
