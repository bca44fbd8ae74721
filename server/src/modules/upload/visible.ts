import type { Module } from '../../kernel/module.ts'
import type { ReadContext } from '../../kernel/context.ts'
import type { UploadRow } from './table.ts'

/** Who may see photos tied to a kind of thing; the modules that own the things say so. */
export type PhotoRules = NonNullable<Module['maySeePhotos']>

/** One's own photos always; others' where the thing they are tied to shows them, and never one the check refused. */
export async function maySee(context: ReadContext, rules: PhotoRules, row: UploadRow): Promise<boolean> {
  if (context.actor.accountId !== null && row.accountId === context.actor.accountId) return true
  if (row.attachedKind === null || row.attachedId === null || row.verdict === 'risky') return false
  return (await rules[row.attachedKind]?.(context, row.attachedId)) ?? false
}
