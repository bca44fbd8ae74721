import { wishContract } from '@huying/shared/wish/contract.ts'
import { approvable, propose, secondByOffice, type Asked } from '../../../kernel/approvals.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { readFacts } from '../queries.ts'
import { wishSubject, type Wish } from '../table.ts'
import { lockFor } from './open-wish.ts'

const ACTION = 'close_unmet'

/** Nobody could help: branch and community say so together. Whoever begins, somebody of the other side must agree. */
export async function proposeUnmet(context: CommandContext, id: string, reason: string): Promise<Written> {
  const { wish, as } = await lockFor(context, id, ACTION)
  const asked = as.role === 'secretary' ? workersAsked(wish) : await secretariesAsked(context, id)
  return propose({ ...context, as }, { of: { subject: wishSubject, row: wish }, action: ACTION, input: { reason }, asked })
}

const workersAsked = (wish: Wish): Asked[] => [{ role: 'communityWorker', over: wish.communityCode }]

async function secretariesAsked({ tx }: CommandContext, id: string): Promise<Asked[]> {
  const { branchIds } = await readFacts(tx, id)
  return branchIds.map((scopeId) => ({ role: 'secretary', scopeKind: 'partyOrganization', scopeId }))
}

export const closeUnmet = approvable(wishContract.closeUnmet.body, {
  kind: wishSubject.kind,
  action: ACTION,
  label: '结束没有实现的心愿',
  subject: wishSubject,
  second: async (context, approval) => secondByOffice(context, approval),
  async perform(context, { subjectId, input }, second) {
    const { wish, as } = await lockFor(context, subjectId, ACTION)
    await transition({ ...context, as }, wishSubject, wish, ACTION, {
      set: { streetSince: null, reviewReason: input.reason },
      facts: { proposedBy: accountOf(context), agreedBy: second.accountId, agreedAs: second.as.role },
      words: { reason: input.reason },
      stop: 'all',
    })
  },
})
