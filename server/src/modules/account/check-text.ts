import type { Wechat } from '../../gateways/wechat/client.ts'
import type { ReadContext } from '../../kernel/context.ts'

/** What WeChat's content check said; `none` where it gave no answer: a person decides, nothing opens by itself. */
export type CheckVerdict = 'pass' | 'review' | 'risky' | 'none'

/** WeChat judges the words of whoever visited lately. Its silence stops nobody from asking for help. Runs before the transaction. */
export async function checkText(wechat: Wechat, { actor: { openid } }: ReadContext, words: string): Promise<CheckVerdict> {
  if (openid === null) return 'none'
  try {
    return (await wechat.checkText({ openid, content: words, scene: 'forum' })).verdict
  } catch {
    return 'none'
  }
}
