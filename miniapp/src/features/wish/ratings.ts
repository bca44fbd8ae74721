/** How content the resident is, best first; one of them is chosen or none. */
export const RATINGS = [
  { stars: 5, label: '很满意' },
  { stars: 4, label: '满意' },
  { stars: 3, label: '一般' },
  { stars: 2, label: '不太满意' },
  { stars: 1, label: '不满意' },
] as const
