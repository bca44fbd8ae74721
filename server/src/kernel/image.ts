import { createHash } from 'node:crypto'
import { defineErrors, kernelErrors } from '@huying/shared/kernel/error.ts'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'

export const IMAGE_MAX_BYTES = 10 * 1024 * 1024
/** Above any phone's camera in its ordinary mode; a few kilobytes can otherwise unpack to gigabytes. */
export const IMAGE_MAX_PIXELS = 64_000_000
export const IMAGE_MAX_SIDE = 2048
export const THUMBNAIL_MAX_SIDE = 320
const TIMEOUT_SECONDS = 20

export const imageErrors = defineErrors({
  IMAGE_BROKEN: { status: 422, message: '这张图片打不开，可能没有传完整，请换一张或重新拍' },
  IMAGE_TOO_MANY_PIXELS: { status: 422, message: '这张图片的尺寸太大了，请缩小一些，或重新拍一张' },
})

/** Content type → how sharp names and writes it. */
const FORMATS = {
  'image/jpeg': { decoder: 'jpeg', encode: (image: Sharp) => image.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: true }) },
  'image/png': { decoder: 'png', encode: (image: Sharp) => image.png({ compressionLevel: 9 }) },
  'image/webp': { decoder: 'webp', encode: (image: Sharp) => image.webp({ quality: 82 }) },
} as const
export type ImageMime = keyof typeof FORMATS

export interface EncodedImage {
  data: Buffer
  mime: ImageMime
  width: number
  height: number
  /** Length of `data`. */
  bytes: number
  sha256: Buffer
}

export interface ProcessedImage {
  /** At most 2048 pixels a side, of the type that came in. */
  image: EncodedImage
  /** JPEG, at most 320 pixels a side. */
  thumbnail: EncodedImage
}

/**
 * A stranger's upload made safe to keep and show. The type is told from the bytes, whatever name or type was claimed;
 * only pixels survive: EXIF with its place and time, comments and anything appended are gone, turned upright first.
 * Throws AppErrors: TOO_LARGE, UNSUPPORTED_MEDIA, IMAGE_BROKEN, IMAGE_TOO_MANY_PIXELS.
 */
export async function processImage(upload: Buffer): Promise<ProcessedImage> {
  if (upload.length > IMAGE_MAX_BYTES) throw kernelErrors.TOO_LARGE(undefined, '图片不能超过 10 MB，请换一张小一点的')
  const mime = await sniff(upload)
  await checkHeader(upload, FORMATS[mime].decoder)
  try {
    const image = await encode(open(upload), mime, IMAGE_MAX_SIDE)
    return { image, thumbnail: await encode(open(image.data), 'image/jpeg', THUMBNAIL_MAX_SIDE) }
  } catch (error) {
    throw broken(error)
  }
}

const isSupported = (mime: string | undefined): mime is ImageMime => mime !== undefined && mime in FORMATS

async function sniff(upload: Buffer): Promise<ImageMime> {
  const mime = (await fileTypeFromBuffer(upload))?.mime
  if (!isSupported(mime)) throw kernelErrors.UNSUPPORTED_MEDIA(undefined, '只能上传 JPG、PNG 或 WebP 图片')
  return mime
}

/** Reads the header only, so that a bomb is refused before it unpacks. */
async function checkHeader(upload: Buffer, decoder: string): Promise<void> {
  const header = await sharp(upload, { limitInputPixels: false }).metadata().catch((error: unknown) => Promise.reject(broken(error)))
  if (header.format !== decoder) throw imageErrors.IMAGE_BROKEN()
  if (header.width * header.height > IMAGE_MAX_PIXELS) throw imageErrors.IMAGE_TOO_MANY_PIXELS()
}

const open = (data: Buffer): Sharp => sharp(data, { limitInputPixels: IMAGE_MAX_PIXELS, failOn: 'error', autoOrient: true }).timeout({ seconds: TIMEOUT_SECONDS })

async function encode(source: Sharp, mime: ImageMime, maxSide: number): Promise<EncodedImage> {
  const resized = source.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
  const { data, info } = await FORMATS[mime].encode(resized).toBuffer({ resolveWithObject: true })
  return { data, mime, width: info.width, height: info.height, bytes: data.length, sha256: createHash('sha256').update(data).digest() }
}

/** The cause is for logs; people are told what to do. */
function broken(cause: unknown): Error {
  return Object.assign(imageErrors.IMAGE_BROKEN(), { cause })
}
