/** How an exclusion stands, as people read it. */
export const EXCLUSION_STATE_LABELS = { in_force: '不计入', objected: '居民有异议', upheld: '维持不计入', lifted: '重新计入' } as const
