import type { UploadPurpose } from '@huying/shared/upload/contract.ts'
import { startClocks } from '../../../kernel/clocks.ts'
import { accountOf, type CommandContext } from '../../../kernel/context.ts'
import type { Written } from '../../../kernel/module.ts'
import { imageFile, THUMBNAIL_FILE } from '../files.ts'
import type { ReceivedPhoto } from '../receive-photo.ts'
import { objectKey } from '../signed-url.ts'
import { uploads } from '../table.ts'

/** Writes down a received photo; it lives on only if it is used within a day. */
export async function addUpload(context: CommandContext, purpose: UploadPurpose, { id, image, traceId }: ReceivedPhoto): Promise<Written> {
  await context.tx.q.insert(uploads).values({
    id,
    accountId: accountOf(context),
    purpose,
    mime: image.mime,
    width: image.width,
    height: image.height,
    bytes: image.bytes,
    objectKey: objectKey(id, imageFile(image.mime)),
    thumbnailKey: objectKey(id, THUMBNAIL_FILE),
    sha256: image.sha256,
    verdict: traceId === null ? 'none' : 'pending',
    traceId,
    createdAt: context.now,
  })
  await startClocks(context, { kind: 'upload', id }, [
    { kind: 'unattached', limit: '24h' },
    ...(traceId === null ? [] : [{ kind: 'verdict', limit: '40min' }]),
  ])
  return { subject: { kind: 'upload', id } }
}
