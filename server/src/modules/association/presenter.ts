import type { ChairTermAnswer } from '@huying/shared/association/contract.ts'
import type { Actor } from '../../kernel/actor.ts'
import { abilitiesOf } from '../../kernel/policy.ts'
import { chairTermPolicy } from './policy.ts'
import type { TermView } from './queries.ts'
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
