import type { IncomingMessage, RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import Koa from 'koa'
import { buildApp } from './app.ts'
import type { Env } from './env.ts'
import { openObjectStorage, type ObjectStorage } from './gateways/object-storage.ts'
import { createWechat } from './gateways/wechat/client.ts'
import { serveH5 } from './h5.ts'
import { migrateJobs } from './kernel/jobs.ts'
import { createLiveHub } from './kernel/live-hub.ts'
import { createLiveRights } from './kernel/live-rights.ts'
import { createLiveSender } from './kernel/live-sender.ts'
import type { Logger } from './kernel/logger.ts'
import type { DomainEvent } from './kernel/module.ts'
import { createMetrics } from './kernel/metrics.ts'
import { openKernel, type OpenKernel } from './kernel/open-kernel.ts'
import { openSharedStore } from './kernel/open-shared-store.ts'
import type { SharedStore } from './kernel/shared-store.ts'
import { createRateLimits } from './kernel/rate-limit.ts'
import { modulesOf } from './modules/index.ts'
import { enterSession, loadActor } from './modules/load-actor.ts'
import { operationsPages } from './operations.ts'
import { startWorker, type Worker } from './worker.ts'

/** A database that takes longer to say a word cannot serve anybody. */
const READY_WITHIN_MS = 2_000
/** Events after which the account in their data may see less than before. */
const RIGHTS_ENDED: ReadonlySet<string> = new Set(['appointment.ended', 'chairTerm.ended', 'chairTerm.resigned', 'chairTerm.revoked', 'chairTerm.officeLost'])

export interface OpenServer {
  kernel: OpenKernel
  /** Answers the API; undefined in a process that is only a worker. */
  listener: RequestListener | undefined
  /** Answers health, readiness and metrics alone, for METRICS_PORT. */
  operations: RequestListener
  /** Opens live connections: for the HTTP server's `upgrade` event, where `listener` is for its requests. */
  upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined
  /** undefined in a process that only answers HTTP. */
  worker: Worker | undefined
  /** Whether the database answers now. */
  isReady(): Promise<boolean>
  /** From now on the process says that it is not ready, so that no more requests are sent to it. */
  retire(): void
  /** Says goodbye to live screens, stops the worker, then lets go of Redis and the database. */
  close(): Promise<void>
}

export interface OpenServerOptions {
  databaseUrl: string
  log: Logger
  /** Where the browser build lies. */
  h5?: string
  /** Where photos are kept; that of the environment unless told. */
  storage?: ObjectStorage
}

/** Everything of one process but the port it listens on: ROLE decides between HTTP, worker and both. */
export async function openServer(env: Env, { databaseUrl, log, h5, storage = openObjectStorage(env.storageUrl, env.dataDir) }: OpenServerOptions): Promise<OpenServer> {
  const kernel = await openKernel({ url: databaseUrl, schema: env.schema, poolSize: env.databasePool, hasLanes: env.role !== 'worker', piiKeys: env.piiKeys })
  const store = await openSharedStore({
    redisUrl: env.redisUrl,
    prefix: `huying:${env.county}:`,
    onChange: (isUp, reason) => log[isUp ? 'info' : 'error']({ err: reason }, isUp ? 'Redis is there' : 'Redis is away'),
  })
  const { appid, secret, apiBase, pushToken, pushAesKey } = env.wechat
  const wechat = createWechat({ appId: appid, secret, apiBase, tokenStore: store, clock: kernel.clock, pushToken, encodingAesKey: pushAesKey })
  const live = createLiveSender(store)
  const modules = modulesOf({
    wechat, live, storage, publicUrl: env.publicUrl, jobsSchema: env.jobsSchema,
    refresh: await shareRefresh(kernel, store, log),
  })
  await migrateJobs(databaseUrl, env.jobsSchema)
  const metrics = createMetrics(kernel, { jobsSchema: env.jobsSchema })
  let isRetired = false
  const isReady = async () => !isRetired && Promise.race([kernel.db.sql`select 1`.then(() => true, () => false), sleep(READY_WITHIN_MS, false)])
  const app = buildApp({
    kernel,
    modules,
    loadActor: enterSession,
    rateLimits: createRateLimits(store, env.rateLimitFactor),
    proxyHops: env.proxyHops,
    ...(h5 !== undefined && { pages: serveH5(h5) }),
    operations: operationsPages({ isReady, metrics: env.metricsPort === undefined ? metrics : undefined }),
    onRequest(record) {
      metrics.observeRequest(record)
      log.info(record, 'request')
    },
    onFault: (err, requestId) => log.error({ err, requestId }, 'fault'),
  })
  const hub = env.role === 'worker' ? undefined : await createLiveHub({
    store,
    rights: createLiveRights(kernel, modules, loadActor),
    onFault: (err) => log.error({ err }, 'live sessions'),
  })
  /** Screens that miss it look anew by themselves. */
  const announce = ({ kind, subjectKind, subjectId, data }: DomainEvent): void => {
    const missed = (err: unknown) => log.warn({ err }, 'live change')
    live.publish({ kind: subjectKind, id: subjectId, version: Number(data.version) }).catch(missed)
    if (RIGHTS_ENDED.has(kind)) live.renewAccount(String(data.accountId)).catch(missed)
  }
  const worker = env.role === 'http' ? undefined : await startWorker({
    kernel,
    url: databaseUrl,
    jobsSchema: env.jobsSchema,
    modules,
    concurrency: env.workerConcurrency,
    log,
    announce,
  })
  return {
    kernel,
    listener: env.role === 'worker' ? undefined : app.callback(),
    upgrade: hub?.handleUpgrade,
    worker,
    isReady,
    retire: () => void (isRetired = true),
    operations: new Koa().use(operationsPages({ isReady, metrics })).callback(),
    async close() {
      await hub?.close()
      await worker?.stop()
      await store.close()
      await kernel.close()
    },
  }
}

const FACTS_CHANGED = 'facts-changed'

/** A changed calendar or setting is in force here at once, and in the other processes as soon as they hear of it. */
async function shareRefresh(kernel: OpenKernel, store: SharedStore, log: Logger): Promise<() => Promise<void>> {
  const readAnew = () => kernel.refresh().catch((err: unknown) => log.error({ err }, 'calendar and settings'))
  await store.subscribe(FACTS_CHANGED, { message: readAnew, rejoined: readAnew })
  return async () => {
    await kernel.refresh()
    await store.publish(FACTS_CHANGED, '').catch((err: unknown) => log.warn({ err }, 'other processes were not told of a change'))
  }
}
