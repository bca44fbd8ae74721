/** What others see of personal data unless they ask for a reveal. Stars never tell how long a name is. */

/** A resident: 王*. */
export function residentName(name: string): string {
  const [first = ''] = name.trim()
  return `${first}*`
}

/** A party member, or somebody in office: 刘*平, with two characters 刘*. */
export function staffName(name: string): string {
  const characters = [...name.trim()]
  return characters.length < 3 ? residentName(name) : `${characters[0]}*${characters.at(-1)}`
}

/** First 3 and last 2 digits, 138******62; a number too short for that shows nothing. */
export const phone = (number: string): string => masked(number, 3, 2)

/** Words people wrote, with the mobile and identity numbers in them masked: for what leaves the system. */
export const numbersIn = (words: string): string =>
  words.replace(/(?<![\d])(?:\d{17}[\dXx]|1[3-9]\d{9})(?![\dXx])/g, (number) => (number.length === 11 ? phone(number) : masked(number, 1, 1)))

/** Shows the ends only where they are no more than half of the whole. */
function masked(text: string, first: number, last: number): string {
  const digits = text.trim()
  if (digits.length < 2 * (first + last)) return '*'.repeat(digits.length)
  return digits.slice(0, first) + '*'.repeat(digits.length - first - last) + digits.slice(-last)
}
