import { complaintErrors } from '@huying/shared/complaint/errors.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { Module } from '../../kernel/module.ts'
import { readSubject } from '../../kernel/subject.ts'
import { acceptLessUrgent } from './commands/accept-complaint.ts'
import { declineVague } from './commands/decline-complaint.ts'
import { complaintDeadlines } from './deadlines.ts'
import { mayRead } from './policy.ts'
import { isResolutionPhotoFor } from './queries.ts'
import { complaintRoutes } from './routes.ts'
import { complaintSubject } from './subject.ts'

const isReadable = async ({ actor, db }: ReadContext, id: string): Promise<boolean> => mayRead(actor, await readSubject(db, complaintSubject, id))

/** What was done is shown to whoever it was done for, also where its photos are tied to the ledger or to the complaint theirs followed. */
const isDoneForThem = async ({ actor, db }: ReadContext, _id: string, uploadId: string): Promise<boolean> =>
  actor.accountId !== null && isResolutionPhotoFor(db, actor.accountId, uploadId)

/** Complaints 诉求 up to the whistle, and the reporter's answer after it. */
export const complaintModule = (wechat: Wechat): Module => ({
  name: 'complaint',
  routes: complaintRoutes(wechat),
  subjects: [complaintSubject],
  deadlines: complaintDeadlines,
  approvables: [acceptLessUrgent, declineVague],
  constraints: {
    complaints_number_unique: kernelErrors.CONFLICT,
    complaints_no_demand_for_kind: complaintErrors.KIND_NOT_RAISABLE,
  },
  mayWatch: { complaint: isReadable },
  maySeePhotos: {
    complaint: async (context, id, uploadId) => (await isReadable(context, id)) || isDoneForThem(context, id, uploadId),
    demand: isDoneForThem,
  },
})
