import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { dayIn } from '@huying/shared/wish/ask-hours.ts'
import type { TimelineSource } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { mergeTimelines } from '../../kernel/timeline.ts'
import { isConcerned, mayRead } from './policy.ts'
import { wishSubject } from './table.ts'

/** What happens beside the machine's steps. */
const LABELS = { show_thanks: '说了感谢的话能不能公开', approve_thanks: '看过感谢的话，可以公开' }

/** Steps between the people concerned. */
const INSIDE_ONLY = new Set(['contact_reveal', 'acknowledge', 'share_contact', 'assign', 'replace_contact', 'show_thanks', 'approve_thanks'])

/**
 * Who did what, for whoever may read the wish. The public reads the steps; words, and who looked at whose contact, are for
 * those concerned. No office tells others the grid it came from; of a sensitive wish they read the day only, and no name.
 */
export const wishTimeline: TimelineSource = {
  kind: wishSubject.kind,
  async read(context, id) {
    const wish = await readSubject(context.db, wishSubject, id)
    if (!mayRead(context.actor, wish)) throw kernelErrors.NOT_FOUND()
    const isInside = isConcerned(context.actor, wish)
    const entries = await mergeTimelines(context, [{ machine: wishSubject.machine, id, labels: LABELS }], {
      mayReadWords: () => isInside,
      resident: isInside ? null : wish.isSensitive ? '一位居民' : wish.wishedFor,
      offices: isInside ? 'placed' : wish.isSensitive ? 'nameless' : 'placeless',
    })
    if (isInside) return entries
    const open = entries.filter((entry) => !INSIDE_ONLY.has(entry.action.slice('wish.'.length)))
    return wish.isSensitive ? open.map((entry) => ({ ...entry, at: `${dayIn(new Date(entry.at))}T00:00:00.000+08:00` })) : open
  },
}
