import type { Wechat } from '../../gateways/wechat/client.ts'
import type { Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { closeUnmet } from './commands/close-unmet.ts'
import { wishDeadlines } from './deadlines.ts'
import { isConcerned, mayRead } from './policy.ts'
import { wishRoutes } from './routes.ts'
import { wishSubscribers } from './subscribers.ts'
import { wishSubject } from './table.ts'
import { wishTimeline } from './timeline.ts'

export const wishModule = (wechat: Wechat): Module => ({
  name: 'wish',
  subjects: [wishSubject],
  routes: wishRoutes(wechat),
  deadlines: wishDeadlines,
  subscribers: wishSubscribers,
  timelines: [wishTimeline],
  approvables: [closeUnmet],
  mayWatch: { wish: async ({ actor, db }, id) => mayRead(actor, await readSubject(db, wishSubject, id)) },
  maySeePhotos: { wish: async ({ actor, db }, id) => isConcerned(actor, await readSubject(db, wishSubject, id)) },
})
