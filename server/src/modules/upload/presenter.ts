import type { Upload } from '@huying/shared/upload/contract.ts'
import type { ReadContext } from '../../kernel/context.ts'
import { imageFile, THUMBNAIL_FILE } from './files.ts'
import { signedUrl } from './signed-url.ts'
import type { UploadRow } from './table.ts'

/** A photo as whoever may see it gets it, with addresses below `origin`. */
export function presentUpload({ kernel }: ReadContext, row: UploadRow, origin: string): Upload {
  const { id, width, height, bytes, verdict } = row
  return {
    id, width, height, bytes, verdict,
    url: signedUrl(kernel, origin, id, imageFile(row.mime)),
    thumbnailUrl: signedUrl(kernel, origin, id, THUMBNAIL_FILE),
  }
}
