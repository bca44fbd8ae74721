import type { Actor } from '../../kernel/actor.ts'
import type { Approvable, Approval } from '../../kernel/approvals.ts'
import type { Db } from '../../kernel/db.ts'

/** What the module is handed: every module's two-person acts, and who somebody is without their session. */
export interface ApprovalDeps {
  acts(): readonly Approvable[]
  loadActorOf(db: Db, accountId: string, now: Date): Promise<Actor | null>
}

/** The act of a proposal. One whose act no module knows any more is a fault of ours. */
export function actOf({ acts }: ApprovalDeps, { subjectKind, action }: Pick<Approval, 'subjectKind' | 'action'>): Approvable {
  const found = acts().find((act) => act.kind === subjectKind && act.action === action)
  if (!found) throw new Error(`no module performs ${subjectKind}.${action}`)
  return found
}
