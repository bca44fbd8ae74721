import type { MessageKind } from '@huying/shared/notification/templates.ts'
import { startClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { emit, emitAll } from '../../../kernel/event.ts'
import type { DomainEvent } from '../../../kernel/module.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { accountsOf, askedOf, type Audience } from '../audiences.ts'
import { matterOf, type Matter } from '../matter.ts'
import { sendAfter } from '../quiet-hours.ts'
import { CLOCK_RULES, RULES } from '../rules.ts'
import { templateFor } from '../templates.ts'
import { titleOf } from '../words.ts'

interface Telling {
  kind: MessageKind
  to: readonly Audience[]
}

function tellingsOf(event: DomainEvent): readonly Telling[] {
  const clock = CLOCK_RULES[`${event.subjectKind}.${String(event.data.clock)}`]
  if (event.kind.endsWith('.clockWarned')) return clock ? [{ kind: 'reminder', to: clock.now }] : []
  if (event.kind.endsWith('.clockFellDue')) return clock ? [{ kind: 'reminder', to: clock.over }] : []
  return RULES[event.kind] ?? []
}

/** One message a person and event, however often the event comes and in how many ways it concerns them; nobody is told of what they did. */
export async function tellPeople(context: CommandContext, event: DomainEvent): Promise<void> {
  const matter = await matterOf(context, event.subjectKind, event.subjectId)
  if (!matter) return
  const kinds = new Map<string, MessageKind>()
  for (const { kind, to } of tellingsOf(event))
    for (const audience of to)
      for (const accountId of await accountsOf(context, audience, matter, event.data))
        if (accountId !== event.actorId && !kinds.has(accountId)) kinds.set(accountId, kind)
  await tell(context, event, matter, kinds)
}

interface Told {
  id: string
  accountId: string
  kind: MessageKind
}

/** All of them in one statement: a demand put under supervision concerns dozens. */
async function tell(context: CommandContext, event: DomainEvent, matter: Matter, kinds: ReadonlyMap<string, MessageKind>): Promise<void> {
  if (kinds.size === 0) return
  const { tx, now } = context
  const reasons = new Map(askedOf(event.data).map(({ memberId, why }) => [memberId, why]))
  const messages = [...kinds].map(([accountId, kind]) => {
    const why = reasons.get(accountId)
    return { id: uuidv7(now), account_id: accountId, kind, body: why === undefined ? matter.words : `${matter.words}。${why}` }
  })
  const told = await tx.sql<Told[]>`insert into inbox_messages (id, account_id, event_id, kind, subject_kind, subject_id, title, body, is_urgent, created_at)
    select m.id, m.account_id, ${event.id}, m.kind, ${event.subjectKind}, ${event.subjectId}, ${titleOf(event, now)}, m.body, ${matter.isUrgent}, ${now}
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as m (id uuid, account_id uuid, kind text, body text)
    join accounts a on a.id = m.account_id and a.state <> 'closed'
    on conflict on constraint inbox_messages_one do nothing returning id, account_id as "accountId", kind`
  await emitAll(context, told.map(({ id, accountId }) => ({ kind: 'inbox.added', subject: { kind: 'inbox', id: accountId }, data: { messageId: id } })))
  for (const { id, accountId, kind } of told) await queueForWechat(context, id, accountId, kind, matter.isUrgent)
}

/** Also by WeChat where the person has allowed it; at night only what cannot wait. */
async function queueForWechat(context: CommandContext, id: string, accountId: string, kind: MessageKind, isUrgent: boolean): Promise<void> {
  const { tx, now } = context
  const template = templateFor(context.kernel, kind)
  if (!template) return
  const [credit] = await tx.sql<{ isLongTerm: boolean; credits: number }[]>`select is_long_term as "isLongTerm", credits from message_credits
    where account_id = ${accountId} and template = ${template.templateId} for update`
  if (!credit) return
  // What waits already has its credit promised.
  const [promised] = await tx.sql<{ count: number }[]>`select count(*)::int as count from wechat_messages
    where account_id = ${accountId} and template = ${template.templateId} and delivery = 'waiting'`
  if (!credit.isLongTerm && credit.credits <= promised!.count) return
  await tx.sql`insert into wechat_messages (inbox_message_id, account_id, template, delivery, created_at) values (${id}, ${accountId}, ${template.templateId}, 'waiting', ${now})`
  const at = isUrgent ? now : sendAfter(now)
  if (at > now) await startClocks(context, { kind: 'inboxMessage', id }, [{ kind: 'send', limit: '1d', dueAt: at }])
  else await emit(context, { kind: 'inboxMessage.sendDue', subject: { kind: 'inboxMessage', id }, data: {} })
}
