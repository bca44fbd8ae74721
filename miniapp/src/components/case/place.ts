/** `东岗社区 东岗社区第3网格` → 东岗社区第3网格: a place that carries the name above it is not named twice. */
export function shortPlace(areaName: string): string {
  const parts = areaName.split(' ').filter(Boolean)
  return parts.filter((part, index) => !parts[index + 1]?.startsWith(part)).join(' ')
}
