/** What WeChat allows in one field of a subscribe message: the type is the key without its number (`thing1`). */
type Fit = (value: string) => string | null

/** Cuts to `max` UTF-16 units without halving a character, so that no way of counting finds more. */
function cut(value: string, max: number): string {
  if (value.length <= max) return value
  let kept = ''
  for (const character of value) {
    if (kept.length + character.length > max) break
    kept += character
  }
  return kept
}

/** As `cut`, and shows that something is missing. */
const shorten = (value: string, max: number) => (value.length <= max ? value : `${cut(value, max - 1)}…`)

const keep = (allowed: RegExp) => (value: string) => (value.match(allowed) ?? []).join('')
const matching = (shape: RegExp) => (value: string) => (shape.test(value) ? value : null)

const CLOCK = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
const DATE = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})`
const TIME = new RegExp(`^(${DATE} ?)?${CLOCK}$`)
const DAY = new RegExp(`^${DATE}( ?${CLOCK})?$`)

const FITS: Record<string, Fit> = {
  thing: (value) => shorten(value, 20),
  number: matching(/^(?=.{1,32}$)\d+(\.\d+)?$/),
  letter: (value) => cut(keep(/[A-Za-z]/g)(value), 32),
  symbol: (value) => cut(keep(/[^\p{L}\p{N}\s]/gu)(value), 5),
  character_string: (value) => cut(keep(/[\x21-\x7e]/g)(value), 32),
  time: matching(TIME),
  date: matching(DAY),
  amount: matching(/^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/),
  phone_number: (value) => cut(keep(/[\d+*() -]/g)(value), 17),
  car_number: (value) => cut(value, 8),
  name: (value) => cut(value, /^[\x20-\x7e]*$/.test(value) ? 20 : 10),
  phrase: (value) => cut(keep(/\p{Script=Han}/gu)(value), 5),
}

/**
 * The value as WeChat will take it: on one line, without control characters, shortened to the limit of its type.
 * null where nothing acceptable remains (a time that is no time, an empty text, an unknown type).
 */
export function fitTemplateValue(key: string, value: string): string | null {
  const fit = FITS[key.replace(/\d+$/, '')]
  // oxlint-disable-next-line no-control-regex
  const line = value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
  return fit?.(line) || null
}
