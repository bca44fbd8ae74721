import type { Wechat } from '../../gateways/wechat/client.ts'
import { accountOf, type ReadContext } from '../../kernel/context.ts'

/** What WeChat's content check said; `none` where it gave no answer: a person decides, nothing opens by itself. */
export type CheckVerdict = 'pass' | 'review' | 'risky' | 'none'

/** WeChat judges the words of whoever visited lately. Its silence stops nobody from asking for help. Runs before the transaction. */
export async function checkText(wechat: Wechat, context: ReadContext, words: string): Promise<CheckVerdict> {
  const [account] = await context.db.sql<{ openid: string | null }[]>`select openid from accounts where id = ${accountOf(context)}`
  if (!account?.openid) return 'none'
  try {
    return (await wechat.checkText({ openid: account.openid, content: words, scene: 'forum' })).verdict
  } catch {
    return 'none'
  }
}
