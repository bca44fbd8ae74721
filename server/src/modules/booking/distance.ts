interface Point {
  lng: number
  lat: number
}

const EARTH_M = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres along the great circle. */
export function distanceM(a: Point, b: Point): number {
  const [dLat, dLng] = [radians(b.lat - a.lat), radians(b.lng - a.lng)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.sqrt(h))
}
