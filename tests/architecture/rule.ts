import type { Fault, Source } from './source.ts'

/** A rule about the code. Its examples prove that it can fail, and that it does not fail on what is right. */
export interface Rule {
  name: string
  /** Files below these are judged. */
  folders: readonly string[]
  faults(source: Source): Fault[]
  /** [path, text] of files with exactly one fault each. */
  broken: readonly (readonly [path: string, text: string])[]
  /** [path, text] of files without a fault. */
  kept: readonly (readonly [path: string, text: string])[]
}
