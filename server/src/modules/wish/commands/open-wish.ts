import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { WishAction } from '@huying/shared/wish/machine.ts'
import type { ActingAs, CommandContext } from '../../../kernel/context.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { mayRead, wishPolicy } from '../policy.ts'
import { wishSubject, type Wish } from '../table.ts'

/** Locks the wish and asks who may: 404 for what one may not read, 403, then 409. */
export async function lockFor(context: CommandContext, id: string, action: WishAction): Promise<{ wish: Wish; as: ActingAs }> {
  const wish = await lockSubject(context.tx, wishSubject, id)
  if (!mayRead(context.actor, wish)) throw kernelErrors.NOT_FOUND()
  return { wish, as: authorize(wishSubject, wishPolicy, context.actor, wish, action, context.now) }
}
