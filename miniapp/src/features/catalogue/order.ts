/** Lists that people put in order, by index; nothing is changed in place. */

export const moved = <T>(list: readonly T[], from: number, by: -1 | 1): T[] => {
  const to = from + by
  if (from < 0 || from >= list.length || to < 0 || to >= list.length) return [...list]
  const next = [...list]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
export const replaced = <T>(list: readonly T[], index: number, one: T): T[] => list.map((other, at) => (at === index ? one : other))
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index)
export const inserted = <T>(list: readonly T[], index: number, one: T): T[] => [...list.slice(0, index), one, ...list.slice(index)]

/** `rule-7`: the first of the kind that none of them has. Codes of what was deleted may still stand in old cases, so numbers go up from the highest. */
export function freshCode(prefix: string, taken: readonly string[]): string {
  const numbers = taken.map((code) => (code.startsWith(`${prefix}-`) ? Number(code.slice(prefix.length + 1)) : 0)).filter((number) => Number.isInteger(number))
  return `${prefix}-${Math.max(0, ...numbers) + 1}`
}
