import { CONSENT_DOCUMENTS } from '@huying/shared/account/consent.ts'
import type { Consents, Dependent, Me } from '@huying/shared/account/contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import * as mask from '../../kernel/mask.ts'
import type { ConsentRow, DependentRow, MeRow } from './queries.ts'

export function presentMe({ actor, kernel }: ReadContext, { displayName, gridCode, areaName, phone, scopeNames }: MeRow): Me {
  const id = actor.accountId!
  return {
    account: { id, displayName, gridCode },
    appointments: actor.appointments.map((held) => ({
      id: held.id, role: held.role, scopeKind: held.scopeKind, scopeId: held.scopeId, scopeName: scopeNames[held.id] ?? null,
      from: held.from.toISOString(), to: held.to?.toISOString() ?? null,
    })),
    gridCode,
    areaName,
    phone: phone === null ? null : mask.phone(kernel.cipher.open({ table: 'accounts', column: 'phone', row: id }, phone)),
    isMember: actor.member !== null,
  }
}

/** Every document there is, with what this person last said to it. */
export const presentConsents = (rows: readonly ConsentRow[]): Consents => ({
  items: CONSENT_DOCUMENTS.map((entry) => {
    const said = rows.filter((row) => row.document === entry.document).sort((a, b) => b.givenAt.getTime() - a.givenAt.getTime())[0]
    return {
      ...entry,
      isGiven: said !== undefined && said.version === entry.version && said.withdrawnAt === null,
      given: said ? { version: said.version, givenAt: said.givenAt.toISOString(), withdrawnAt: said.withdrawnAt?.toISOString() ?? null } : null,
    }
  }),
})

export const presentDependent = ({ id, kind, displayName, relation, consent, createdAt }: DependentRow): Dependent => ({
  id, kind, name: displayName, relation, consent, createdAt: createdAt.toISOString(),
})
