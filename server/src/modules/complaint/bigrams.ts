/** Pairs of neighbouring letters and characters, each once, punctuation left out: what like words have in common. */
export function bigramsOf(text: string): string[] {
  const letters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')]
  return [...new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))]
}
