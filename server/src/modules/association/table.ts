import type { ChairTermState } from '@huying/shared/association/machine.ts'
import { chairTermMachine } from '@huying/shared/association/machine.ts'
import { pgTable, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'
import { defineSubject } from '../../kernel/subject.ts'

export const chairTerms = pgTable('chair_terms', {
  ...subjectColumns<ChairTermState>(),
  associationId: uuid('association_id').notNull(),
  accountId: uuid('account_id').notNull(),
  unitId: uuid('unit_id').notNull(),
  fromAt: instant('from_at').notNull(),
  toAt: instant('to_at').notNull(),
})
export type ChairTermRow = typeof chairTerms.$inferSelect
export const chairTermSubject = defineSubject(chairTerms, chairTermMachine)
