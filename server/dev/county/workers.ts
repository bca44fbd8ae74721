import { join } from 'node:path'
import { Worker, workerData } from 'node:worker_threads'

/** Half a million short-lived buffers want more room than the default; beyond this, pages and caches cost what collecting saves. */
const NURSERY_MB = 64

/** What every thread is given. */
export interface WorkerTask<Task> {
  /** The directory of bundled threads. */
  bundle: string
  task: Task
}

/** A thread at work, and a way to tell it more. */
export interface RunningWorker {
  ended: Promise<void>
  tell(message: unknown): void
}

interface WorkerOptions {
  /** What the thread posts are words on its progress. */
  onProgress?: (detail: string) => void
  /** Inside a thread the others come from the same bundle. */
  bundle?: string
}

/** Starts a bundled thread, as `accounts-worker`, with `task` as its data. */
export function startWorker<Task>(
  name: string,
  task: Task,
  { onProgress = () => undefined, bundle = (workerData as WorkerTask<unknown>).bundle }: WorkerOptions = {},
): RunningWorker {
  const worker = new Worker(join(bundle, `${name}.mjs`), {
    workerData: { bundle, task } satisfies WorkerTask<Task>,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB, maxOldGenerationSizeMb: 2048 },
  })
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('message', onProgress)
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))))
  })
  // Whoever awaits it hears of a fault; until then it is nobody's unhandled rejection.
  ended.catch(() => undefined)
  return { ended, tell: (message) => worker.postMessage(message) }
}

/** Runs a bundled thread to its end. */
export const runWorker = <Task>(name: string, task: Task, options?: WorkerOptions): Promise<void> => startWorker(name, task, options).ended
