import type { dispatchContract } from '@huying/shared/dispatch/contract.ts'
import type { CommandContext } from '../../../kernel/context.ts'
import type { Input, Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { dispatchSubject } from '../subject.ts'
import { takeDispatch } from '../take.ts'
import { noteDispatch } from './note-dispatch.ts'

type Body = Input<typeof dispatchContract.progress>['body']

export async function progressDispatch(context: CommandContext, id: string, { note, uploadIds = [] }: Body): Promise<Written> {
  const { row, command } = await takeDispatch(context, id, 'progress')
  const attached = await attachUploads(context, uploadIds, 'proof', { kind: dispatchSubject.kind, id })
  await noteDispatch(context, id, { kind: 'progress', note, uploadIds: attached })
  await transition(command, dispatchSubject, row, 'progress', { facts: { demandId: row.demandId, photos: attached.length }, words: { note } })
  return { subject: { kind: dispatchSubject.kind, id } }
}
