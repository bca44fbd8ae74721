import type { Asked } from '../../kernel/approvals.ts'
import type { Around } from './around.ts'
import type { DemandRow } from './table.ts'

/** Who owns a demand now: never a person, always an office. */
export type Owner =
  | { kind: 'chair'; associationId: string; unitId: string }
  | { kind: 'street'; townCode: string }
  | { kind: 'county' }

type Leveled = Pick<DemandRow, 'level' | 'associationId' | 'townCode'>

/** The chair's own unit has a part in it. */
export const isChairConflicted = ({ chair, conflictUnitIds }: Pick<Around, 'chair' | 'conflictUnitIds'>): boolean =>
  chair !== null && conflictUnitIds.includes(chair.unitId)

/** Level 2 the county, level 1 the street, level 0 the chair in term; without one, or with a conflict of interest, the street. */
export function ownerOf(row: Leveled, around: Pick<Around, 'chair' | 'conflictUnitIds'>): Owner {
  if (row.level === 2) return { kind: 'county' }
  if (row.level === 1 || row.associationId === null || around.chair === null || isChairConflicted(around))
    return { kind: 'street', townCode: row.townCode }
  return { kind: 'chair', associationId: row.associationId, unitId: around.chair.unitId }
}

/** The office that owns it now, as whom to ask. */
export function ownersAsked(row: Leveled, around: Pick<Around, 'chair' | 'conflictUnitIds'>): Asked[] {
  const owner = ownerOf(row, around)
  if (owner.kind === 'chair') return [{ role: 'chair', scopeKind: 'association', scopeId: owner.associationId }]
  return [{ role: owner.kind === 'street' ? 'streetOfficer' : 'countyOfficer', over: row.townCode }]
}
