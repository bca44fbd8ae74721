import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { readSubject } from '../../../kernel/subject.ts'
import { transition } from '../../../kernel/transition.ts'
import { complaintSubject } from '../subject.ts'
import { releaseFollowers } from './followers.ts'
import { takeComplaint } from '../take.ts'

/** The reporter takes it back; a demand it was part of goes on, and so do those who reported the same. */
export async function withdrawComplaint(context: CommandContext, id: string, reason: string | undefined): Promise<Written> {
  const before = await readSubject(context.tx, complaintSubject, id)
  // The demand before its complaint: whoever takes this one's place on the ledger must not miss that it is being verified.
  if (before.demandId !== null) await context.tx.sql`select 1 from demands where id = ${before.demandId} for update`
  const { row, command } = await takeComplaint(context, id, 'withdraw')
  if (row.demandId !== before.demandId) throw kernelErrors.CONFLICT()
  await transition(command, complaintSubject, row, 'withdraw', { set: { mergedIntoId: null, keptState: null }, facts: { demandId: row.demandId }, words: { reason }, stop: 'all' })
  await releaseFollowers(context, row)
  return { subject: { kind: complaintSubject.kind, id } }
}
