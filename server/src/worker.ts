import { setTimeout as sleep } from 'node:timers/promises'
import type { Kernel } from './kernel/context.ts'
import { storeDayRoot } from './kernel/history-root.ts'
import { startJobs } from './kernel/jobs.ts'
import type { DomainEvent, Module } from './kernel/module.ts'
import type { Logger } from './kernel/logger.ts'
import { relayOutbox } from './kernel/outbox.ts'
import { purgeKeys } from './kernel/purge.ts'
import { deadlineTable, nextDue, sweepClocks } from './kernel/sweep.ts'

export interface Worker {
  /** Resolves when no clock is due, no event is waiting and no job is ready to run. */
  drain(): Promise<void>
  /** The same, but for jobs that only tell or count: cases are as they will be, the news of it may be on its way. */
  settle(): Promise<void>
  /** The first instant after now, at most `until`, at which a clock warns or falls due that a module answers to; null where there is none. */
  nextDue(until: Date): Promise<Date | null>
  /** Lets what runs come to its end, then stops. */
  stop(): Promise<void>
}

export interface WorkerOptions {
  kernel: Kernel
  url: string
  jobsSchema: string
  modules: readonly Module[]
  concurrency: number
  log: Logger
  /** Told of every event after its commit; may lose messages. */
  announce(event: DomainEvent): void
}

const relayEveryMs = 250
const sweepEveryMs = 1_000
const rootEveryMs = 60_000
const purgeEveryMs = 24 * 60 * 60_000

/** Fires due clocks, hands events to their subscribers and runs the jobs of one county. */
export async function startWorker({ kernel, url, jobsSchema, modules, concurrency, log, announce }: WorkerOptions): Promise<Worker> {
  const subscribers = modules.flatMap((module) => module.subscribers ?? [])
  const deadlines = deadlineTable(modules.flatMap((module) => module.deadlines ?? []))
  const jobs = await startJobs(kernel, { url, jobsSchema, subscribers, concurrency, log })
  const relay = singly(() => relayOutbox(kernel, jobsSchema, subscribers, announce))
  const sweep = singly(() => sweepClocks(kernel, deadlines, (err, { id, subjectKind, kind }) => log.error({ err, id, subjectKind, kind }, 'clock')))
  const deciders = subscribers.filter(({ isNews }) => !isNews).map(({ name }) => name)
  const until = async (isIdle: () => Promise<void>) => {
    for (;;) {
      const done = (await sweep()) + (await relay())
      await isIdle()
      if (done === 0) return
    }
  }
  const stopping = new AbortController()
  const loops = [
    repeat(relay, relayEveryMs, stopping.signal, (err) => log.error({ err }, 'outbox relay')),
    repeat(() => storeDayRoot(kernel).then(() => 0), rootEveryMs, stopping.signal, (err) => log.error({ err }, 'history root')),
    ...[purgeKeys, ...modules.flatMap((module) => module.purges ?? [])].map((purge) =>
      repeat(() => purge(kernel), purgeEveryMs, stopping.signal, (err) => log.error({ err }, 'purge'))),
    repeat(sweep, sweepEveryMs, stopping.signal, (err) => log.error({ err }, 'clock sweep')),
  ]
  return {
    drain: () => until(() => jobs.idle()),
    settle: () => until(() => jobs.idle(deciders)),
    nextDue: (until) => nextDue(kernel, deadlines, until),
    async stop() {
      stopping.abort()
      await Promise.all(loops)
      await jobs.stop()
    },
  }
}

/** One run after another, however many ask. */
function singly<T>(work: () => Promise<T>): () => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return () => {
    const run = tail.then(work)
    tail = run.catch(() => undefined)
    return run
  }
}

/** Again at once while there is something to do, else after a pause; a fault (the database is away) is reported and outlived. */
async function repeat(work: () => Promise<number>, everyMs: number, stopping: AbortSignal, onError: (error: unknown) => void): Promise<void> {
  while (!stopping.aborted) {
    const done = await work().catch((error: unknown) => {
      onError(error)
      return 0
    })
    if (done === 0) await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
