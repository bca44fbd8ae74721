import { defineMachine, type ActionOf, type StateOf } from '@huying/shared/kernel/machine.ts'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, subjectColumns } from '../../kernel/columns.ts'
import { defineSubject } from '../../kernel/subject.ts'

/** Closing an account. What becomes of everything else is in `duties.ts`. */
const accountClosingMachine = defineMachine({
  name: 'accountClosing',
  label: '注销账号',
  states: {
    cooling: { label: '冷静期' },
    kept: { label: '已撤回', isFinal: true },
    refused: { label: '没能注销', isFinal: true },
    closed: { label: '已注销，信息依法保全' },
    erased: { label: '已注销，信息已删除', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'ask', to: ['cooling'], who: ['resident'],
      guard: 'no open work of an office in force; none is running', clocks: 'cooling off 7 days', event: 'asked', label: '申请注销账号',
    },
    {
      from: null, action: 'order', to: ['closed'], who: ['system'],
      guard: 'WeChat reported that the person closed their account there: no cooling off', clocks: 'as close', event: 'ordered', label: '微信账号已注销，随之注销',
    },
    { from: ['cooling'], action: 'keep', to: ['kept'], who: ['resident'], guard: 'before the cooling off is over', clocks: 'stop', event: 'kept', label: '撤回了注销' },
    {
      from: ['cooling'], action: 'refuse', to: ['refused'], who: ['clock'],
      guard: 'the cooling off is over, and there is open work of an office in force', clocks: '', event: 'refused', label: '职务上还有没办完的事，没能注销',
    },
    {
      from: ['cooling'], action: 'close', to: ['closed'], who: ['clock', 'system'],
      guard: 'the cooling off is over; WeChat\'s cancellation skips it', clocks: 'under a legal hold: erase, when it ends', event: 'closed', label: '账号已注销',
    },
    {
      from: ['closed'], action: 'erase', to: ['erased'], who: ['system', 'clock'],
      guard: 'no legal hold in force: at once, in the same transaction', clocks: 'stop', event: 'erased', label: '个人信息已删除',
    },
  ],
})
export type AccountClosingState = StateOf<typeof accountClosingMachine>

export const accountClosings = pgTable('account_closings', {
  ...subjectColumns<AccountClosingState>(),
  accountId: uuid('account_id').notNull(),
  closesAt: instant('closes_at').notNull(),
  closedAt: instant('closed_at'),
  erasedAt: instant('erased_at'),
})
export type AccountClosing = typeof accountClosings.$inferSelect
export const closingSubject = defineSubject(accountClosings, accountClosingMachine)

/** While in force, nothing that is known about the person is destroyed. */
const legalHoldMachine = defineMachine({
  name: 'legalHold',
  label: '依法保全',
  states: { in_force: { label: '保全中' }, released: { label: '已解除', isFinal: true }, lapsed: { label: '已到期', isFinal: true } },
  edges: [
    {
      from: null, action: 'place', to: ['in_force'], who: ['streetOfficer', 'countyOfficer'],
      guard: 'over the place of the case; the law or order that asks for it', clocks: 'until, at most 365 days', event: 'placed', label: '依法保全当事人的信息',
    },
    { from: ['in_force'], action: 'release', to: ['released'], who: ['streetOfficer', 'countyOfficer'], guard: 'a reason', clocks: 'stop', event: 'released', label: '解除了保全' },
    { from: ['in_force'], action: 'lapse', to: ['lapsed'], who: ['clock'], guard: 'its time is over', clocks: '', event: 'lapsed', label: '保全到期' },
  ],
})
export type LegalHoldAction = ActionOf<typeof legalHoldMachine>

export const legalHolds = pgTable('legal_holds', {
  ...subjectColumns<StateOf<typeof legalHoldMachine>>(),
  accountId: uuid('account_id').notNull(),
  caseKind: text('case_kind').$type<'wish' | 'complaint'>().notNull(),
  caseNumber: text('case_number').notNull(),
  townCode: text('town_code').notNull(),
  basis: text('basis').notNull(),
  untilAt: instant('until_at').notNull(),
  placedBy: uuid('placed_by').notNull(),
})
export type LegalHoldRow = typeof legalHolds.$inferSelect
export const holdSubject = defineSubject(legalHolds, legalHoldMachine)
