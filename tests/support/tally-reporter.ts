import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/** Sums up a run into the file that HUYING_TALLY names. What failed outside a test (import, hook) counts as a failure too. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const failedHooks = modules.flatMap((module) => [module, ...module.children.allSuites()]).filter((suite) => suite.errors().length > 0)
    const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
    const tally: Tally = {
      passed: count('passed'),
      // Pending: the run was cut short.
      failed: count('failed', 'pending') + failedHooks.length + unhandledErrors.length,
      skipped: count('skipped'),
    }
    if (process.env.HUYING_TALLY) writeFileSync(process.env.HUYING_TALLY, JSON.stringify(tally))
  }
}
