import type { Subscriber } from '../../kernel/module.ts'
import { judgeUpload } from './commands/judge-upload.ts'

/** WeChat can answer before our own row is committed: until then the event is tried again. */
const UNKNOWN_TRACE_MS = 10 * 60_000

export const uploadSubscribers: readonly Subscriber[] = [
  {
    name: 'upload.judge',
    on: ['wechat.mediaChecked'],
    async handle(context, { at, data }) {
      const { traceId, verdict } = data as { traceId: string; verdict: 'pass' | 'review' | 'risky' | null }
      const isKnown = await judgeUpload(context, traceId, verdict ?? 'none')
      if (!isKnown && context.now.getTime() - at.getTime() < UNKNOWN_TRACE_MS) throw new Error(`no upload yet with trace ${traceId}`)
    },
  },
]
