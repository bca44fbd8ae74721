import * as z from 'zod/mini'
import { instant, text } from '../kernel/schema.ts'

/** What versions of every edited catalogue have in common. */

/** `version` 0 is what the program brings along; nobody wrote it and it was always in force. */
export const versionFields = {
  version: z.number(),
  inForceAt: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** Staff name of whoever wrote it, 刘*平. */
  by: z.nullable(z.string()),
  createdAt: z.nullable(z.string()),
}
export const versionLine = z.object({ ...versionFields, state: z.enum(['waiting', 'inForce', 'over']) })
export type VersionLine = z.infer<typeof versionLine>

/** How a new version is put in force: built on the newest there is, from now on or from an instant to come. */
export const publication = {
  /** The newest version's number when it was taken up for editing: somebody else's edit in between is a 409. */
  basedOn: z.int().check(z.minimum(0)),
  /** What changed and why, for whoever reads the versions later. */
  note: text(200),
  inForceAt: z.optional(instant),
}

/** A fault forbids the version; a warning lets it pass. `at` says where: the rule's or category's code, null for the whole. */
export const catalogueFault = z.object({ at: z.nullable(z.string()), isWarning: z.boolean(), message: z.string() })
export type CatalogueFault = z.infer<typeof catalogueFault>

export const versionQuery = { version: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(1_000_000))) }
