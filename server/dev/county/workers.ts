import { Worker } from 'node:worker_threads'

/** Half a million short-lived buffers: with a small nursery a fifth of the time goes into collecting them. */
const NURSERY_MB = 192

/** Runs a file of this directory beside the caller, with `task` as its data. What it posts are words on its progress. */
export function runWorker<Task>(file: string, task: Task, onProgress: (detail: string) => void = () => undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: { entry: new URL(`./${file}`, import.meta.url).href, task },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB, maxOldGenerationSizeMb: 2048 },
    })
    worker.on('message', onProgress)
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))))
  })
}
