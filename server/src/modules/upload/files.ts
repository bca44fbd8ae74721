const ENDINGS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }

export const THUMBNAIL_FILE = 'thumbnail.jpg'

/** `image.png` for `image/png`. */
export const imageFile = (mime: string): string => `image.${ENDINGS[mime]}`

/** `image/png` for `image.png`; the name is one of the contract's. */
export function mimeOf(file: string): string {
  const ending = file.slice(file.lastIndexOf('.') + 1)
  return Object.entries(ENDINGS).find(([, known]) => known === ending)![0]
}
