import type { ObjectStorage } from '../../gateways/object-storage.ts'
import type { DeadlineHandler } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'

interface Removed {
  objectKey: string
  thumbnailKey: string
}

/** What happens to a photo nobody used, and to one WeChat never answered for. */
export const uploadDeadlines = (storage: ObjectStorage): readonly DeadlineHandler[] => [
  {
    subjectKind: 'upload',
    kind: 'unattached',
    async onDue(context, clock) {
      if (!(await takeClock(context, clock))) return
      const [removed] = await context.tx.sql<Removed[]>`delete from uploads where id = ${clock.subjectId} and attached_id is null
        returning object_key as "objectKey", thumbnail_key as "thumbnailKey"`
      if (!removed) return
      // Deleting again does no harm: if the commit fails, the clock comes back and finds less to do.
      await storage.delete(removed.objectKey)
      await storage.delete(removed.thumbnailKey)
    },
  },
  {
    subjectKind: 'upload',
    kind: 'verdict',
    async onDue(context, clock) {
      if (await takeClock(context, clock))
        await context.tx.sql`update uploads set verdict = 'none' where id = ${clock.subjectId} and verdict = 'pending'`
    },
  },
]
