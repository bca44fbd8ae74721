/** A fault that the person at the keyboard can mend: what is wrong and what to do, shown without a stack. */
export class Problem extends Error {
  constructor(
    readonly what: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${what}\n  → ${remedy}`, options)
    this.name = 'Problem'
  }
}
