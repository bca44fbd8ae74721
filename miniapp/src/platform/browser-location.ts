import gcoord from 'gcoord'
import type { Point } from './location'

const LONGEST_WAIT_MS = 10_000

/** Where the browser is, in the coordinates the product speaks; null when refused, unknown or too slow. */
export async function locateInBrowser(): Promise<Point | null> {
  if (!navigator.geolocation) return null
  try {
    const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: LONGEST_WAIT_MS }))
    const [lng, lat] = gcoord.transform([coords.longitude, coords.latitude], gcoord.WGS84, gcoord.GCJ02)
    return { lng, lat }
  } catch {
    return null
  }
}
