export type Photo =
  | { key: string; path: string; state: 'sending'; percent: number }
  | { key: string; path: string; state: 'sent'; uploadId: string; thumbnailUrl?: string }
  | { key: string; path: string; state: 'failed'; reason: string }

/** Photos sent before, by their ids: of a draft, or of the thing that is changed. */
export const sentPhotos = (uploadIds: readonly string[]): Photo[] => uploadIds.map((uploadId) => ({ key: uploadId, path: '', state: 'sent', uploadId }))
export const uploadIdsOf = (photos: readonly Photo[]): string[] => photos.flatMap((photo) => (photo.state === 'sent' ? [photo.uploadId] : []))
export const areAllSent = (photos: readonly Photo[]) => photos.every(({ state }) => state === 'sent')
