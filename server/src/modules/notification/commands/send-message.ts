import type { MessageKind } from '@huying/shared/notification/templates.ts'
import type { Wechat } from '../../../gateways/wechat/client.ts'
import { WechatError } from '../../../gateways/wechat/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import { templateFor } from '../templates.ts'

const NO_CREDIT = 43101
const BANNED = 43107

/** Things with a page of their own in the mini-program; of everything else people read in their list of what to do. */
const WITH_PAGE: readonly string[] = ['wish', 'complaint', 'demand', 'dispatch']
const pageOf = ({ subjectKind, subjectId }: Waiting): string =>
  WITH_PAGE.includes(subjectKind) ? `features/${subjectKind}/pages/detail/index?id=${subjectId}` : 'pages/todo/index'

interface Waiting {
  accountId: string
  template: string
  openid: string | null
  kind: MessageKind
  title: string
  body: string
  subjectKind: string
  subjectId: string
  createdAt: Date
}

/**
 * Sends one waiting message. What may succeed later is thrown, so that the job tries again; what cannot is declared dead.
 * A process that dies between WeChat's answer and the commit sends once more: better twice than never.
 */
export async function sendMessage(context: CommandContext, wechat: Wechat, id: string): Promise<void> {
  const { tx, kernel } = context
  const [waiting] = await tx.sql<Waiting[]>`select w.account_id as "accountId", w.template, a.openid, m.kind, m.title, m.body,
      m.subject_kind as "subjectKind", m.subject_id as "subjectId", m.created_at as "createdAt"
    from wechat_messages w join inbox_messages m on m.id = w.inbox_message_id join accounts a on a.id = w.account_id
    where w.inbox_message_id = ${id} and w.delivery = 'waiting' for update of w`
  if (!waiting) return
  const template = templateFor(kernel, waiting.kind)
  if (template?.templateId !== waiting.template || waiting.openid === null) return end(context, id, 'dead', null, 'no template or no account')
  const time = new Date(waiting.createdAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  const values = { title: waiting.title, body: waiting.body, time }
  try {
    const { msgid } = await wechat.sendSubscribeMessage({
      openid: waiting.openid, templateId: waiting.template, page: pageOf(waiting),
      data: Object.fromEntries(Object.entries(template.fields).map(([field, value]) => [field, values[value]])),
    })
    await tx.sql`update message_credits set credits = greatest(credits - 1, 0), updated_at = ${context.now}
      where account_id = ${waiting.accountId} and template = ${waiting.template} and not is_long_term`
    await end(context, id, 'delivered', msgid, null)
  } catch (error) {
    if (!(error instanceof WechatError) || error.isRetryable || error.isConfiguration) throw error
    if (error.errcode === NO_CREDIT || error.errcode === BANNED)
      await tx.sql`update message_credits set credits = 0, is_long_term = false, updated_at = ${context.now}
        where account_id = ${waiting.accountId} and template = ${waiting.template}`
    await end(context, id, 'dead', null, `${error.errcode ?? ''} ${error.errmsg}`)
  }
}

async function end({ tx, now }: CommandContext, id: string, delivery: 'delivered' | 'dead', msgid: string | null, error: string | null): Promise<void> {
  await tx.sql`update wechat_messages set delivery = ${delivery}, msgid = ${msgid}, error = ${error}, ended_at = ${now} where inbox_message_id = ${id}`
}
