import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import type { ComplaintAction } from '@huying/shared/complaint/machine.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { isLive, isOverdue, latestClock, type ClockRow } from '../../kernel/clocks.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { Duty } from '../area/public.ts'
import type { ComplaintRow } from './table.ts'

/** Roles that read what lies in their area. */
export const FIRST_LINE_READERS = ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker'] as const
/** Roles that also read what concerns the first line itself. */
export const UPPER_READERS = ['streetOfficer', 'countyOfficer', 'callBackOfficer', 'auditor'] as const

/** How often a reporter may be asked for more. */
const ASK_LIMIT = 2

type Located = Pick<ComplaintRow, 'gridCode' | 'communityCode' | 'townCode'>
export const placeOf = (row: Located): string => row.gridCode ?? row.communityCode ?? row.townCode

export const isReporter = (actor: Actor, row: Pick<ComplaintRow, 'reporterId'>): boolean =>
  actor.accountId !== null && row.reporterId === actor.accountId
const isFiler = (actor: Actor, row: Pick<ComplaintRow, 'filerId'>): boolean => actor.accountId !== null && row.filerId === actor.accountId
/** Who speaks for the matter: the reporter, or, for a person without an account, whoever filed it. */
export const isOwn = (actor: Actor, row: ComplaintRow): boolean =>
  isReporter(actor, row) || (row.reporterId === null && isFiler(actor, row))

/** Confidence was asked, or it is about an official: nobody but whose matter it is learns who reported it. */
export const isSealed = (row: Pick<ComplaintRow, 'isConfidential' | 'aboutRole'>): boolean => row.isConfidential || row.aboutRole !== null

/** Who may read; what concerns a grid leader or community worker is kept from the whole first line. Agrees with `visibleTo`. */
export function mayRead(actor: Actor, row: ComplaintRow): boolean {
  if (isReporter(actor, row) || isFiler(actor, row)) return true
  const roles = row.aboutRole === null ? [...FIRST_LINE_READERS, ...UPPER_READERS] : UPPER_READERS
  return appointmentsOver(actor, roles, placeOf(row)).length > 0
}

/** Handlers see totals of answers only: the words of one answer belong to the reporter and to who asks and audits. */
export const maySeeAnswer = (actor: Actor, row: ComplaintRow): boolean =>
  isOwn(actor, row) || appointmentsOver(actor, ['callBackOfficer', 'auditor'], placeOf(row)).length > 0

/** The exact point is for whose matter it is and whoever works on it, not for those who only look on. */
export const mayLocate = (actor: Actor, row: ComplaintRow): boolean =>
  isOwn(actor, row) || isFiler(actor, row) || appointmentsOver(actor, [...FIRST_LINE_READERS, 'streetOfficer', 'countyOfficer'], placeOf(row)).length > 0

const workersOf = (actor: Actor, row: ComplaintRow) =>
  row.communityCode === null || row.aboutRole !== null ? [] : appointmentsOver(actor, ['communityWorker'], row.communityCode)

/** Community workers of its place, at whichever desk it lies: they merge it with others and take it apart again. */
export const workersOn = (actor: Actor, row: ComplaintRow): Verdict => asHolder(workersOf(actor, row))

/** Whoever has the desk at this moment; a grid's desk belongs to its post, so whoever is on duty acts. */
function atDesk(actor: Actor, row: ComplaintRow, duty: Duty | null): Verdict {
  if (row.desk === 'town')
    return asHolder(appointmentsOver(actor, ['streetOfficer'], row.townCode), refusal(actor, row))
  if (row.desk === 'community' || duty?.kind !== 'person') return asHolder(workersOf(actor, row), refusal(actor, row))
  return asHolder(actor.appointments.filter((held) => held.id === duty.appointmentId), refusal(actor, row))
}

function refusal(actor: Actor, row: ComplaintRow): AppError {
  const isLeaderHere = appointmentsOver(actor, ['gridLeader', 'blockLeader', 'regionLeader'], placeOf(row)).length > 0
  if (row.desk === 'grid' && isLeaderHere) return complaintErrors.NOT_ON_DUTY()
  const isInLine = isLeaderHere || appointmentsOver(actor, ['communityWorker', 'streetOfficer'], placeOf(row)).length > 0
  return isInLine ? complaintErrors.NOT_AT_YOUR_DESK() : forbidden()
}

