import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { statisticsContract } from '@huying/shared/statistics/contract.ts'
import { statisticsErrors } from '@huying/shared/statistics/errors.ts'
import { read, type DeadlineHandler, type Module, type Subscriber } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { areaOf } from './counted-area.ts'
import { countWish } from './commands/count-wish.ts'
import { rebuildFigures } from './commands/rebuild-figures.ts'
import { exclusion } from './commands/exclude-case.ts'
import { exclusionSubject } from './exclusion-table.ts'
import { monthText, periodOf } from './period.ts'
import { mayReadMembers } from './policy.ts'
import { presentFigures, presentRanked } from './presenter.ts'
import { rankWishes, sumOfArea, sumOfMember } from './queries.ts'
import { decodeRank, encodeRank } from './rank-cursor.ts'
import { figuresOfArea, rateRoutes } from './rate-routes.ts'
import { rateDeadlines, rateSubscribers } from './rate-subscribers.ts'

/** Everything that happens to a wish and is counted. */
const count: Subscriber = {
  name: 'statistics.countWish',
  on: [
    'wish.submitted', 'wish.published', 'wish.claimed', 'wish.assigned', 'wish.contactReplaced', 'wish.confirmed', 'wish.autoConfirmed', 'wish.settledDone',
  ],
  isNews: true,
  handle: (context, event) => countWish(context, event.subjectId),
}

/** Once, when the figures come into being: what there was before. */
const build: DeadlineHandler = {
  subjectKind: 'wishFigures',
  kind: 'build',
  async onDue(context, clock) {
    if (await takeClock(context, clock)) await rebuildFigures(context.tx)
  },
}

/** What became of things, counted as it happens and recomputable from the things themselves. */
export const statisticsModule: Module = {
  name: 'statistics',
  routes: [
    read(statisticsContract.overview, async (context, { query }) => {
      const period = periodOf(query, context.now)
      const area = await areaOf(context, query.areaCode)
      const { accountId, member } = context.actor
      return {
        areaCode: area.code, areaName: area.name, from: monthText(period.from), to: monthText(period.to),
        wishes: presentFigures('community', await sumOfArea(context.db, area.code, period)),
        rates: await figuresOfArea(context, area.code, period),
        mine: member === null || accountId === null ? null : presentFigures('member', await sumOfMember(context.db, accountId, period)),
      }
    }),
    read(statisticsContract.wishes, async (context, { query }) => {
      const { by, limit } = query
      const period = periodOf(query, context.now)
      const area = await areaOf(context, query.areaCode)
      if (by === 'member' && !mayReadMembers(context.actor, area.code))
        throw context.actor.accountId === null ? kernelErrors.UNAUTHENTICATED() : kernelErrors.FORBIDDEN()
      const rows = await rankWishes(context.db, { ...period, by, areaCode: area.code, after: decodeRank(query.cursor), limit })
      const shown = rows.slice(0, limit)
      return { items: shown.map((line) => presentRanked(by, line)), nextCursor: rows.length > limit ? encodeRank(shown.at(-1)!) : null }
    }),
    ...rateRoutes,
  ],
  subjects: [exclusionSubject],
  subscribers: [count, ...rateSubscribers],
  deadlines: [build, ...rateDeadlines],
  approvables: [exclusion],
  constraints: { exclusions_once: statisticsErrors.EXCLUDED_ALREADY },
}
