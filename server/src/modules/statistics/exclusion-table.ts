import { defineMachine, type ActionOf, type StateOf } from '@huying/shared/kernel/machine.ts'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'
import { defineSubject } from '../../kernel/subject.ts'

/** A case that is left out of the rates. Proposing and agreeing are a two-person act; what follows is here. */
const exclusionMachine = defineMachine({
  name: 'exclusion',
  label: '不计入三率',
  states: {
    in_force: { label: '不计入' },
    objected: { label: '居民有异议' },
    upheld: { label: '维持不计入', isFinal: true },
    lifted: { label: '重新计入', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'exclude', to: ['in_force'], who: ['communityWorker', 'streetOfficer', 'unitHandler'],
      guard: 'whoever carries the case; a listed reason with its basis; once a case; an officer outside the measured line agreed', clocks: '', event: 'excluded', label: '这件事不计入三率',
    },
    {
      from: ['in_force'], action: 'object', to: ['objected'], who: ['resident'],
      guard: 'the reporter; the case counts again until it is decided', clocks: 'decide 5 working days', event: 'objected', label: '居民不同意不计入',
    },
    {
      from: ['objected'], action: 'uphold', to: ['upheld'], who: ['countyOfficer'],
      guard: 'outside the measured line, not who agreed first; a reason', clocks: 'decide stops', event: 'upheld', label: '维持不计入',
    },
    {
      from: ['in_force', 'objected'], action: 'lift', to: ['lifted'], who: ['countyOfficer'],
      guard: 'outside the measured line; over an objection not who agreed first; a reason', clocks: 'decide stops', event: 'lifted', label: '重新计入三率',
    },
    {
      from: ['objected'], action: 'decide_overdue', to: ['lifted'], who: ['clock'],
      guard: 'nobody decided in time', clocks: '', event: 'decideFellDue', label: '异议没有按时答复，重新计入三率',
    },
  ],
})
export type ExclusionState = StateOf<typeof exclusionMachine>
export type ExclusionAction = ActionOf<typeof exclusionMachine>

export const exclusions = pgTable('exclusions', {
  ...subjectColumns<ExclusionState>(),
  complaintId: uuid('complaint_id').notNull(),
  reason: text('reason').$type<'beyondAuthority' | 'unreachable' | 'malicious' | 'forceMajeure'>().notNull(),
  basis: text('basis').notNull(),
  proposedBy: uuid('proposed_by').notNull(),
  approvedBy: uuid('approved_by').notNull(),
  /** The unit that carried the case then; null: the community or town. */
  unitId: uuid('unit_id'),
  communityCode: text('community_code'),
  townCode: text('town_code').notNull(),
  objection: text('objection'),
  objectedAt: instant('objected_at'),
  decidedBy: uuid('decided_by'),
  decision: text('decision'),
  decidedAt: instant('decided_at'),
})
export type ExclusionRow = typeof exclusions.$inferSelect
export const exclusionSubject = defineSubject(exclusions, exclusionMachine)
