import { demandErrors } from '@huying/shared/demand/errors.ts'
import type { DemandAction } from '@huying/shared/demand/machine.ts'
import type { AppError } from '@huying/shared/kernel/error.ts'
import { appointmentsIn, appointmentsOver, type Actor, type AppointmentInForce } from '../../kernel/actor.ts'
import { asHolder, forbidden, type Policy, type Verdict } from '../../kernel/policy.ts'
import type { Around } from './around.ts'
import { isChairConflicted, ownerOf } from './owner.ts'
import type { DemandRow, Level } from './table.ts'

/** Roles that read the ledger of their area. */
export const LEDGER_READERS = [
  'gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer', 'countyOfficer', 'auditor',
] as const

export const placeOf = (row: Pick<DemandRow, 'gridCode' | 'communityCode' | 'townCode'>): string =>
  row.gridCode ?? row.communityCode ?? row.townCode

/** Units this person works for. */
export const unitsOf = (actor: Actor): string[] =>
  actor.appointments.filter((held) => held.role === 'unitHandler' && held.scopeKind === 'unit').map((held) => held.scopeId)

/** The same, also where they act under another appointment: an interest is not laid aside with the badge. */
export const interestsOf = (actor: Actor): string[] => unitsOf({ ...actor, appointments: actor.held })

/** What a unit handed back, or was let off, is not its matter any more. */
const ENDED: readonly Around['dispatches'][number]['state'][] = ['returned', 'cancelled']

/**
 * Readers of the area's ledger, the association's chair in term, handlers of a unit with a part in it still: its words, and the photos
 * of it and of its complaints. Agrees with `visibleTo`.
 */
export function mayRead(actor: Actor, row: DemandRow, around: Pick<Around, 'dispatches'>): boolean {
  if (appointmentsOver(actor, LEDGER_READERS, placeOf(row)).length > 0) return true
  if (row.associationId !== null && appointmentsIn(actor, ['chair'], 'association', row.associationId).length > 0) return true
  const units = unitsOf(actor)
  return around.dispatches.some(({ unitId, state }) => units.includes(unitId) && !ENDED.includes(state))
}

const isConflicted = (actor: Actor, around: Around): boolean => interestsOf(actor).some((unit) => around.conflictUnitIds.includes(unit))

/** The owner, unless a conflict of interest makes them stand aside. */
export function asOwner(actor: Actor, row: DemandRow, around: Around): Verdict {
  const owner = ownerOf(row, around)
  const chairs = row.associationId === null ? [] : appointmentsIn(actor, ['chair'], 'association', row.associationId)
  const held = owner.kind === 'chair' ? chairs : appointmentsOver(actor, [owner.kind === 'street' ? 'streetOfficer' : 'countyOfficer'], row.townCode)
  if (held.length === 0) return chairs.length > 0 && isChairConflicted(around) ? demandErrors.MUST_STAND_ASIDE() : notOwner(actor, row, chairs)
  return isConflicted(actor, around) ? demandErrors.MUST_STAND_ASIDE() : asHolder(held)
}

function notOwner(actor: Actor, row: DemandRow, chairs: readonly AppointmentInForce[]): AppError {
  const mightOwn = chairs.length > 0 || appointmentsOver(actor, ['streetOfficer', 'countyOfficer'], row.townCode).length > 0
  return mightOwn ? demandErrors.NOT_OWNER() : forbidden()
}

/** On the spot: a community worker apart from the matter; the street where there is none free, or verifying is overdue. */
function asVerifier(actor: Actor, row: DemandRow, around: Around): Verdict {
  const workers = row.communityCode === null ? [] : appointmentsOver(actor, ['communityWorker'], row.communityCode)
  const mayStreet = row.communityCode === null || !around.hasFreeVerifier || around.isVerifyOverdue
  const street = appointmentsOver(actor, ['streetOfficer'], row.townCode)
  const held = [...workers, ...(mayStreet ? street : [])]
  if (held.length === 0) return street.length > 0 ? demandErrors.NOT_VERIFIER() : forbidden()
  const isInvolved = isConflicted(actor, around) || around.reporterIds.includes(actor.accountId ?? '')
  return isInvolved ? demandErrors.MUST_STAND_ASIDE() : asHolder(held)
}

