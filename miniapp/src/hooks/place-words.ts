/** `areaName` of one's home is town, community and grid, parted by spaces; the town goes without saying. */
const partsOf = (areaName: string): string[] => areaName.split(' ').filter(Boolean)

/** 塘坝社区第1网格: a grid named after its community is not named twice. */
export function homeOf(areaName: string | null): string | null {
  if (areaName === null) return null
  const [town, community, grid] = partsOf(areaName)
  if (grid === undefined) return community ?? town ?? null
  return grid.startsWith(community ?? '') ? grid : `${community} ${grid}`
}

/** 塘坝社区, or the town where no more is known. */
export function communityOf(areaName: string | null): string | null {
  if (areaName === null) return null
  const [town, community] = partsOf(areaName)
  return community ?? town ?? null
}
