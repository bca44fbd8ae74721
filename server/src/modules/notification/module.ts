import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { notificationContract, type InboxMessage } from '@huying/shared/notification/contract.ts'
import { MESSAGE_KIND_LABELS, type MessageKind } from '@huying/shared/notification/templates.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { accountOf, type ReadContext } from '../../kernel/context.ts'
import { decodeCursor, pageOf } from '../../kernel/cursor.ts'
import { emit } from '../../kernel/event.ts'
import { read, write, type DeadlineHandler, type Module, type Subscriber } from '../../kernel/module.ts'
import { takeClock } from '../../kernel/sweep.ts'
import { noteCredits } from './commands/note-credits.ts'
import { sendMessage } from './commands/send-message.ts'
import { tellPeople } from './commands/tell-people.ts'
import { countUnread, creditsOf, listMessages, type MessageRow } from './queries.ts'
import { CLOCK_RULES, RULES } from './rules.ts'
import { templatesOf } from './templates.ts'

const present = ({ createdAt, readAt, ...row }: MessageRow): InboxMessage => ({ ...row, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null })

async function showCredits(context: ReadContext) {
  const credits = await creditsOf(context.db, accountOf(context))
  const items = Object.entries(templatesOf(context.kernel)).map(([kind, { templateId, isLongTerm }]) => ({
    kind: kind as MessageKind, templateId, isLongTerm, label: MESSAGE_KIND_LABELS[kind as MessageKind], credits: credits.get(templateId) ?? 0,
  }))
  return { items }
}

const clockSubjects = [...new Set(Object.keys(CLOCK_RULES).map((key) => key.slice(0, key.indexOf('.'))))]

const tell: Subscriber = {
  name: 'notification.tell',
  on: [...Object.keys(RULES), ...clockSubjects.flatMap((kind) => [`${kind}.clockWarned`, `${kind}.clockFellDue`])],
  isNews: true,
  handle: tellPeople,
}

const send = (wechat: Wechat): Subscriber => ({
  name: 'notification.send',
  on: ['inboxMessage.sendDue'],
  isNews: true,
  handle: (context, event) => sendMessage(context, wechat, event.subjectId),
})

/** In the morning: what waited over the night. */
const sendInTheMorning: DeadlineHandler = {
  subjectKind: 'inboxMessage',
  kind: 'send',
  async onDue(context, clock) {
    if (await takeClock(context, clock)) await emit(context, { kind: 'inboxMessage.sendDue', subject: { kind: 'inboxMessage', id: clock.subjectId }, data: {} })
  },
}

/** Everybody's inbox, and what of it goes out by WeChat. */
export const notificationModule = (wechat: Wechat): Module => ({
  name: 'notification',
  routes: [
    read(notificationContract.inbox, async (context, { query }) => {
      const isUnread = query.unread === undefined ? undefined : query.unread === 'true'
      const rows = await listMessages(context.db, accountOf(context), { isUnread, after: decodeCursor(query.cursor), limit: query.limit + 1 })
      return pageOf(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), present)
    }),
    read(notificationContract.unread, async (context) => ({ unread: await countUnread(context.db, accountOf(context)) })),
    write(notificationContract.read, {
      async run(context, { params }) {
        const read = await context.tx.sql`update inbox_messages set read_at = coalesce(read_at, ${context.now}) where id = ${params.id} and account_id = ${accountOf(context)} returning id`
        if (read.length === 0) throw kernelErrors.NOT_FOUND()
        return { subject: { kind: 'inboxMessage', id: params.id } }
      },
      async present(context, id) {
        const [row] = await listMessages(context.db, accountOf(context), { id, after: null, limit: 1 })
        if (!row) throw kernelErrors.NOT_FOUND()
        return present(row)
      },
    }),
    write(notificationContract.readAll, {
      async run(context) {
        await context.tx.sql`update inbox_messages set read_at = ${context.now} where account_id = ${accountOf(context)} and read_at is null`
        return { answer: { unread: 0 } }
      },
    }),
    read(notificationContract.credits, showCredits),
    write(notificationContract.addCredits, {
      run: (context, { body }) => noteCredits(context, body.answers),
      present: showCredits,
    }),
  ],
  subscribers: [tell, send(wechat)],
  deadlines: [sendInTheMorning],
  mayWatch: { inbox: async ({ actor }, id) => actor.accountId === id },
})
