import type { ClosingView, ExportPackage, LegalHold } from '@huying/shared/privacy/contract.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Counted } from '../../kernel/personal-data.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { holdPolicy } from './policy.ts'
import { holdSubject, type AccountClosing, type LegalHoldRow } from './table.ts'

export const presentClosing = (
  closing: Pick<AccountClosing, 'id' | 'state' | 'createdAt' | 'closesAt'> | null,
  openWork: Counted[],
  effects: Counted[],
): ClosingView => ({
  closing: closing && { id: closing.id, state: closing.state, askedAt: closing.createdAt.toISOString(), closesAt: closing.closesAt.toISOString() },
  openWork,
  effects,
})

export const presentPackage = ({ askedAt, readyAt, expiresAt, bytes }: { askedAt: Date; readyAt: Date | null; expiresAt: Date | null; bytes: number | null }): ExportPackage => ({
  askedAt: askedAt.toISOString(), readyAt: readyAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null, bytes,
})

export const presentHold = (actor: Actor, row: LegalHoldRow, now: Date): LegalHold => ({
  id: row.id, state: row.state, caseKind: row.caseKind, caseNumber: row.caseNumber, basis: row.basis,
  placedAt: row.createdAt.toISOString(), until: row.untilAt.toISOString(), abilities: abilitiesOf(holdSubject, holdPolicy, actor, row, now),
})
