import { restartClocks } from '../../../kernel/clocks.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { demandSubject } from '../../demand/public.ts'
import { standWith } from '../clocks.ts'
import { isAllReplied } from '../progress.ts'
import { roundOf } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'

/** Not done after all: the unit goes on, and a demand that waited to be verified is under way again, if that answer is owed. */
export async function recallReply(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const { row, demand, command } = await takeDispatch(context, id, 'recall_reply')
  await transition(command, dispatchSubject, row, 'recall_reply', {
    set: { recallCount: row.recallCount + 1, repliedAt: null, outcome: null, account: null, plan: null },
    facts: { demandId: row.demandId, unitId: row.unitId },
    words: { reason },
  })
  await restartClocks(context, { kind: dispatchSubject.kind, ids: [id] }, ['solve'])
  await standWith(context, demand, id)
  if (demand.state === 'replied' && !isAllReplied(await roundOf(context.tx, demand))) {
    await transition({ ...context, as: { role: 'system', appointmentId: null } }, demandSubject, demand, 'reply_recalled', {
      set: { repliedAt: null }, facts: { dispatchId: id }, stop: ['verify'],
    })
    await restartClocks(context, { kind: demandSubject.kind, ids: [demand.id] }, ['solve', 'red'])
  }
  return { subject: { kind: dispatchSubject.kind, id } }
}
