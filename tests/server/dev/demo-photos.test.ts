import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureOf, PICTURES, proofPhoto } from '../../../server/dev/county/proof-photos.ts'
import { withDemoPhotos } from '../../../server/dev/demo-photos.ts'
import type { ObjectStorage } from '../../../server/src/gateways/object-storage.ts'

const THING = '0193a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b'

test('a photo of the demo county is known by its id, the same for the same thing, another for another; no other id is taken for one', () => {
  const ids = (['complaint', 'demand', 'dispatch'] as const).map((kind) => proofPhoto(THING, kind))
  expect(new Set(ids).size).toBe(3)
  expect(proofPhoto(THING, 'demand')).toBe(ids[1])
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(pictureOf(id)).toBe(0x2b % PICTURES)
  }
  expect(pictureOf(THING)).toBeNull()
})

test('it is drawn when it is looked at, large and small; everything else lies where it lay', async () => {
  const asked: string[] = []
  const storage: ObjectStorage = { put: async () => undefined, get: async (key) => (asked.push(key), Buffer.from('other')), delete: async () => undefined }
  const photos = withDemoPhotos(storage)
  const large = await sharp((await photos.get(`uploads/${proofPhoto(THING, 'demand')}/image.jpg`))!).metadata()
  const small = await sharp((await photos.get(`uploads/${proofPhoto(THING, 'demand')}/thumbnail.jpg`))!).metadata()
  expect([large.format, large.width, small.format, small.width]).toEqual(['jpeg', 800, 'jpeg', 240])
  expect(String(await photos.get(`uploads/${THING}/image.jpg`))).toBe('other')
  expect(asked).toEqual([`uploads/${THING}/image.jpg`])
})
