import type { AssociationAnswer, ChairTermAnswer } from '@huying/shared/association/contract.ts'
import { AppError } from '@huying/shared/kernel/error.ts'
import type { Actor } from '../../kernel/actor.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { asFirst, chairTermPolicy } from './policy.ts'
import type { AssociationView, TermView } from './queries.ts'
import { chairTermSubject } from './table.ts'

export function presentTerm(actor: Actor, view: TermView, now: Date): ChairTermAnswer {
  const { fromAt, toAt, ...shown } = view
  return {
    ...shown,
    from: fromAt.toISOString(),
    to: toAt.toISOString(),
    isInOffice: view.state !== 'cancelled' && fromAt <= now && now < toAt,
    abilities: abilitiesOf(chairTermSubject, chairTermPolicy(view.communityCode), actor, view, now),
  }
}

export function presentAssociation(actor: Actor, { takenUntil, ...shown }: AssociationView): AssociationAnswer {
  const verdict = asFirst(actor, shown.communityCode)
  return {
    ...shown,
    takenUntil: takenUntil?.toISOString() ?? null,
    abilities: { appoint: verdict instanceof AppError ? { code: verdict.code, message: verdict.message } : true },
  }
}
