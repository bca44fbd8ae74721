import type { ReadContext } from '../../kernel/context.ts'
import type { Module } from '../../kernel/module.ts'
import type { UploadRow } from './table.ts'

type PhotoRule = NonNullable<Module['maySeePhotos']>[string]
/** Who may see photos tied to a kind of thing, as every module that shows the thing says; one yes is enough. */
export type PhotoRules = ReadonlyMap<string, readonly PhotoRule[]>

export function gatherPhotoRules(modules: readonly Module[]): PhotoRules {
  const rules = new Map<string, PhotoRule[]>()
  for (const { maySeePhotos = {} } of modules)
    for (const [kind, rule] of Object.entries(maySeePhotos)) rules.set(kind, [...(rules.get(kind) ?? []), rule])
  return rules
}

/** One's own photos always; others' where the thing they are tied to shows them, and never one the check refused. */
export async function maySee(context: ReadContext, rules: PhotoRules, row: UploadRow): Promise<boolean> {
  if (context.actor.accountId !== null && row.accountId === context.actor.accountId) return true
  if (row.attachedKind === null || row.attachedId === null || row.verdict === 'risky') return false
  for (const rule of rules.get(row.attachedKind) ?? []) if (await rule(context, row.attachedId, row.id)) return true
  return false
}
