import type { Point } from '../../platform/location'

/** What a flat little map shows: a rectangle of degrees on a box of pixels, north up. */
export interface MapFrame {
  west: number
  north: number
  /** Pixels a degree of longitude; latitude is stretched so that a square stays one. */
  scaleX: number
  scaleY: number
}

/** Fits all points into the box, centred, with a margin. Throws nothing for a single point: it gets about 400 m around. */
export function frameFor(points: readonly Point[], width: number, height: number, margin = 12): MapFrame {
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  const middleLat = (Math.max(...lats) + Math.min(...lats)) / 2
  const middleLng = (Math.max(...lngs) + Math.min(...lngs)) / 2
  const shrink = Math.cos((middleLat * Math.PI) / 180)
  const least = 0.004
  const spanX = Math.max(least, Math.max(...lngs) - Math.min(...lngs)) * shrink
  const spanY = Math.max(least, Math.max(...lats) - Math.min(...lats))
  const scaleY = Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY)
  const scaleX = scaleY * shrink
  return { west: middleLng - width / 2 / scaleX, north: middleLat + height / 2 / scaleY, scaleX, scaleY }
}

export const toPixels = (frame: MapFrame, { lng, lat }: Point) => ({ x: (lng - frame.west) * frame.scaleX, y: (frame.north - lat) * frame.scaleY })

/** Six decimals are a tenth of a metre: more would only look exact. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
export const toPoint = (frame: MapFrame, x: number, y: number): Point => ({
  lng: rounded(frame.west + x / frame.scaleX),
  lat: rounded(frame.north - y / frame.scaleY),
})
