import { wishErrors } from '@huying/shared/wish/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'

/** Ties one's own, not yet used pictures to the wish; anything else is refused as unknown. */
export async function attachUploads(context: CommandContext, wishId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const attached = await context.tx.sql`update uploads set attached_kind = 'wish', attached_id = ${wishId}
    where id = any(${[...ids]}::uuid[]) and account_id = ${accountOf(context)} and attached_id is null returning id`
  if (attached.length !== new Set(ids).size) throw wishErrors.UNKNOWN_UPLOAD()
}
