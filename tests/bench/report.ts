import type { Measured } from './load.ts'
import type { Operation } from './script.ts'

export interface OperationResult {
  operation: Operation
  /** Without begin and commit. */
  statements: number
  isInTransaction: boolean
  /** Medians of the runs. */
  app: Measured
  twin: Measured
}

export interface SizeResult {
  size: number
  operations: OperationResult[]
  /** The most that the process held at the end of a run. */
  memoryBytes: number
}

/** What was promised. */
export const LIMITS = { ratio: 0.75, p99Ratio: 1.5, readStatements: 2, claimStatements: 10, slowdown: 1.2, memoryMb: 250 } as const

const mb = (bytes: number): number => bytes / 2 ** 20
const ratioOf = ({ app, twin }: OperationResult): number => app.rate / twin.rate
const p99RatioOf = ({ app, twin }: OperationResult): number => app.p99 / twin.p99

/** Every limit that was broken, in words. */
export function faultsIn(results: readonly SizeResult[]): string[] {
  const faults: string[] = []
  const [small] = results
  for (const { size, operations, memoryBytes } of results) {
    for (const result of operations) {
      const { operation, statements, app } = result
      const name = `${operation} at ${size} wishes`
      if (ratioOf(result) < LIMITS.ratio) faults.push(`${name}: ${ratioOf(result).toFixed(2)} of the twin, at least ${LIMITS.ratio}`)
      if (p99RatioOf(result) > LIMITS.p99Ratio) faults.push(`${name}: p99 is ${p99RatioOf(result).toFixed(2)} times the twin's, at most ${LIMITS.p99Ratio}`)
      const most = operation === 'claim' ? LIMITS.claimStatements : operation === 'create' ? Infinity : LIMITS.readStatements
      if (statements > most) faults.push(`${name}: ${statements} statements, at most ${most}`)
      const before = small?.operations.find((one) => one.operation === operation)
      if (before && before.app.rate / app.rate > LIMITS.slowdown) faults.push(`${name}: ${(before.app.rate / app.rate).toFixed(2)} times slower than at ${small!.size}, at most ${LIMITS.slowdown}`)
    }
    if (mb(memoryBytes) > LIMITS.memoryMb) faults.push(`memory at ${size} wishes: ${mb(memoryBytes).toFixed(0)} MB, at most ${LIMITS.memoryMb}`)
  }
  return faults
}

export function reportOf(results: readonly SizeResult[], { machine, date }: { machine: string; date: string }): string {
  const rows = results.flatMap(({ size, operations }) => operations.map((result) => {
    const { operation, statements, isInTransaction, app, twin } = result
    return `| ${size.toLocaleString('en')} | ${operation} | ${statements}${isInTransaction ? ' + begin, commit' : ''} | ${app.rate.toFixed(0)} | ${twin.rate.toFixed(0)} | ${ratioOf(result).toFixed(2)} | ${
      app.p50.toFixed(1)} | ${app.p99.toFixed(1)} | ${twin.p99.toFixed(1)} | ${p99RatioOf(result).toFixed(2)} |`
  }))
  return `# Bench

Written by \`npm run bench\` on ${date}: ${machine}.

The API over HTTP (production bundle, \`ROLE=http\`) beside a bare twin: node:http and the same driver, pool and 32 clients, replaying the statements
of one recorded request. Medians of three alternating runs; answers a second and milliseconds. Client, servers and PostgreSQL share the machine.

| wishes | request | statements | API/s | twin/s | ratio (≥ ${LIMITS.ratio}) | API p50 | API p99 | twin p99 | ratio (≤ ${LIMITS.p99Ratio}) |
|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Memory of the API process under load: ${results.map(({ size, memoryBytes }) => `${mb(memoryBytes).toFixed(0)} MB at ${size.toLocaleString('en')}`).join(', ')} (≤ ${LIMITS.memoryMb} MB).
${faultsIn(results).map((fault) => `\n- Broken: ${fault}`).join('')}`.trimEnd() + '\n'
}
