import { bigrams } from '../../kernel/bigrams.ts'
import type { Tx } from '../../kernel/db.ts'

/** What an entry of the ledger can be found by: its number, what it is about, why it was raised. */
export const wordsOf = ({ number, summary, reason }: { number: string; summary: string; reason: string }): string[] => bigrams(`${number} ${summary} ${reason}`)

const PAGE = 2_000

/** Gives entries their words that were there before any could be looked for. */
export async function fillWords({ sql }: Tx): Promise<void> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await sql<{ id: string; number: string; summary: string; reason: string }[]>`select id, number, summary, reason from demands
      where id > ${last} and bigrams = '{}' order by id limit ${PAGE}`
    if (rows.length === 0) return
    last = rows.at(-1)!.id
    const filled = rows.map((row) => ({ id: row.id, words: wordsOf(row) }))
    await sql`update demands d set bigrams = array(select jsonb_array_elements_text(n.words))
      from jsonb_to_recordset(${JSON.stringify(filled)}::jsonb) as n (id uuid, words jsonb) where d.id = n.id`
  }
}
