import type { Role } from '@huying/shared/kernel/role.ts'
import { holds, type Actor } from '../../kernel/actor.ts'
import { asHolder, type Verdict } from '../../kernel/policy.ts'

/** Who reads the rules: who keeps them, who oversees them, and who dispatches by them. */
const RULE_READERS: readonly Role[] = ['administrator', 'auditor', 'chair', 'streetOfficer', 'countyOfficer']

export const mayReadRules = (actor: Actor): boolean => RULE_READERS.some((role) => holds(actor, role))
/** Who reads what was in force when, and who wrote it. */
export const mayReadVersions = (actor: Actor): boolean => holds(actor, 'administrator') || holds(actor, 'auditor')

/** Only administrators edit catalogues. */
export const asEditor = (actor: Actor): Verdict => asHolder(actor.appointments.filter(({ role }) => role === 'administrator'))
