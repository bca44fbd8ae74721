import type Koa from 'koa'
import type { Metrics } from './kernel/metrics.ts'

export interface OperationsOptions {
  isReady(): Promise<boolean>
  /** undefined: /metrics is not served here. */
  metrics: Metrics | undefined
}

/** What probes and operators read: /healthz (the process lives), /readyz (it can work), /metrics. */
export function operationsPages({ isReady, metrics }: OperationsOptions): Koa.Middleware {
  return async (koa, next) => {
    if (koa.method !== 'GET') return next()
    if (koa.path === '/healthz') koa.body = { status: 'alive' }
    else if (koa.path === '/readyz') {
      const isUp = await isReady()
      koa.status = isUp ? 200 : 503
      koa.body = { status: isUp ? 'ready' : 'unavailable' }
    } else if (koa.path === '/metrics' && metrics) {
      koa.body = await metrics.read()
      koa.type = metrics.contentType
    } else return next()
    koa.set('Cache-Control', 'no-store')
  }
}
