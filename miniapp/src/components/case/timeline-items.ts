import type { TimelineEntry } from '@huying/shared/kernel/schema'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import type { TimelineItem } from '../timeline'

/** Steps that one act takes besides itself; where the act is shown, they say nothing new. */
const ECHOES: readonly (readonly [echo: string, act: string])[] = [
  ['demand.open', 'complaint.raise'],
  ['dispatch.send', 'demand.dispatch'],
  ['dispatch.send', 'demand.add_assist'],
  ['dispatch.verify', 'demand.verify'],
  ['demand.verify', 'complaint.resolve_by_demand'],
  ['dispatch.redo', 'demand.redo'],
  ['demand.all_replied', 'dispatch.reply'],
  ['demand.close', 'complaint.confirm'],
  ['demand.close', 'complaint.auto_close'],
]

export interface TimelineOptions {
  now: Date
  isElder: boolean
  /** The reader is the resident the case belongs to: their own steps say 您. */
  isOwn: boolean
  /** Nothing more will happen: the newest entry is behind us too. */
  isOver: boolean
  /** What comes, if one can say it. */
  next?: string
}

const isEcho = (entry: TimelineEntry, actions: ReadonlySet<string>): boolean =>
  ECHOES.some(([echo, act]) => entry.action === echo && actions.has(act))

/** History entries, newest first, as a timeline a resident can read: one line an act, plain words, the next step on top. */
export function timelineItems(entries: readonly TimelineEntry[], options: TimelineOptions): TimelineItem[] {
  const actions = new Set(entries.map(({ action }) => action))
  const shown = entries.filter((entry) => !isEcho(entry, actions))
  const past = shown.map((entry, index): TimelineItem => ({
    key: `${entry.at}-${entry.action}-${shown.length - index}`,
    phase: index === 0 && !options.isOver ? 'now' : 'done',
    title: titleOfEntry(entry, options.isOwn),
    ...(entry.note && { note: entry.note }),
    when: sayMoment(new Date(entry.at), options.now, { isElder: options.isElder }),
  }))
  return options.next ? [{ key: 'next', phase: 'next', title: options.next }, ...past] : past
}

/** Who did what. A label that names its doer keeps it: 部门接单了 → 县住建局接单了, 社区吹哨 stays. */
function titleOfEntry({ label, who, role }: TimelineEntry, isOwn: boolean): string {
  const words = isOwn ? label.replace('居民', '您') : label
  if (role === 'clock' || role === 'system' || label.startsWith('社区')) return words
  if (role === 'resident' && isOwn) return `您${words}`
  return words.startsWith('部门') ? who + words.slice(2) : `${who} ${words}`
}
