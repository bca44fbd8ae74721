import * as z from 'zod/mini'
import { endpoint } from '../kernel/endpoint.ts'
import { page, pageQuery } from '../kernel/page.ts'

const jobId = z.string().check(z.regex(/^[1-9]\d{0,17}$/, '编号不对'))

/** Work that was tried twelve times in vain: somebody must look, mend the cause, and let it run again. */
export const deadJob = z.object({
  id: z.string(),
  /** Who should have been told, `<module>.<what>`. */
  subscriber: z.string(),
  event: z.object({ kind: z.string(), subjectKind: z.string(), subjectId: z.string(), at: z.string() }),
  attempts: z.number(),
  /** The last failure, without anything personal. */
  lastError: z.nullable(z.string()),
  failedAt: z.string(),
})
export type DeadJob = z.infer<typeof deadJob>

export const jobContract = {
  listDead: endpoint({
    name: 'jobs.listDead', method: 'GET', path: '/jobs/dead', summary: '办不成、等人处理的后台任务（管理员）', who: 'account',
    query: z.object(pageQuery), answer: page(deadJob),
  }),
  rerun: endpoint({
    name: 'jobs.rerun', method: 'POST', path: '/jobs/:id/rerun', summary: '让一个办不成的后台任务重新办（管理员）', who: 'account',
    params: z.object({ id: jobId }), answer: z.object({ id: z.string() }),
  }),
}
