import { uploadErrors } from '@huying/shared/upload/errors.ts'
import type { ObjectStorage } from '../../gateways/object-storage.ts'
import type { Wechat } from '../../gateways/wechat/client.ts'
import { accountOf, type ReadContext } from '../../kernel/context.ts'
import { processImage, type EncodedImage } from '../../kernel/image.ts'
import { uuidv7 } from '../../kernel/uuid.ts'
import { imageFile, THUMBNAIL_FILE } from './files.ts'
import { countUnattached, openidOf } from './queries.ts'
import { checkUrl, objectKey } from './signed-url.ts'

export interface UploadDeps {
  wechat: Wechat
  storage: ObjectStorage
  /** How WeChat reaches this server. */
  publicUrl: string
}

/** A photo that is safe and stored, and handed to WeChat's check; the row is still to be written. */
export interface ReceivedPhoto {
  id: string
  image: EncodedImage
  /** null: WeChat took it not, so that no verdict will come. */
  traceId: string | null
}

/** More than any form takes at once; what lies about unused is limited, so that nobody fills the disk. */
const UNATTACHED_LIMIT = 40
const DAY_MS = 86_400_000

/**
 * Everything that must not happen inside a transaction: re-encoding, storing, asking WeChat.
 * Only the re-encoded picture is kept, under a key that nobody can read without a signed address.
 */
export async function receivePhoto({ wechat, storage, publicUrl }: UploadDeps, context: ReadContext, file: Buffer): Promise<ReceivedPhoto> {
  const accountId = accountOf(context)
  if ((await countUnattached(context.db, accountId, new Date(context.now.getTime() - DAY_MS))) >= UNATTACHED_LIMIT)
    throw uploadErrors.TOO_MANY_UPLOADS()
  const { image, thumbnail } = await processImage(file)
  const id = uuidv7(context.now)
  const name = imageFile(image.mime)
  await storage.put(objectKey(id, name), image.data)
  await storage.put(objectKey(id, THUMBNAIL_FILE), thumbnail.data)
  return { id, image, traceId: await askWechat(wechat, context, accountId, checkUrl(context.kernel, publicUrl, id, name)) }
}

/** WeChat's silence stops nobody from asking for help: a person looks at the picture instead. */
async function askWechat(wechat: Wechat, { db }: ReadContext, accountId: string, mediaUrl: string): Promise<string | null> {
  const openid = await openidOf(db, accountId)
  if (openid === null) return null
  try {
    return (await wechat.checkMedia({ openid, scene: 'forum', mediaUrl, mediaType: 'image' })).traceId
  } catch {
    return null
  }
}
