const MOST_LETTERS = 26
const END_OF_CLAUSE = /[。！？!?；;\n]/

/** A matter has no title of its own: its first sentence, cut where a card would end. */
export function titleOf(text: string): string {
  const sentence = text.trim().split(END_OF_CLAUSE)[0]!.trim() || text.trim()
  return sentence.length > MOST_LETTERS ? `${sentence.slice(0, MOST_LETTERS - 1)}…` : sentence
}

/** Whether the title already says everything. */
export const isWholeIn = (title: string, text: string): boolean => text.trim().replace(/[。！？!?；;]$/, '') === title
