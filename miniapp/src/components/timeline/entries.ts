import type { TimelineEntry } from '@huying/shared/kernel/schema'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import type { TimelineItem } from '.'

interface AheadAndNow {
  /** What comes next; null when nothing does. */
  next: string | null
  now: Date
  isElder?: boolean
}

const who = ({ who: name, label }: TimelineEntry) => (name && !label.startsWith(name) ? `${name} ${label}` : label)

/** A history as a timeline: the newest entry is what is going on, unless the story has ended. */
export const timelineItems = (entries: readonly TimelineEntry[], { next, now, isElder }: AheadAndNow): TimelineItem[] => [
  ...(next === null ? [] : [{ key: 'next', phase: 'next' as const, title: next }]),
  ...entries.map((entry, index): TimelineItem => ({
    key: `${entry.at}-${entry.action}-${entries.length - index}`,
    phase: index === 0 && next !== null ? 'now' : 'done',
    title: who(entry),
    note: entry.note ?? undefined,
    when: sayMoment(new Date(entry.at), now, { isElder }),
  })),
]
