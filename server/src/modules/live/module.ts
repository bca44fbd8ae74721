import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { liveContract } from '@huying/shared/live/contract.ts'
import type { LiveSender } from '../../kernel/live-sender.ts'
import { write, type Module } from '../../kernel/module.ts'
import { SharedStoreError } from '../../kernel/shared-store.ts'

/** Tickets for the WebSocket, so that no token ever stands in an address. */
export const liveModule = (live: LiveSender): Module => ({
  name: 'live',
  routes: [
    write(liveContract.ticket, {
      prepare: ({ actor, session }) =>
        live.issueTicket({ accountId: actor.accountId, session: session ?? null }).catch((error: unknown) => {
          throw error instanceof SharedStoreError ? kernelErrors.UNAVAILABLE() : error
        }),
      run: async (_context, _input, ticket) => ({ answer: { ticket } }),
    }),
  ],
})
