import * as z from 'zod/mini'
import { id } from '@huying/shared/kernel/schema'
import { liveContract, liveMessage, type LiveMessage } from '@huying/shared/live/contract'

/** What the platform itself needs of the API beside signing in: files and live changes. Features bring their own. */

export const uploadAnswer = z.object({
  id,
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  url: z.string(),
  thumbnailUrl: z.string(),
  verdict: z.enum(['pending', 'pass', 'review', 'risky', 'none']),
})
export type Uploaded = z.infer<typeof uploadAnswer>

export const liveTicketContract = liveContract.ticket
export { liveMessage, type LiveMessage }
