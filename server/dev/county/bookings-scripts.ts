import type { Slot } from './services-sessions.ts'
import type { ServiceKind } from '../../src/modules/booking/table.ts'
import type { StoryWorld } from './world.ts'

/** What becomes of a place in a session. */
export type Fate = 'come' | 'cancel' | 'staffCancel' | 'noShow' | 'declined' | 'expired' | 'pending' | 'waiting' | 'offered'

/** Somebody who must be among a session's guests. */
export interface Expected {
  person: number
  fate: Fate
}

/** The first personas' places in the first community's sessions: past ones, coming ones, one they wait for and one held for them. */
export function expectedGuests(world: StoryWorld, slots: readonly Slot[], nowMs: number): Map<Slot, Expected[]> {
  const { resident, neighbour, elder, guardian } = world.visitors
  const first = world.geography.communities.find(({ isUrban }) => isUrban)!
  const own = slots.filter(({ service }) => service.place.community === first).toSorted((a, b) => a.startsMs - b.startsMs)
  const guests = new Map<Slot, Expected[]>()
  const add = (kind: ServiceKind, nth: number, person: number, fate: Fate): void => {
    const ofKind = own.filter(({ service: { offer } }) => offer.kind === kind && offer.days.length < 7)
    const slot = nth >= 0 ? ofKind.filter(({ startsMs }) => startsMs > nowMs)[nth] : ofKind.filter(({ endsMs }) => endsMs < nowMs).at(nth)
    if (slot) guests.set(slot, [...(guests.get(slot) ?? []), { person, fate }])
  }
  add('legalAdvice', 0, resident, 'come')
  add('class', 1, resident, 'come')
  add('jobAdvice', -1, resident, 'come')
  add('desk', -1, resident, 'cancel')
  add('legalAdvice', -1, resident, 'noShow')
  add('venueSeat', 0, resident, 'pending')
  add('venueSeat', -1, resident, 'declined')
  add('venueSeat', -2, resident, 'expired')
  add('class', 0, neighbour, 'come')
  add('jobAdvice', 0, neighbour, 'waiting')
  add('dayCare', 0, elder, 'come')
  add('dayCare', 1, elder, 'come')
  add('dayCare', -1, elder, 'come')
  add('desk', 0, guardian, 'offered')
  // Three times in a few weeks, and no sport for a month.
  for (const nth of [-2, -3, -4]) add('class', nth, guardian, 'noShow')
  return guests
}
