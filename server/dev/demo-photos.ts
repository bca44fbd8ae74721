import sharp from 'sharp'
import type { ObjectStorage } from '../src/gateways/object-storage.ts'
import { THUMBNAIL_FILE } from '../src/modules/upload/files.ts'
import { pictureOf } from './county/proof-photos.ts'

/** Plain drawings in the colours of the screens: a lamp that shines, a road, a cover in its place, a clean corner. */
const DRAWINGS: readonly string[] = [
  '<rect width="800" height="600" fill="#29587A"/><rect x="385" y="180" width="30" height="420" fill="#574E45"/><circle cx="400" cy="160" r="70" fill="#FBF0D5"/><path d="M300 250 L500 250 L620 600 L180 600 Z" fill="#FBF0D5" opacity="0.35"/>',
  '<rect width="800" height="600" fill="#E7EFF5"/><path d="M320 140 L480 140 L760 600 L40 600 Z" fill="#574E45"/><path d="M394 200 h12 v70 h-12 z M388 320 h24 v90 h-24 z M380 470 h40 v130 h-40 z" fill="#FFFFFF"/>',
  '<rect width="800" height="600" fill="#8C8172"/><circle cx="400" cy="310" r="190" fill="#574E45"/><circle cx="400" cy="310" r="165" fill="#6B6156"/><path d="M260 310 h280 M400 170 v280 M300 210 l200 200 M500 210 l-200 200" stroke="#574E45" stroke-width="16"/>',
  '<rect width="800" height="380" fill="#E6F1EA"/><rect y="380" width="800" height="220" fill="#EEE9DF"/><rect x="300" y="210" width="90" height="190" rx="10" fill="#22654A"/><rect x="420" y="210" width="90" height="190" rx="10" fill="#29587A"/><rect x="290" y="195" width="110" height="22" rx="8" fill="#574E45"/><rect x="410" y="195" width="110" height="22" rx="8" fill="#574E45"/>',
]
const THUMBNAIL_WIDTH = 240

/** The same storage, in which the photos of the demo county seem to lie: each is drawn when it is first looked at. */
export function withDemoPhotos(storage: ObjectStorage): ObjectStorage {
  const drawn = new Map<string, Promise<Buffer>>()
  return {
    ...storage,
    async get(key) {
      const [, id = '', file] = key.split('/')
      const picture = pictureOf(id)
      if (picture === null) return storage.get(key)
      const name = `${picture}/${file}`
      if (!drawn.has(name)) drawn.set(name, draw(picture, file === THUMBNAIL_FILE))
      return drawn.get(name)!
    },
  }
}

const draw = (picture: number, isSmall: boolean): Promise<Buffer> => {
  const image = sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">${DRAWINGS[picture % DRAWINGS.length]}</svg>`))
  return (isSmall ? image.resize(THUMBNAIL_WIDTH) : image).jpeg({ quality: 80 }).toBuffer()
}
