import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import type { ComplaintAction } from '@huying/shared/complaint/machine.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsOver, type Actor } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { Duty } from '../area/public.ts'
import type { ComplaintRow } from './table.ts'

/** Roles that read what lies in their area. */
export const FIRST_LINE_READERS = ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker'] as const
/** Roles that also read what concerns the first line itself. */
export const UPPER_READERS = ['streetOfficer', 'countyOfficer', 'callBackOfficer', 'auditor'] as const

type Located = Pick<ComplaintRow, 'gridCode' | 'communityCode' | 'townCode'>
export const placeOf = (row: Located): string => row.gridCode ?? row.communityCode ?? row.townCode

export const isReporter = (actor: Actor, row: Pick<ComplaintRow, 'reporterId'>): boolean =>
  actor.accountId !== null && row.reporterId === actor.accountId
const isFiler = (actor: Actor, row: Pick<ComplaintRow, 'filerId'>): boolean => actor.accountId !== null && row.filerId === actor.accountId
/** Who speaks for the matter: the reporter, or, for a person without an account, whoever filed it. */
export const isOwn = (actor: Actor, row: ComplaintRow): boolean =>
  isReporter(actor, row) || (row.reporterId === null && isFiler(actor, row))

/** Who may read; what concerns a grid leader or community worker is kept from the whole first line. Agrees with `visibleTo`. */
export function mayRead(actor: Actor, row: ComplaintRow): boolean {
  if (isReporter(actor, row) || isFiler(actor, row)) return true
  const roles = row.aboutRole === null ? [...FIRST_LINE_READERS, ...UPPER_READERS] : UPPER_READERS
  return appointmentsOver(actor, roles, placeOf(row)).length > 0
}

/** Handlers see totals of answers only: the words of one answer belong to the reporter and to who asks and audits. */
export const maySeeAnswer = (actor: Actor, row: ComplaintRow): boolean =>
  isOwn(actor, row) || appointmentsOver(actor, ['callBackOfficer', 'auditor'], placeOf(row)).length > 0

const workersOf = (actor: Actor, row: ComplaintRow) =>
  row.communityCode === null || row.aboutRole !== null ? [] : appointmentsOver(actor, ['communityWorker'], row.communityCode)

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
  const isHandler = row.handlerId === actor.accountId || row.resolvedBy === actor.accountId || !(atDesk(actor, row, duty) instanceof AppError)
  return held.length > 0 && isHandler ? complaintErrors.HANDLER_CANNOT_CONFIRM() : asHolder(held)
}

/** Who may do what to a complaint; `duty` of its grid decides who has a grid's desk. */
export const complaintPolicy = (duty: Duty | null): Policy<ComplaintRow, ComplaintAction> => ({
  accept(actor, row) {
    const workers = row.desk === 'grid' ? workersOf(actor, row) : []
    const verdict = atDesk(actor, row, duty)
    return verdict instanceof AppError && workers.length > 0 ? asHolder(workers) : verdict
  },
  hand_up: (actor, row) => {
    const verdict = atDesk(actor, row, duty)
    return !(verdict instanceof AppError) && row.desk === 'town' ? complaintErrors.NO_HIGHER_DESK() : verdict
  },
  contact: (actor, row) => atDesk(actor, row, duty),
  resolve: (actor, row) => atDesk(actor, row, duty),
  raise: raisers,
  confirm: (actor, row) => confirmers(actor, row, duty),
  withdraw: (actor, row) => (isOwn(actor, row) ? asSelf() : forbidden()),
})
