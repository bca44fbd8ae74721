import { jobContract, type DeadJob } from '@huying/shared/job/contract.ts'
import { kernelErrors } from '@huying/shared/kernel/error.ts'
import { holds, type Actor } from '../../kernel/actor.ts'
import { listDeadJobs, rerunDeadJob, type DeadDelivery } from '../../kernel/dead-jobs.ts'
import { read, write, type Module } from '../../kernel/module.ts'

/** The operator's view of background work that used up its tries. */
export const jobModule = ({ jobsSchema }: { jobsSchema: string }): Module => ({
  name: 'job',
  routes: [
    read(jobContract.listDead, async ({ actor, db }, { query }) => {
      checkAdministrator(actor)
      const rows = await listDeadJobs(db, jobsSchema, { before: positionIn(query.cursor), limit: query.limit + 1 })
      const shown = rows.slice(0, query.limit)
      return { items: shown.map(present), nextCursor: rows.length > query.limit ? shown.at(-1)!.id : null }
    }),
    write(jobContract.rerun, {
      run: async ({ actor, kernel, tx }, { params }) => {
        checkAdministrator(actor)
        const isRevived = await rerunDeadJob(tx, jobsSchema, params.id, new Date(kernel.wallClock()))
        if (!isRevived) throw kernelErrors.NOT_FOUND()
        return { answer: { id: params.id } }
      },
    }),
  ],
})

function checkAdministrator(actor: Actor): void {
  if (!holds(actor, 'administrator')) throw kernelErrors.FORBIDDEN()
}

/** Here a cursor is the last job's id. */
function positionIn(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  if (!/^[1-9]\d{0,17}$/.test(cursor)) throw kernelErrors.MALFORMED([{ path: 'cursor', message: '翻页位置不对，请从头看起' }])
  return cursor
}

const present = ({ id, subscriber, attempts, lastError, failedAt, kind, subjectKind, subjectId, at }: DeadDelivery): DeadJob => ({
  id, subscriber, attempts, lastError, failedAt: failedAt.toISOString(), event: { kind, subjectKind, subjectId, at: at.toISOString() },
})
