import { demandContract } from '@huying/shared/demand/contract.ts'
import { DISMISS_REASONS } from '@huying/shared/demand/catalogue.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { approvable, propose, secondByOffice, type Asked } from '../../../kernel/approvals.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { repoint, sendBack } from '../../complaint/public.ts'
import { demandSubject, NO_HOLD, takeDemand, type DemandRow } from '../../demand/public.ts'
import { liveIds } from '../queries.ts'
import { dispatchSubject } from '../subject.ts'

type Body = Input<typeof demandContract.dismiss>['body']

const LIVE: readonly DemandRow['state'][] = ['pending', 'dispatched', 'replied', 'on_hold']
const street = (row: DemandRow): Asked[] => [{ role: 'streetOfficer', over: row.townCode }]

/** The owner holds that it does not belong on the ledger; the community has to agree. */
export async function dismissDemand(context: CommandContext, id: string, body: Body): Promise<Written> {
  const { row, command } = await takeDemand(context, id, 'dismiss')
  await check(context, row, body)
  const asked: Asked[] = row.communityCode === null ? street(row) : [{ role: 'communityWorker', over: row.communityCode }]
  return propose(command, { of: { subject: demandSubject, row }, action: 'dismiss', input: { ...body }, asked })
}

async function check({ tx }: CommandContext, row: DemandRow, { reasonCode, duplicateOf }: Body): Promise<void> {
  if (!DISMISS_REASONS.some(({ code }) => code === reasonCode)) throw demandErrors.DISMISS_REASON_UNKNOWN()
  if (reasonCode !== 'duplicate') return
  const other = duplicateOf === undefined || duplicateOf === row.id ? null : await readSubject(tx, demandSubject, duplicateOf).catch(() => null)
  if (!other || !LIVE.includes(other.state) || other.townCode !== row.townCode || other.communityCode !== row.communityCode) throw demandErrors.DUPLICATE_UNKNOWN()
}

/** An objection or a day of silence asks the street; then it is over. */
export const dismissal = approvable(demandContract.dismiss.body, {
  kind: demandSubject.kind,
  action: 'dismiss',
  label: '不记入台账',
  subject: demandSubject,
  second: async (context, approval) => secondByOffice(context, approval),
  async passOn({ tx }, { subjectId, stage }) {
    const row = await readSubject(tx, demandSubject, subjectId)
    return stage > 0 || row.communityCode === null ? null : street(row)
  },
  async perform(context, { subjectId, input: body }, second) {
    const { row, command } = await takeDemand(context, subjectId, 'dismiss')
    const otherId = body.reasonCode === 'duplicate' ? body.duplicateOf! : null
    // Locked before it is looked at: what takes the complaints in must still be live then.
    if (otherId !== null) await lockSubject(context.tx, demandSubject, otherId)
    await check(context, row, body)
    await transition(command, demandSubject, row, 'dismiss', {
      set: { dismissReason: DISMISS_REASONS.find(({ code }) => code === body.reasonCode)!.label, duplicateOf: otherId, closedAt: context.now, ...NO_HOLD },
      facts: { reason: body.reasonCode, duplicateOf: otherId, agreedBy: second.accountId, agreedAs: second.as.role },
      words: { reason: body.reason },
      stop: 'all',
    })
    await cancelAll(context, row, body.reason)
    if (otherId === null) await sendBack(context, row.id)
    else await repoint(context, row.id, otherId)
  },
})

async function cancelAll(context: CommandContext, demand: DemandRow, reason: string): Promise<void> {
  for (const id of await liveIds(context.tx, demand)) {
    const row = await lockSubject(context.tx, dispatchSubject, id)
    await transition({ ...context, as: { role: 'system', appointmentId: null } }, dispatchSubject, row, 'cancel', {
      set: { endedAt: context.now, endReason: reason }, facts: { demandId: demand.id, unitId: row.unitId, role: row.role }, stop: 'all',
    })
  }
}
