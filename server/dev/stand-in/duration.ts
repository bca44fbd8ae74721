const DURATION = /^P(?:(\d+)W|(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/
const UNIT_SECONDS = [7 * 86_400, 86_400, 3_600, 60, 1]
const MAX_SECONDS = 3_660 * 86_400

/**
 * Milliseconds of an ISO 8601 duration of weeks, or of days, hours, minutes and seconds in whole numbers (`PT72H`).
 * null for anything else: years and months have no fixed length, and more than ten years is a slip.
 */
export function parseDuration(text: string): number | null {
  const parts = DURATION.exec(text)?.slice(1)
  if (!parts) return null
  const seconds = parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (UNIT_SECONDS[index] ?? 0), 0)
  return seconds <= MAX_SECONDS ? seconds * 1000 : null
}
