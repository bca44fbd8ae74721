import type { Demand, DemandItem } from '@huying/shared/demand/contract.ts'
import { LEVEL_LABELS } from '@huying/shared/demand/labels.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Cipher } from '../../kernel/cipher.ts'
import { presentClock, type ClockRow } from '../../kernel/clocks.ts'
import { withDecisions } from '../../kernel/decisions.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { areaName, reporterLabel, type ComplaintRow } from '../complaint/public.ts'
import type { Around } from './around.ts'
import { ownerOf } from './owner.ts'
import { demandPolicy } from './policy.ts'
import { demandSubject } from './subject.ts'
import type { DemandRow } from './table.ts'

export interface Shown {
  around: Around
  clocks: readonly ClockRow[]
  areaNames: ReadonlyMap<string, string>
}

const latest = (clocks: readonly ClockRow[], kind: string): ClockRow | undefined => clocks.findLast((clock) => clock.kind === kind)

/** By its own solve clock; once that has stopped, as it stood then. */
export function colourOf(clocks: readonly ClockRow[], now: Date): DemandItem['colour'] {
  const solve = latest(clocks, 'solve')
  if (!solve) return 'none'
  const at = solve.state === 'stopped' && solve.endedAt ? solve.endedAt : (solve.pausedAt ?? lastRun(clocks) ?? now)
  const red = latest(clocks, 'red')
  if (red && red.dueAt <= at) return 'red'
  if (solve.dueAt <= at) return 'orange'
  return solve.warnAt && solve.warnAt <= at ? 'yellow' : 'none'
}

/** A solve clock that fired is never stopped; the red clock beside it is, when the work ends. */
function lastRun(clocks: readonly ClockRow[]): Date | null {
  const red = latest(clocks, 'red')
  return red?.state === 'stopped' ? red.endedAt : null
}

function ownerLabel(row: DemandRow, { around, areaNames }: Shown): DemandItem['owner'] {
  const { kind } = ownerOf(row, around)
  if (kind === 'chair') return { kind, label: `${around.associationName ?? ''}${LEVEL_LABELS[0]}` }
  if (kind === 'street') return { kind, label: `${areaNames.get(row.townCode) ?? ''}${row.level === 0 ? '街道' : '联席会'}` }
  return { kind, label: LEVEL_LABELS[2] }
}

export function presentItem(actor: Actor, row: DemandRow, shown: Shown, now: Date): DemandItem {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    version: row.version,
    category: row.category,
    nature: row.nature,
    urgency: row.urgency,
    text: row.summary,
    reason: row.reason,
    level: row.level,
    round: row.round,
    colour: colourOf(shown.clocks, now),
    owner: ownerLabel(row, shown),
    gridCode: row.gridCode,
    communityCode: row.communityCode,
    townCode: row.townCode,
    areaName: areaName(row, shown.areaNames),
    complaintCount: shown.around.complaintCount,
    dispatches: shown.around.dispatches.map((brief) => ({ ...brief, dueAt: brief.dueAt?.toISOString() ?? null })),
    createdAt: row.createdAt.toISOString(),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    abilities: withDecisions(abilitiesOf(demandSubject, demandPolicy(shown.around), actor, row, now), { 'decide-hold': ['approve-hold', 'refuse-hold'] }),
    clocks: shown.clocks.map(presentClock),
  }
}

export interface ShownComplaint {
  row: ComplaintRow
  reporterName: string | null
}

export function presentDemand(actor: Actor, row: DemandRow, shown: Shown, complaints: readonly ShownComplaint[], cipher: Cipher, now: Date): Demand {
  return {
    ...presentItem(actor, row, shown, now),
    point: row.lng === null || row.lat === null ? null : { lng: row.lng, lat: row.lat },
    complaints: complaints.map(({ row: one, reporterName }) => ({
      id: one.id, number: one.number, text: one.text, state: one.state, uploadIds: one.uploadIds,
      reporter: reporterLabel(actor, one, cipher, reporterName),
    })),
    recurrenceOf: row.recurrenceOf,
    duplicateOf: row.duplicateOf,
    ruleCode: row.ruleCode,
    overrideReason: row.overrideReason,
    verification: row.verifiedAt && row.verifyOutcome
      ? { outcome: row.verifyOutcome, note: row.verifyNote ?? '', uploadIds: row.verifyUploadIds, at: row.verifiedAt.toISOString() }
      : null,
    dismissReason: row.dismissReason,
    hold: holdOf(row),
  }
}

function holdOf(row: DemandRow): Demand['hold'] {
  if (row.holdState === null || row.holdReason === null || row.holdReviewOn === null) return null
  return { state: row.holdState, reasonCode: row.holdReason, plan: row.holdPlan ?? '', reviewOn: row.holdReviewOn, renewals: row.holdRenewals }
}
