import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { dispatchNotes, type DispatchNoteRow } from '../table.ts'

/** Keeps the words of a step with the dispatch. */
export async function noteDispatch(
  context: CommandContext,
  dispatchId: string,
  { kind, note, uploadIds }: Pick<DispatchNoteRow, 'kind' | 'note' | 'uploadIds'>,
): Promise<void> {
  await context.tx.q.insert(dispatchNotes).values({
    id: uuidv7(context.now), dispatchId, kind, at: context.now, authorId: accountOf(context), note, uploadIds,
  })
}
