import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { IMAGE_MAX_BYTES, processImage } from '../../../server/src/kernel/image.ts'

type Format = 'jpeg' | 'png' | 'webp'
const picture = (format: Format, width = 60, height = 40, background = '#b33') =>
  sharp({ create: { width, height, channels: 3, background } }).toFormat(format).toBuffer()

/** Left half red, right half blue; `orientation` 6 says the camera was turned. */
async function photo(orientation: number): Promise<Buffer> {
  const blue = await picture('png', 400, 600, '#00f')
  return sharp({ create: { width: 800, height: 600, channels: 3, background: '#f00' } })
    .composite([{ input: blue, left: 400, top: 0 }])
    .withExif({
      IFD0: { Make: 'Huawei-marker', ImageDescription: 'home-marker' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '33/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '110/1 53/1 0/1' },
    })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer()
}

const refusal = (upload: Buffer) => processImage(upload).then(() => null, (error: { code?: string }) => error.code)

describe('an upload that is a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('of type %s is kept as what it is, with its measures and hash', async (format) => {
    const { image, thumbnail } = await processImage(await picture(format))
    expect(image).toMatchObject({ mime: `image/${format}`, width: 60, height: 40, bytes: image.data.length })
    expect(image.sha256).toEqual(createHash('sha256').update(image.data).digest())
    expect(thumbnail).toMatchObject({ mime: 'image/jpeg', width: 60, height: 40 })
    expect((await sharp(image.data).metadata()).format).toBe(format)
    expect((await sharp(thumbnail.data).metadata()).format).toBe('jpeg')
  })

  it('loses its place, camera and every other word of metadata', async () => {
    const upload = await photo(1)
    expect((await sharp(upload).metadata()).exif?.includes('home-marker')).toBe(true)
    const { image, thumbnail } = await processImage(upload)
    for (const { data } of [image, thumbnail]) {
      const { exif, xmp, iptc, icc, comments } = await sharp(data).metadata()
      expect([exif, xmp, iptc, icc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined])
      expect(data.includes('marker')).toBe(false)
    }
  })

  it('is turned upright as the camera was held', async () => {
    const { image, thumbnail } = await processImage(await photo(6))
    expect(image).toMatchObject({ width: 600, height: 800 })
    expect(thumbnail).toMatchObject({ width: 240, height: 320 })
    for (const { data, width, height } of [image, thumbnail]) {
      const pixels = await sharp(data).raw().toBuffer()
      expect([...pixels.subarray(0, 3)].map((value) => value > 128)).toEqual([true, false, false])
      expect([...pixels.subarray((width * height - 1) * 3)].map((value) => value > 128)).toEqual([false, false, true])
    }
  })

  it('is made smaller, never larger, and keeps its shape', async () => {
    const { image, thumbnail } = await processImage(await picture('jpeg', 4000, 3000))
    expect(image).toMatchObject({ width: 2048, height: 1536 })
    expect(thumbnail).toMatchObject({ width: 320, height: 240 })
    expect((await processImage(await picture('png', 9000, 3))).image).toMatchObject({ width: 2048, height: 1 })
  })

  it('shows what is transparent as white in the thumbnail and keeps it in the picture', async () => {
    const upload = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0000' } }).png().toBuffer()
    const { image, thumbnail } = await processImage(upload)
    expect((await sharp(image.data).metadata()).hasAlpha).toBe(true)
    expect([...(await sharp(thumbnail.data).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255])
  })

  it.each(['jpeg', 'png'] as const)('that is something else besides (%s with a page and an archive appended) is only the picture afterwards', async (format) => {
    const upload = Buffer.concat([await picture(format), Buffer.from('<script>alert("marker")</script>PK\u0003\u0004')])
    const { image } = await processImage(upload)
    expect(image.data.includes('marker')).toBe(false)
  })

  it('may be of any one picture of an animation: the first', async () => {
    const frames = [await picture('png', 20, 20, '#f00'), await picture('png', 20, 20, '#00f')]
    const upload = await sharp(frames, { join: { animated: true } }).webp({ loop: 0, delay: [100, 100] }).toBuffer()
    expect((await sharp(upload).metadata()).pages).toBe(2)
    const { image } = await processImage(upload)
    expect(image).toMatchObject({ width: 20, height: 20 })
    expect((await sharp(image.data).metadata()).pages ?? 1).toBe(1)
  })
})

describe('an upload that is refused', () => {
  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'],
    ['an SVG that says it is XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['a page', '<!doctype html><img src=x>'],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['a GIF', 'GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;'],
    ['nothing', ''],
  ])('%s: only JPEG, PNG and WebP are taken, whatever the file is called', async (_what, text) => {
    expect(await refusal(Buffer.from(text, 'latin1'))).toBe('UNSUPPORTED_MEDIA')
  })

  it.each(['jpeg', 'png', 'webp'] as const)('a %s cut short', async (format) => {
    const whole = await sharp({ create: { width: 400, height: 400, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 }, background: '#000' } }).toFormat(format).toBuffer()
    expect(await refusal(whole)).toBeNull()
    expect(await refusal(whole.subarray(0, whole.length >> 1))).toBe('IMAGE_BROKEN')
  })

  it('bytes that only begin like a JPEG', async () => {
    expect(await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, '<script>')]))).toBe('IMAGE_BROKEN')
  })

  it('a small file that would unpack to gigabytes, before it does', async () => {
    const bomb = pngOf(30_000, 30_000)
    expect(bomb.length).toBeLessThan(2000)
    expect(await refusal(bomb)).toBe('IMAGE_TOO_MANY_PIXELS')
  })

  it('more than 10 MB, and not a byte less', async () => {
    const upload = await picture('jpeg')
    const padded = (bytes: number) => Buffer.concat([upload, Buffer.alloc(bytes - upload.length)])
    expect(await refusal(padded(IMAGE_MAX_BYTES + 1))).toBe('TOO_LARGE')
    expect(await refusal(padded(IMAGE_MAX_BYTES))).toBeNull()
  })

  it('in words a resident understands', async () => {
    await expect(processImage(Buffer.from('GIF89a'))).rejects.toMatchObject({ status: 415, message: '只能上传 JPG、PNG 或 WebP 图片' })
  })
})

/** A PNG whose header claims these measures. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))])
}
