/** Modules from the ground up. A module knows only those on lower floors; neighbours on one floor do not know each other. */
const FLOORS: readonly (readonly string[])[] = [
  ['area'],
  ['account'],
  ['upload', 'appointment'],
  ['party'],
  ['unit'],
  ['association'],
  ['wish', 'booking', 'complaint'],
  ['offer', 'demand'],
  ['dispatch'],
  ['catalogue', 'calendar'],
  ['settings'],
  ['notification'],
  ['statistics'],
  ['audit'],
  ['privacy'],
  ['job', 'live', 'system', 'approval', 'history'],
]

const floorOf = (name: string): number => FLOORS.findIndex((names) => names.includes(name))

/** Why `name` may not know `other`, or undefined where it may. */
export function whyNotKnow(name: string, other: string): string | undefined {
  for (const word of [name, other])
    if (floorOf(word) === -1) return `"${word}" has no floor yet: put it in tests/architecture/module-order.ts, and say why in docs/decisions`
  if (name === other || floorOf(other) < floorOf(name)) return undefined
  return `${name} may not know ${other}, which is not below it; upward it speaks by events`
}
