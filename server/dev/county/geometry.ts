/** Convex polygons in degrees, as corners in order around. */
export type Point = readonly [lng: number, lat: number]
export type Polygon = readonly Point[]

export const rectangle = (west: number, south: number, east: number, north: number): Polygon => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

/** Twice the signed area, in square degrees. */
function doubleArea(polygon: Polygon): number {
  let sum = 0
  for (let i = 0; i < polygon.length; i++) {
    const [x, y] = polygon[i]!
    const [u, v] = polygon[(i + 1) % polygon.length]!
    sum += x * v - u * y
  }
  return sum
}

export const areaOf = (polygon: Polygon): number => Math.abs(doubleArea(polygon)) / 2

export function centroidOf(polygon: Polygon): Point {
  let x = 0
  let y = 0
  for (let i = 0; i < polygon.length; i++) {
    const [a, b] = polygon[i]!
    const [c, d] = polygon[(i + 1) % polygon.length]!
    const cross = a * d - c * b
    x += (a + c) * cross
    y += (b + d) * cross
  }
  const scale = 3 * doubleArea(polygon)
  return [x / scale, y / scale]
}

/** Cuts off what lies where `nx·lng + ny·lat ≤ offset`. */
function below(polygon: Polygon, nx: number, ny: number, offset: number): Point[] {
  const kept: Point[] = []
  for (let i = 0; i < polygon.length; i++) {
    const p = polygon[i]!
    const q = polygon[(i + 1) % polygon.length]!
    const dp = nx * p[0] + ny * p[1] - offset
    const dq = nx * q[0] + ny * q[1] - offset
    if (dp <= 0) kept.push(p)
    if ((dp < 0 && dq > 0) || (dp > 0 && dq < 0)) {
      const t = dp / (dp - dq)
      kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])])
    }
  }
  return kept
}

/** A degree of longitude is shorter than one of latitude, here at 33.5° north. */
const LNG_SCALE = Math.cos((33.5 * Math.PI) / 180)

/**
 * Shares a convex polygon out by weight, in order: neighbours in the list tend to be neighbours on the map. Each cut
 * runs across the longer side, `tilt()` radians askew, and both halves stay convex; cells never overlap.
 */
export function shareOut(polygon: Polygon, weights: readonly number[], tilt: () => number): Polygon[] {
  if (weights.length <= 1) return weights.map(() => polygon)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let count = 0
  let first = 0
  while (count < weights.length - 1 && (count === 0 || first + weights[count]! / 2 <= total / 2)) first += weights[count++]!
  const [left, right] = cut(polygon, first / total, tilt())
  return [...shareOut(left, weights.slice(0, count), tilt), ...shareOut(right, weights.slice(count), tilt)]
}

function cut(polygon: Polygon, share: number, tilt: number): [Polygon, Polygon] {
  const lngs = polygon.map(([lng]) => lng * LNG_SCALE)
  const lats = polygon.map(([, lat]) => lat)
  const isWide = Math.max(...lngs) - Math.min(...lngs) > Math.max(...lats) - Math.min(...lats)
  const angle = (isWide ? 0 : Math.PI / 2) + tilt
  const nx = Math.cos(angle) * LNG_SCALE
  const ny = Math.sin(angle)
  const offsets = polygon.map(([lng, lat]) => nx * lng + ny * lat)
  let low = Math.min(...offsets)
  let high = Math.max(...offsets)
  const wanted = areaOf(polygon) * share
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (areaOf(below(polygon, nx, ny, middle)) < wanted) low = middle
    else high = middle
  }
  return [below(polygon, nx, ny, low), below(polygon, -nx, -ny, -low)]
}

/** Around the middle: `core` and the four pieces of `outer` beside it, west, east, south, north. */
export function frame([west, south, east, north]: Box, [w, s, e, n]: Box): { core: Polygon; around: Polygon[] } {
  return {
    core: rectangle(w, s, e, n),
    around: [
      rectangle(west, south, w, north),
      rectangle(e, south, east, north),
      rectangle(w, south, e, s),
      rectangle(w, n, e, north),
    ],
  }
}
export type Box = readonly [west: number, south: number, east: number, north: number]
