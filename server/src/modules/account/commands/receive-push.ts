import type { CommandContext } from '../../../kernel/context.ts'
import { emit } from '../../../kernel/event.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import type { PushEvent } from '../../../gateways/wechat/push-event.ts'

/** WeChat tries for minutes. What is older was recorded and sent again: keys against repeats are kept longer than this, not for ever. */
const OLDEST_MS = 30 * 86_400_000

/**
 * Takes one push of WeChat's, once however often it is delivered, as the event `wechat.<kind>`: WeChat wants its answer
 * within 5 s, so whoever is concerned works on it afterwards. An event about nobody we know goes no further.
 */
export async function receivePush(context: CommandContext, event: PushEvent): Promise<void> {
  if (event.kind === 'other' || event.createdAt.getTime() < context.now.getTime() - OLDEST_MS) return
  const fresh = await context.tx.sql`insert into wechat_pushes (dedupe_key, kind, received_at)
    values (${event.dedupeKey}, ${event.kind}, ${context.now}) on conflict do nothing returning 1`
  if (fresh.length === 0) return
  const { kind, openid, dedupeKey: _, createdAt: __, ...data } = event
  if (kind === 'mediaChecked') {
    await emit(context, { kind: `wechat.${kind}`, subject: { kind: 'wechatPush', id: uuidv7(context.now) }, data })
    return
  }
  const [account] = await context.tx.sql<{ id: string }[]>`select id from accounts where openid = ${openid}`
  if (account) await emit(context, { kind: `wechat.${kind}`, subject: { kind: 'account', id: account.id }, data: { ...data, accountId: account.id } })
}
