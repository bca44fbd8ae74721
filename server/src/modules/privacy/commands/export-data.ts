import type { ObjectStorage } from '../../../gateways/object-storage.ts'
import { startClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import { emit } from '../../../kernel/event.ts'
import type { Written } from '../../../kernel/module.ts'
import { uuidv7 } from '../../../kernel/uuid.ts'
import { zipOf, type ZipEntry } from '../../../kernel/zip.ts'
import { collectAll, currentPackage } from '../queries.ts'

export const PACKAGE_ASKED = 'exportPackage.asked'
export const PACKAGE = 'exportPackage'
const KEPT_FOR = '7d'
const DAY_MS = 86_400_000
/** More photos than anybody has: the package stays something a phone can take. */
const PHOTOS_AT_MOST = 300

/** Asks for a package; one that is being made, or is a day old at most, is not made twice. */
export async function askPackage(context: CommandContext): Promise<Written> {
  const { tx, now } = context
  const accountId = accountOf(context)
  await tx.sql`select 1 from accounts where id = ${accountId} for no key update`
  const current = await currentPackage(tx, accountId, now)
  if (current && now.getTime() - current.askedAt.getTime() < DAY_MS) return { subject: { kind: PACKAGE, id: current.id } }
  const id = uuidv7(now)
  await tx.sql`insert into export_packages (id, account_id, asked_at) values (${id}, ${accountId}, ${now})`
  await emit(context, { kind: PACKAGE_ASKED, subject: { kind: PACKAGE, id }, data: {} })
  return { subject: { kind: PACKAGE, id } }
}

interface Photo {
  id: string
  mime: string
  objectKey: string
}

/** Makes the package: the data as JSON, and the photos as they were kept. Comes again until it is made; writing it twice does no harm. */
export async function makePackage(context: CommandContext, storage: ObjectStorage, id: string): Promise<void> {
  const { tx, now } = context
  const [asked] = await tx.sql<{ accountId: string }[]>`select p.account_id as "accountId" from export_packages p join accounts a on a.id = p.account_id
    where p.id = ${id} and p.ready_at is null and a.state = 'active' for no key update of p`
  if (!asked) return
  const { accountId } = asked
  const sections = await collectAll(context, accountId)
  const entries: ZipEntry[] = [{ name: 'data.json', data: Buffer.from(JSON.stringify({ at: now.toISOString(), sections }, null, 2)) }]
  const photos = await tx.sql<Photo[]>`select id, mime, object_key as "objectKey" from uploads where account_id = ${accountId} order by created_at desc, id limit ${PHOTOS_AT_MOST}`
  for (const { id: photoId, mime, objectKey } of photos) {
    const data = await storage.get(objectKey)
    if (data) entries.push({ name: `photos/${photoId}.${mime === 'image/jpeg' ? 'jpg' : mime.slice('image/'.length)}`, data, isStored: true })
  }
  const packed = zipOf(entries, now)
  const key = `export/${id}.zip`
  await storage.put(key, packed)
  const expiresAt = new Date(now.getTime() + 7 * DAY_MS)
  await tx.sql`update export_packages set ready_at = ${now}, expires_at = ${expiresAt}, object_key = ${key}, bytes = ${packed.length} where id = ${id}`
  await startClocks(context, { kind: PACKAGE, id }, [{ kind: 'expire', limit: KEPT_FOR, dueAt: expiresAt }])
  await emit(context, { kind: 'exportPackage.ready', subject: { kind: PACKAGE, id }, data: {} })
}

/** Its time is over, or its account is closed: bytes first, so that a failure comes back to a row. */
export async function deletePackage({ tx }: CommandContext, storage: ObjectStorage, id: string): Promise<void> {
  const [row] = await tx.sql<{ objectKey: string | null }[]>`select object_key as "objectKey" from export_packages where id = ${id} for update`
  if (!row) return
  if (row.objectKey) await storage.delete(row.objectKey)
  await tx.sql`delete from export_packages where id = ${id}`
}

