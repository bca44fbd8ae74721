// A thread starts as plain JavaScript; from here on it reads TypeScript, whatever started the program.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
