import type { Dispatch, DispatchItem } from '@huying/shared/dispatch/contract.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { Abilities } from '@huying/shared/kernel/schema.ts'
import type { Actor } from '../../kernel/actor.ts'
import { presentClock, type ClockRow } from '../../kernel/clocks.ts'
import { withDecisions } from '../../kernel/decisions.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { areaName } from '../complaint/public.ts'
import type { Around, DemandRow } from '../demand/public.ts'
import { milestonesOf } from './milestones.ts'
import { dispatchPolicy, mayReadWords, mayReveal } from './policy.ts'
import { dispatchSubject } from './subject.ts'
import type { DispatchContactRow, DispatchNoteRow, DispatchRow } from './table.ts'

export interface Shown {
  demand: DemandRow
  around: Around
  unitName: string
  handlerName: string | null
  areaNames: ReadonlyMap<string, string>
  clocks: readonly ClockRow[]
}

function abilitiesFor(actor: Actor, row: DispatchRow, { demand, around, clocks }: Shown, now: Date): Abilities {
  const abilities = abilitiesOf(dispatchSubject, dispatchPolicy(demand, around, clocks), actor, row, now)
  const reveal = mayReveal(actor, row)
  return {
    ...withDecisions(abilities, { 'decide-return': ['approve-return', 'refuse-return'], 'decide-extension': ['grant-extension', 'refuse-extension'] }),
    'contact-reveal': reveal instanceof AppError ? { code: reveal.code, message: reveal.message } : true,
  }
}

/** Where the words of the matter would stand. */
const NOT_THEIRS = '已经不归本单位办，内容不再显示'

export function presentItem(actor: Actor, row: DispatchRow, shown: Shown, now: Date): DispatchItem {
  const { demand } = shown
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    demandId: row.demandId,
    demandNumber: demand.number,
    unitId: row.unitId,
    unitName: shown.unitName,
    role: row.role,
    isRequired: row.isRequired,
    round: row.round,
    category: demand.category,
    nature: demand.nature,
    urgency: row.urgency,
    text: mayReadWords(actor, row, demand) ? demand.summary : NOT_THEIRS,
    areaName: areaName(demand, shown.areaNames),
    handler: shown.handlerName,
    isAcceptedBySilence: row.isAcceptedBySilence,
    createdAt: row.createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    contactedAt: row.contactedAt?.toISOString() ?? null,
    repliedAt: row.repliedAt?.toISOString() ?? null,
    abilities: abilitiesFor(actor, row, shown, now),
    clocks: shown.clocks.map(presentClock),
  }
}

export function presentDispatch(
  actor: Actor,
  row: DispatchRow,
  shown: Shown,
  contacts: readonly DispatchContactRow[],
  notes: readonly DispatchNoteRow[],
  now: Date,
): Dispatch {
  return {
    ...presentItem(actor, row, shown, now),
    reason: mayReadWords(actor, row, shown.demand) ? shown.demand.reason : NOT_THEIRS,
    outcome: row.outcome,
    account: row.account,
    plan: row.plan,
    uploadIds: row.uploadIds,
    contacts: contacts.map(({ at, channel, isReached, note }) => ({ at: at.toISOString(), channel, isReached, note })),
    notes: notes.map(({ at, kind, note, uploadIds }) => ({ at: at.toISOString(), kind, note, uploadIds })),
    endReason: row.endReason,
    returnRequest: row.returnReason === null || row.returnAskedAt === null ? null : {
      reasonCode: row.returnReason, basis: row.returnBasis ?? '', proposedUnitId: row.returnUnitId, askedAt: row.returnAskedAt.toISOString(),
    },
    extension: row.extensionState === null ? null : { workingDays: row.extensionDays ?? 0, reason: row.extensionReason ?? '', state: row.extensionState },
    milestones: row.role === 'lead'
      ? milestonesOf(shown.demand.category).map(({ code, label }) => ({ code, label, isReached: row.milestones.includes(code) }))
      : [],
  }
}
