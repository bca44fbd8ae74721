import { AppError } from '@huying/shared/kernel/error.ts'
import type { Role } from '@huying/shared/kernel/role.ts'
import { statisticsErrors } from '@huying/shared/statistics/errors.ts'
import type { Asked } from '../../kernel/approvals.ts'
import { appointmentsIn, appointmentsOver, isWithin, type Actor } from '../../kernel/actor.ts'
import { asHolder, asSelf, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import { isOwn, type ComplaintRow } from '../complaint/public.ts'
import type { ExclusionAction, ExclusionRow } from './exclusion-table.ts'

/** Whom a case measures, and where it lies. */
export interface Line {
  /** Null: its community or town carries it. */
  unitId: string | null
  communityCode: string | null
  townCode: string
}

const FIRST_LINE: readonly Role[] = ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer']
export const EXCLUSION_READERS: readonly Role[] = ['communityWorker', 'streetOfficer', 'countyOfficer', 'auditor']

/** Who carries the case may propose it, and the street over it. */
export const asCarrier = (actor: Actor, { unitId, communityCode, townCode }: Line): Verdict => asHolder([
  ...(unitId === null ? appointmentsOver(actor, ['communityWorker'], communityCode ?? townCode) : appointmentsIn(actor, ['unitHandler'], 'unit', unitId)),
  ...appointmentsOver(actor, ['streetOfficer'], townCode),
])

/** Any office, also one set aside at the moment, in what is measured: the unit, or the first line of the town. */
const isInLine = ({ held }: Actor, { unitId, townCode }: Line): boolean => held.some(({ role, scopeKind, scopeId }) =>
  unitId === null
    ? FIRST_LINE.includes(role) && scopeKind === 'area' && (isWithin(townCode, scopeId) || isWithin(scopeId, townCode))
    : scopeKind === 'unit' && scopeId === unitId)

/** The county, whose officers no case measures. */
export const outsideAsked = ({ townCode }: Pick<Line, 'townCode'>): Asked[] => [{ role: 'countyOfficer', over: townCode }]

/** An officer of the county without an office in the measured line. */
export function asOutside(actor: Actor, line: Line): Verdict {
  const verdict = asHolder(appointmentsOver(actor, ['countyOfficer'], line.townCode))
  return !(verdict instanceof AppError) && isInLine(actor, line) ? statisticsErrors.IN_MEASURED_LINE() : verdict
}

/** Whoever agreed at first does not judge the objection. */
function decider(actor: Actor, row: ExclusionRow): Verdict {
  const verdict = asOutside(actor, row)
  return !(verdict instanceof AppError) && row.state === 'objected' && row.approvedBy === actor.accountId ? statisticsErrors.ANOTHER_OFFICER() : verdict
}

/** Agrees with the condition in `listExclusions`. */
export const mayReadExclusion = (actor: Actor, row: ExclusionRow, complaint: ComplaintRow): boolean =>
  isOwn(actor, complaint) || appointmentsOver(actor, EXCLUSION_READERS, row.communityCode ?? row.townCode).length > 0
  || (row.unitId !== null && appointmentsIn(actor, ['unitHandler'], 'unit', row.unitId).length > 0)

export const exclusionPolicy = (complaint: ComplaintRow): Policy<ExclusionRow, ExclusionAction> => ({
  object: (actor) => (isOwn(actor, complaint) ? asSelf() : forbidden()),
  uphold: decider,
  lift: decider,
})
