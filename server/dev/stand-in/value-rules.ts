const CLOCK = String.raw`\d{1,2}:\d{2}(:\d{2})?`
const DATE = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})`

/** WeChat's rules for the fields of subscribe messages, by type; characters are code points (`u`). */
const RULES: Record<string, RegExp> = {
  thing: /^.{1,20}$/u,
  number: /^[\d.]{1,32}$/u,
  letter: /^[A-Za-z]{1,32}$/u,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[^\p{Script=Han}]{1,32}$/u,
  time: new RegExp(`^(${DATE}\\s?)?${CLOCK}$`, 'u'),
  date: new RegExp(`^${DATE}(\\s?${CLOCK})?$`, 'u'),
  amount: /^[^\d\s]?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d\p{P}\p{S} ]{1,17}$/u,
  car_number: /^.{1,8}$/u,
  name: /^(.{1,10}|[\x20-\x7e]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/

export function isAllowedValue(key: string, value: unknown): boolean {
  const rule = RULES[key.replace(/\d+$/, '')]
  return typeof value === 'string' && rule !== undefined && !CONTROL.test(value) && rule.test(value)
}
