import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { WishAction } from '@huying/shared/wish/machine.ts'
import type { ActingAs, CommandContext } from '../../../kernel/context.ts'
import { authorize } from '../../../kernel/policy.ts'
import { lockSubject } from '../../../kernel/subject.ts'
import { NO_FACTS } from '../facts.ts'
import { mayRead, wishPolicy } from '../policy.ts'
import { readFacts } from '../queries.ts'
import { wishSubject, type Wish } from '../table.ts'

/** Rights that the row alone decides; only the others pay for another statement. A claim looks at its time as it begins. */
const ROW_DECIDES: readonly WishAction[] = ['return', 'reject', 'publish', 'claim', 'withdraw', 'take_down']

/** Locks the wish and asks who may: 404 for what one may not read, 403, then 409. */
export async function lockFor(context: CommandContext, id: string, action: WishAction): Promise<{ wish: Wish; as: ActingAs }> {
  const wish = await lockReadable(context, id)
  const facts = ROW_DECIDES.includes(action) ? NO_FACTS : await readFacts(context.tx, id)
  return { wish, as: authorize(wishSubject, wishPolicy(facts), context.actor, wish, action, context.now) }
}

export async function lockReadable(context: CommandContext, id: string): Promise<Wish> {
  const wish = await lockSubject(context.tx, wishSubject, id)
  if (!mayRead(context.actor, wish)) throw kernelErrors.NOT_FOUND()
  return wish
}

/** Persons come before wishes in the order of locks; by id, so that two commands never wait for each other. */
export async function lockPersons({ tx }: CommandContext, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  await tx.sql`select 1 from accounts where id = any(${wanted}::uuid[]) order by id for no key update`
}

/** How many claims a member is at; counted under their lock. */
export async function runningClaims({ tx }: CommandContext, memberId: string): Promise<number> {
  const [held] = await tx.sql<[{ running: number }]>`select count(*)::int as running from wish_claims where member_id = ${memberId} and state = 'running'`
  return held.running
}
