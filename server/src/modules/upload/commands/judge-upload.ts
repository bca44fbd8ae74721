import { emit } from '../../../kernel/event.ts'
import { stopClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { UploadVerdict } from '@huying/shared/upload/contract.ts'

interface Judged {
  id: string
  attachedKind: string | null
  attachedId: string | null
}

/**
 * Notes what WeChat's check said, once: of two verdicts the first counts, except that `risky` always does.
 * Announces it as `upload.judged`, so that whoever shows the photo can take it down. False where no photo has this trace.
 */
export async function judgeUpload(context: CommandContext, traceId: string, verdict: UploadVerdict): Promise<boolean> {
  const [known] = await context.tx.sql<{ id: string }[]>`select id from uploads where trace_id = ${traceId} for update`
  if (!known) return false
  const [judged] = await context.tx.sql<Judged[]>`update uploads set verdict = ${verdict}
    where id = ${known.id} and (verdict in ('pending', 'none') or (${verdict} = 'risky' and verdict <> 'risky'))
    returning id, attached_kind as "attachedKind", attached_id as "attachedId"`
  if (!judged) return true
  await stopClocks(context, { kind: 'upload', id: judged.id }, ['verdict'])
  await emit(context, {
    kind: 'upload.judged',
    subject: { kind: 'upload', id: judged.id },
    data: { uploadId: judged.id, verdict, attachedKind: judged.attachedKind, attachedId: judged.attachedId },
  })
  return true
}
