import { catalogueErrors } from '@huying/shared/catalogue/errors.ts'
import type { CatalogueFault } from '@huying/shared/catalogue/versions.ts'
import { administer } from '../../../kernel/administration.ts'
import { readCatalogueVersion, type CatalogueName } from '../../../kernel/catalogues.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { canonicalJson } from '../../../kernel/history.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { newestVersion } from '../queries.ts'

const YEAR_MS = 366 * 86_400_000

export interface Publication {
  basedOn: number
  note: string
  inForceAt?: string | undefined
}

export interface Edit<T> {
  name: CatalogueName
  content: T
  builtIn: T
  publication: Publication
  /** What is wrong with the content beside the version it builds on. */
  faultsBeside(before: T): Promise<readonly CatalogueFault[]>
}

export interface Ready {
  version: number
  inForceAt: Date
  note(facts: { approvedBy: string | null }): Promise<void>
}

/** Locks the catalogue and checks the edit against the newest version; nothing is written yet. `context.as` is the editor. */
export async function takeEdit<T>(context: CommandContext, { name, content, builtIn, publication, faultsBeside }: Edit<T>): Promise<Ready & { before: T }> {
  const topic = await administer(context, name)
  const newest = await newestVersion(context.tx, name)
  if (publication.basedOn !== newest) throw catalogueErrors.CATALOGUE_CHANGED({ newest })
  const { content: before } = (await readCatalogueVersion(context.tx, name, newest, builtIn))!
  if (canonicalJson(content) === canonicalJson(before)) throw catalogueErrors.CATALOGUE_UNCHANGED()
  const faults = await faultsBeside(before)
  if (faults.some(({ isWarning }) => !isWarning)) throw catalogueErrors.CATALOGUE_FAULTY({ faults })
  const inForceAt = publication.inForceAt === undefined ? context.now : new Date(publication.inForceAt)
  if (inForceAt < context.now || inForceAt.getTime() > context.now.getTime() + YEAR_MS) throw catalogueErrors.IN_FORCE_TOO_EARLY()
  const version = newest + 1
  return {
    before, version, inForceAt,
    note: ({ approvedBy }) => topic.note({ version, note: publication.note, inForceAt: inForceAt.toISOString(), approvedBy }),
  }
}

/** Writes the version that was taken; `approvedBy` the second person where there had to be one. */
export async function writeVersion<T>(context: CommandContext, { name, content, publication }: Edit<T>, ready: Ready, approvedBy: string | null): Promise<void> {
  await context.tx.sql`insert into catalogue_versions (id, name, version, content, note, in_force_at, created_at, created_by, approved_by)
    values (${uuidv7(context.now)}, ${name}, ${ready.version}, ${JSON.stringify(content)}::jsonb, ${publication.note}, ${ready.inForceAt}, ${context.now},
      ${accountOf(context)}, ${approvedBy})`
  await ready.note({ approvedBy })
}
