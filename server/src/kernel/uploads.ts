import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { accountOf, type CommandContext } from './context.ts'

/** Ties photos to a thing: they must be the caller's, made for this purpose, not tied elsewhere and not refused by the check. */
export async function attachUploads(
  context: CommandContext,
  ids: readonly string[],
  purpose: 'wish' | 'complaint' | 'proof',
  to: { kind: string; id: string },
): Promise<string[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const tied = await context.tx.sql`update uploads set attached_kind = ${to.kind}, attached_id = ${to.id}
    where id = any(${wanted}::uuid[]) and account_id = ${accountOf(context)} and purpose = ${purpose}
      and verdict <> 'risky' and (attached_id is null or attached_id = ${to.id}) returning id`
  if (tied.length < wanted.length) throw kernelErrors.UPLOAD_NOT_USABLE()
  return wanted
}
