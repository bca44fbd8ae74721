/** One Chinese character, or one word of other letters and digits. */
const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu
const HAN = /^\p{Script=Han}/u

/**
 * What a text can be found by, each term once: every two neighbouring tokens (`路灯`, `3号`), and words and numbers by
 * themselves. Full and half width, upper and lower case are the same. To be kept in an array under a GIN index:
 * most Chinese words have two characters, which trigrams do not serve.
 */
export function bigrams(text: string): string[] {
  const terms = new Set<string>()
  let previous: { token: string; end: number } | undefined
  for (const { 0: token, index } of text.normalize('NFKC').toLowerCase().matchAll(TOKEN)) {
    if (previous?.end === index) terms.add(previous.token + token)
    if (!HAN.test(token)) terms.add(token)
    previous = { token, end: index + token.length }
  }
  return [...terms]
}

/**
 * The terms that every text with these words has (`bigrams @> query`); null where there is nothing to look for, as
 * with a single Chinese character. A text with all of the terms may still have them apart.
 */
export function bigramQuery(words: string): string[] | null {
  const terms = bigrams(words)
  return terms.length > 0 ? terms : null
}
