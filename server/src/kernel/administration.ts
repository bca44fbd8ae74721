import { defineMachine } from '@huying/shared/kernel/machine.ts'
import { pgTable, text } from 'drizzle-orm/pg-core'
import { subjectColumns, toRow } from './columns.ts'
import type { CommandContext } from './context.ts'
import type { Facts } from './history.ts'
import { defineSubject } from './subject.ts'
import { create, transition } from './transition.ts'

/** What an administrator changes for the whole county; a topic has one row, which carries the chain of who changed what. */
const administrationMachine = defineMachine({
  name: 'administration',
  label: '管理设置',
  states: { kept: { label: '在用' } },
  edges: [
    { from: null, action: 'change', to: ['kept'], who: ['administrator'], guard: '', clocks: '', event: 'changed', label: '改了设置' },
    { from: ['kept'], action: 'change', to: 'same', who: ['administrator'], guard: '', clocks: '', event: 'changed', label: '改了设置' },
  ],
})
const topics = pgTable('administered_topics', { ...subjectColumns<'kept'>(), topic: text('topic').notNull() })
const administrationSubject = defineSubject(topics, administrationMachine)

/** Locks a topic, so that two administrators change it one after the other; then `note` writes down what was done. */
export async function administer(context: CommandContext, topic: string): Promise<{ note(facts: Facts): Promise<void> }> {
  const { sql } = context.tx
  await sql`select pg_advisory_xact_lock(hashtextextended(${`administration ${topic}`}, 0))`
  const [raw] = await sql<Record<string, unknown>[]>`select * from administered_topics where topic = ${topic} for update`
  return {
    async note(facts) {
      if (raw) await transition(context, administrationSubject, toRow(topics, raw), 'change', { facts: { topic, ...facts } })
      else await create(context, administrationSubject, 'change', { topic }, { facts: { topic, ...facts } })
    },
  }
}