function raisers(actor: Actor, row: ComplaintRow): Verdict {
  if (row.kind === 'consult' || row.kind === 'praise') return complaintErrors.KIND_NOT_RAISABLE()
  const held = row.desk === 'town' ? appointmentsOver(actor, ['streetOfficer'], row.townCode) : workersOf(actor, row)
  const isInLine = appointmentsOver(actor, ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer'], placeOf(row)).length > 0
  return asHolder(held, isInLine ? complaintErrors.NOT_AT_YOUR_DESK() : forbidden())
}

function confirmers(actor: Actor, row: ComplaintRow, duty: Duty | null): Verdict {
  if (isReporter(actor, row)) return asSelf()
  if (isFiler(actor, row)) return complaintErrors.FILER_CANNOT_CONFIRM()
  const held = appointmentsOver(actor, ['callBackOfficer'], row.townCode)
  const hasDesk = !(atDesk({ ...actor, appointments: actor.held }, row, duty) instanceof AppError)
  const isHandler = row.handlerId === actor.accountId || row.resolvedBy === actor.accountId || hasDesk
  return held.length > 0 && isHandler ? complaintErrors.HANDLER_CANNOT_CONFIRM() : asHolder(held)
}

/** What decides who may do what, beside the row. */
export interface Around {
  /** Of its grid: decides who has a grid's desk. */
  duty: Duty | null
  clocks: readonly ClockRow[]
  /** Where its demand stands; null where there is none. */
  level: number | null
}

const isRaisable = (row: ComplaintRow): boolean => row.kind !== 'consult' && row.kind !== 'praise'
const isOpen = (around: Around, kind: string, now: Date): boolean => {
  const clock = latestClock(around.clocks, kind)
  return isLive(clock) && !isOverdue(clock, now)
}

/** A community worker; at the town desk the street; after an appeal not whoever declined it before. */
function decliners(actor: Actor, row: ComplaintRow): Verdict {
  const held = row.desk === 'town' ? appointmentsOver(actor, ['streetOfficer'], row.townCode) : workersOf(actor, row)
  if (held.length === 0) return refusal(actor, row)
  if (row.urgency === 'emergency') return complaintErrors.EMERGENCY_NOT_DECLINED()
  return row.declinedBy !== null && row.declinedBy === actor.accountId ? complaintErrors.ANOTHER_PERSON() : asHolder(held)
}

/** Once inside the community, then the street for good. */
function reassigners(actor: Actor, row: ComplaintRow): Verdict {
  const street = appointmentsOver(actor, ['streetOfficer'], row.townCode)
  const held = row.reassignCount === 0 && row.desk !== 'town' ? [...workersOf(actor, row), ...street] : street
  if (held.length === 0) return workersOf(actor, row).length > 0 ? complaintErrors.NOT_AT_YOUR_DESK() : refusal(actor, row)
  return row.isReassignFinal ? complaintErrors.REASSIGN_FINAL() : asHolder(held)
}

function raiseAskers(actor: Actor, row: ComplaintRow, around: Around, now: Date): Verdict {
  if (!isOwn(actor, row)) return forbidden()
  if (!isRaisable(row)) return complaintErrors.KIND_NOT_RAISABLE()
  if (isLive(latestClock(around.clocks, 'raiseAnswer'))) return complaintErrors.RAISE_ASKED_ALREADY()
  return row.reopenCount > 0 || isOverdue(latestClock(around.clocks, 'solve'), now) ? asSelf() : complaintErrors.RAISE_NOT_YET()
}

function reopeners(actor: Actor, row: ComplaintRow, around: Around, now: Date, isRequest: boolean): Verdict {
  if (!isOwn(actor, row)) return forbidden()
  if (row.state === 'closed' && !isOpen(around, 'reopenWindow', now)) return complaintErrors.WINDOW_OVER()
  if (isRequest && isLive(latestClock(around.clocks, 'reopenDecide'))) return complaintErrors.REOPEN_ASKED_ALREADY()
  if (isRequest) return row.reopenCount > 0 ? asSelf() : complaintErrors.REOPEN_IS_FIRST()
  return row.reopenCount === 0 ? asSelf() : complaintErrors.REOPEN_NOT_FIRST()
}

/** Who decides about working on it again: the street; the county where the demand of this level stood above the chair. */
export const reopenDecider = (demandLevel: number | null) => ((demandLevel ?? 0) >= 1 ? 'countyOfficer' : 'streetOfficer')

function reopenDeciders(actor: Actor, row: ComplaintRow, around: Around): Verdict {
  const held = appointmentsOver(actor, [reopenDecider(around.level)], row.townCode)
  if (held.length === 0) return forbidden()
  return isLive(latestClock(around.clocks, 'reopenDecide')) ? asHolder(held) : complaintErrors.REOPEN_NOT_ASKED()
}

/**
 * Who may see how to reach the reporter: whoever has the desk, and who calls back while an answer is waited for. Of a
 * complaint about the first line nobody, without consent.
 */
export function revealers(actor: Actor, row: ComplaintRow, duty: Duty | null): Verdict {
  const holder = atDesk(actor, row, duty)
  const caller = row.state === 'resolved' ? confirmers(actor, row, duty) : holder
  const verdict = 'role' in caller && caller.role === 'callBackOfficer' ? caller : holder
  return verdict instanceof AppError || row.aboutRole === null ? verdict : complaintErrors.CONTACT_SEALED()
}

/** Who may do what to a complaint. */
export const complaintPolicy = (around: Around): Policy<ComplaintRow, ComplaintAction> => ({
  accept(actor, row) {
    const workers = row.desk === 'grid' ? workersOf(actor, row) : []
    const verdict = atDesk(actor, row, around.duty)
    return verdict instanceof AppError && workers.length > 0 ? asHolder(workers) : verdict
  },
  hand_up: (actor, row) => {
    const verdict = atDesk(actor, row, around.duty)
    return !(verdict instanceof AppError) && row.desk === 'town' ? complaintErrors.NO_HIGHER_DESK() : verdict
  },
  reassign: reassigners,
  contact: (actor, row) => atDesk(actor, row, around.duty),
  ask: (actor, row) => {
    const verdict = atDesk(actor, row, around.duty)
    if (verdict instanceof AppError) return verdict
    if (row.contactedAt === null) return complaintErrors.CONTACT_FIRST()
    return row.askCount >= ASK_LIMIT ? complaintErrors.ASK_LIMIT() : verdict
  },
  answer: (actor, row) => (isOwn(actor, row) ? asSelf() : atDesk(actor, row, around.duty)),
  take_back: (actor, row) => atDesk(actor, row, around.duty),
  decline: decliners,
  appeal: (actor, row, now) => {
    if (!isOwn(actor, row)) return forbidden()
    if (row.hasAppealed) return complaintErrors.APPEALED_ALREADY()
    return row.state === 'declined' && !isOpen(around, 'appeal', now) ? complaintErrors.WINDOW_OVER() : asSelf()
  },
  resolve: (actor, row) => atDesk(actor, row, around.duty),
  request_raise: (actor, row, now) => raiseAskers(actor, row, around, now),
  refuse_raise: (actor, row) => {
    const verdict = raisers(actor, row)
    return verdict instanceof AppError || isLive(latestClock(around.clocks, 'raiseAnswer')) ? verdict : complaintErrors.RAISE_NOT_ASKED()
  },
  raise: raisers,
  merge: workersOn,
  unmerge: (actor, row) => (isOwn(actor, row) ? asSelf() : workersOn(actor, row)),
  confirm: (actor, row) => confirmers(actor, row, around.duty),
  reopen: (actor, row, now) => reopeners(actor, row, around, now, false),
  request_reopen: (actor, row, now) => reopeners(actor, row, around, now, true),
  grant_reopen: (actor, row) => reopenDeciders(actor, row, around),
  refuse_reopen: (actor, row) => reopenDeciders(actor, row, around),
  withdraw: (actor, row) => (isOwn(actor, row) ? asSelf() : forbidden()),
})
