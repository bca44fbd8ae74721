import type { ComplaintRow, Desk } from './table.ts'

/** The desk one up; the town's stays where it is. */
export function deskAbove(row: Pick<ComplaintRow, 'desk' | 'communityCode'>): Desk {
  return row.desk === 'grid' && row.communityCode !== null ? 'community' : 'town'
}
