import { defineMachine, type ActionOf } from '@huying/shared/kernel/machine.ts'
import type { Role, ScopeKind } from '@huying/shared/kernel/role.ts'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'
import { defineSubject } from '../../kernel/subject.ts'

/** In force is what the period says; the state only tells an early end. */
const appointmentMachine = defineMachine({
  name: 'appointment',
  label: '任职',
  states: { appointed: { label: '已任命' }, ended: { label: '已结束', isFinal: true } },
  edges: [
    {
      from: null, action: 'appoint', to: ['appointed'], who: ['administrator'],
      guard: 'a second person agreed, neither of them the appointed', clocks: '', event: 'appointed', label: '任命',
    },
    { from: ['appointed'], action: 'end', to: ['ended'], who: ['administrator', 'resident', 'system'], guard: 'not over yet', clocks: '', event: 'ended', label: '结束任职' },
    {
      from: ['appointed'], action: 'report_absence', to: 'same', who: ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer', 'administrator'],
      guard: 'an office on duty for grids; no overlap', clocks: '', event: 'absent', label: '登记离岗',
    },
    {
      from: ['appointed'], action: 'end_absence', to: 'same', who: ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer', 'administrator'],
      guard: 'not over yet', clocks: '', event: 'back', label: '回到岗位',
    },
  ],
})

export type AppointmentAction = ActionOf<typeof appointmentMachine>

export const appointments = pgTable('appointments', {
  ...subjectColumns<'appointed' | 'ended'>(),
  accountId: uuid('account_id').notNull(),
  role: text('role').$type<Role>().notNull(),
  scopeKind: text('scope_kind').$type<ScopeKind>().notNull(),
  scopeId: text('scope_id').notNull(),
  post: text('post').$type<'A' | 'B'>(),
  fromAt: instant('from_at').notNull(),
  toAt: instant('to_at'),
  appointedBy: uuid('appointed_by'),
  approvedBy: uuid('approved_by'),
  endReason: text('end_reason'),
})
export type AppointmentRow = typeof appointments.$inferSelect
export const appointmentSubject = defineSubject(appointments, appointmentMachine)

export const absences = pgTable('absences', {
  id: uuid('id').primaryKey(),
  appointmentId: uuid('appointment_id').notNull(),
  fromAt: instant('from_at').notNull(),
  toAt: instant('to_at').notNull(),
  reason: text('reason').notNull(),
  createdBy: uuid('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
})
export type AbsenceRow = typeof absences.$inferSelect
