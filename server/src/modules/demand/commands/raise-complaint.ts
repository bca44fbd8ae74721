import { higherUrgency } from '@huying/shared/complaint/urgency.ts'
import { demandErrors } from '@huying/shared/demand/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { lockSubject, readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject, mayReadComplaint, takeComplaint, type ComplaintRow } from '../../complaint/public.ts'
import { placeBy, type Place } from '../queries.ts'
import { demandSubject } from '../subject.ts'
import type { DemandRow } from '../table.ts'
import { natureOf, openDemand } from './open-demand.ts'

export interface Whistle {
  reason: string
  nature: string
  demandId?: string
}

/** 吹哨: puts a complaint on the demand ledger, as a new entry or beside the complaints of a live one. */
export async function raiseComplaint(context: CommandContext, id: string, whistle: Whistle): Promise<Written> {
  if (!mayReadComplaint(context.actor, await readSubject(context.tx, complaintSubject, id))) throw kernelErrors.NOT_FOUND()
  const target = whistle.demandId === undefined ? null : await lockTarget(context, whistle.demandId)
  const { row, command } = await takeComplaint(context, id, 'raise')
  const nature = natureOf(whistle.nature)
  const place = await placeOf(context, row)
  if (target && (target.communityCode !== place.communityCode || target.townCode !== place.townCode)) throw demandErrors.DEMAND_ELSEWHERE()
  const isLive = target !== null && target.state !== 'verified' && target.state !== 'closed'
  const demand = isLive ? await join(command, target, row) : await openDemand(command, {
    place, lng: row.lng, lat: row.lat, category: row.category, nature, urgency: row.urgency, summary: row.text, reason: whistle.reason,
    aboutUnitId: row.aboutUnitId, recurrenceOf: target?.id ?? null,
  })
  await transition(command, complaintSubject, row, 'raise', {
    set: { demandId: demand.id },
    facts: { demandId: demand.id, nature, joined: isLive },
    words: { reason: whistle.reason },
    stop: ['solve', 'raiseAnswer'],
  })
  return { subject: { kind: complaintSubject.kind, id } }
}

async function lockTarget(context: CommandContext, demandId: string): Promise<DemandRow> {
  const row = await lockSubject(context.tx, demandSubject, demandId)
  if (row.state === 'dismissed') throw kernelErrors.WRONG_STATE({ state: row.state, action: 'join' })
  return row
}

/** A demand has the highest urgency of its complaints; joining changes nothing else of it. */
async function join(command: CommandContext, target: DemandRow, complaint: ComplaintRow): Promise<DemandRow> {
  const urgency = higherUrgency(target.urgency, complaint.urgency)
  if (target.state === 'on_hold') return transition(command, demandSubject, target, 'join', { set: { urgency }, facts: { complaintId: complaint.id } })
  if (urgency !== target.urgency) await command.tx.sql`update demands set urgency = ${urgency} where id = ${target.id}`
  return { ...target, urgency }
}

/** What concerns the first line itself stays with the town: no community reads it, no association owns it. */
async function placeOf({ tx }: CommandContext, row: ComplaintRow): Promise<Place> {
  const code = row.aboutRole === null ? (row.gridCode ?? row.communityCode ?? row.townCode) : row.townCode
  const place = await placeBy(tx, code)
  if (!place) throw new Error(`complaint ${row.id} lies in no area`)
  return place
}
