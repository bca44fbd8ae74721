import Taro from '@tarojs/taro'
import { isWeapp } from './environment'

/** WeChat shows at most this many templates in one question. */
const MOST_ASKED = 5

/**
 * Asks to send messages about what was just done; only from a tap, and never a reason to refuse the act itself.
 * One-time and long-term templates must not be mixed in one call. Answers which were accepted.
 */
export async function askToNotify(templateIds: readonly string[]): Promise<string[]> {
  if (!isWeapp || templateIds.length === 0) return []
  const asked = templateIds.slice(0, MOST_ASKED)
  try {
    const answer: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds: asked, entityIds: [] })) }
    return asked.filter((id) => answer[id] === 'accept')
  } catch {
    return []
  }
}
