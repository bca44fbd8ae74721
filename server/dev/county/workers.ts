import { join } from 'node:path'
import { Worker, workerData } from 'node:worker_threads'

/** Half a million short-lived buffers want more room than the default; beyond this, pages and caches cost what collecting saves. */
const NURSERY_MB = 48

/** What every thread is given. */
export interface WorkerTask<Task> {
  /** The directory of bundled threads. */
  bundle: string
  task: Task
}

/**
 * Runs a bundled thread, as `accounts-worker`, with `task` as its data. What it posts are words on its progress.
 * Inside a thread the others come from the same bundle.
 */
export function runWorker<Task>(
  name: string,
  task: Task,
  { onProgress = () => undefined, bundle = (workerData as WorkerTask<unknown>).bundle }: { onProgress?: (detail: string) => void; bundle?: string } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(bundle, `${name}.mjs`), {
      workerData: { bundle, task } satisfies WorkerTask<Task>,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB, maxOldGenerationSizeMb: 2048 },
    })
    worker.on('message', onProgress)
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))))
  })
}
