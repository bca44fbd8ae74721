import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { transition } from '../../../kernel/transition.ts'
import { categoryAsFiled } from '../categories.ts'
import { CONFIRM_LIMIT } from '../limits.ts'
import { failedContacts } from '../queries.ts'
import { complaintSubject } from '../subject.ts'
import type { ComplaintOutcome } from '../table.ts'
import { takeComplaint } from '../take.ts'
import { attachUploads } from '../../../kernel/uploads.ts'
import { resolveFollowers } from './followers.ts'

const TRIES_NEEDED = 3
const DAYS_NEEDED = 2

export interface Resolution {
  outcome: ComplaintOutcome
  account: string
  uploadIds?: readonly string[]
}

/** The handler says what was done: after contact (or three failed tries on two days), with the proof its category asks for. */
export async function resolveComplaint(context: CommandContext, id: string, resolution: Resolution): Promise<Written> {
  const { row, command } = await takeComplaint(context, id, 'resolve')
  if (row.contactedAt === null) {
    const { tries, days } = await failedContacts(context.tx, row)
    if (tries < TRIES_NEEDED || days < DAYS_NEEDED) throw complaintErrors.CONTACT_NEEDED({ tries, days })
  }
  const uploadIds = resolution.uploadIds ?? []
  const category = await categoryAsFiled(context, row)
  if (category?.isProofNeeded && resolution.outcome !== 'explained' && uploadIds.length === 0) throw complaintErrors.PROOF_NEEDED()
  const attached = await attachUploads(context, uploadIds, 'proof', { kind: complaintSubject.kind, id })
  await transition(command, complaintSubject, row, 'resolve', {
    set: {
      outcome: resolution.outcome, resolution: resolution.account, resolvedAt: context.now, resolvedBy: accountOf(context),
      resolutionUploadIds: attached,
    },
    facts: { outcome: resolution.outcome, photos: uploadIds.length },
    words: { account: resolution.account },
    stop: ['solve', 'contact', 'raiseAnswer'],
    start: [{ kind: 'confirm', limit: CONFIRM_LIMIT }],
  })
  await resolveFollowers(context, { id, demandId: null }, {
    outcome: resolution.outcome, note: resolution.account, uploadIds: attached, resolvedBy: accountOf(context),
  })
  return { subject: { kind: complaintSubject.kind, id } }
}