function asHigherLevel(actor: Actor, row: DemandRow): Verdict {
  const street = row.level === 0 ? appointmentsOver(actor, ['streetOfficer'], row.townCode) : []
  const county = row.level < 2 ? appointmentsOver(actor, ['countyOfficer'], row.townCode) : []
  return asHolder([...street, ...county])
}

function asItsLevel(actor: Actor, row: DemandRow, around: Around): Verdict {
  return row.level === 0 ? forbidden() : asOwner(actor, row, around)
}

function handsBack(actor: Actor, row: DemandRow, around: Around): Verdict {
  const verdict = asItsLevel(actor, row, around)
  if (!('role' in verdict) || row.level !== 1) return verdict
  if (row.associationId === null) return demandErrors.NO_CHAIR()
  return isChairConflicted(around) ? demandErrors.CHAIR_CONFLICT() : verdict
}

/** The level of whoever owns it now: 0 the chair, 1 the street, 2 the county. */
export function owningLevel(row: DemandRow, around: Around): Level {
  return ({ chair: 0, street: 1, county: 2 } as const)[ownerOf(row, around).kind]
}

/** Officers of a level over the demand's town; nobody above the county. */
const officersOf = (actor: Actor, row: DemandRow, level: number): AppointmentInForce[] =>
  appointmentsOver(actor, [level <= 1 ? 'streetOfficer' : 'countyOfficer'], row.townCode)

/** The level next to the one that proposed; overdue, the one above that too. At the county a second officer. */
function holdDeciders(actor: Actor, row: DemandRow): Verdict {
  const next = (row.holdLevel ?? row.level) + 1
  const held = [...officersOf(actor, row, next), ...(row.holdState === 'overdue' ? officersOf(actor, row, next + 1) : [])]
  if (held.length === 0) return forbidden()
  if (row.holdState !== 'proposed' && row.holdState !== 'overdue') return demandErrors.HOLD_NOT_PROPOSED()
  return row.holdProposedBy === actor.accountId ? demandErrors.HOLD_SAME_PERSON() : asHolder(held)
}

const MOST_RENEWALS = 2

function renewers(actor: Actor, row: DemandRow): Verdict {
  const county = appointmentsOver(actor, ['countyOfficer'], row.townCode)
  if (row.holdRenewals >= MOST_RENEWALS) return asHolder(county, officersOf(actor, row, 1).length > 0 ? demandErrors.HOLD_RENEWED_TWICE() : forbidden())
  return asHolder(officersOf(actor, row, (row.holdLevel ?? row.level) + 1))
}

/** Who may do what to a demand, given its surroundings. */
export const demandPolicy = (around: Around): Policy<DemandRow, DemandAction> => ({
  dispatch: (actor, row) => asOwner(actor, row, around),
  add_assist: (actor, row) => asOwner(actor, row, around),
  propose_hold: (actor, row) => {
    const verdict = asOwner(actor, row, around)
    return 'role' in verdict && row.holdState !== null ? demandErrors.HOLD_PROPOSED_ALREADY() : verdict
  },
  approve_hold: holdDeciders,
  refuse_hold: holdDeciders,
  renew_hold: renewers,
  release_hold: (actor, row) => {
    const verdict = asOwner(actor, row, around)
    const next = officersOf(actor, row, (row.holdLevel ?? row.level) + 1)
    return 'role' in verdict || next.length === 0 ? verdict : asHolder(next)
  },
  dismiss: (actor, row) => asOwner(actor, row, around),
  verify: (actor, row) => asVerifier(actor, row, around),
  redo: (actor, row) => asVerifier(actor, row, around),
  take_over: asHigherLevel,
  hand_back: (actor, row) => handsBack(actor, row, around),
  set_date: (actor, row) => asItsLevel(actor, row, around),
})
