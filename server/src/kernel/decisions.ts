import type { Abilities } from '@huying/shared/kernel/schema.ts'

/**
 * Abilities as the paths name them: two steps of a machine that one request decides between (`grant-reopen`,
 * `refuse-reopen`) become the one button (`decide-reopen`); who may do either may press it.
 */
export function withDecisions(abilities: Abilities, decisions: Readonly<Record<string, readonly [string, string]>>): Abilities {
  const merged = { ...abilities }
  for (const [button, [yes, no]] of Object.entries(decisions)) {
    const verdict = merged[yes] === true ? true : merged[no]
    delete merged[yes]
    delete merged[no]
    if (verdict !== undefined) merged[button] = verdict
  }
  return merged
}
