import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from './context.ts'

/** Ties photos to a thing, for good: they must be the caller's, made for this purpose, not tied elsewhere and not refused by the check. */
export async function attachUploads(
  context: CommandContext,
  ids: readonly string[],
  purpose: 'wish' | 'complaint' | 'proof' | 'place' | 'avatar',
  to: { kind: string; id: string },
): Promise<string[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const tied = await context.tx.sql`
    with tied as (update uploads set attached_kind = ${to.kind}, attached_id = ${to.id}
      where id = any(${wanted}::uuid[]) and account_id = ${accountOf(context)} and purpose = ${purpose}
        and verdict <> 'risky' and (attached_id is null or attached_id = ${to.id}) returning id),
      kept as (update clocks set state = 'stopped', ended_at = ${context.now}
        where subject_kind = 'upload' and subject_id in (select id from tied) and kind = 'unattached' and state = 'running')
    select id from tied`
  if (tied.length < wanted.length) throw kernelErrors.UPLOAD_NOT_USABLE()
  return wanted
}
