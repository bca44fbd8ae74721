import { OWNER_ROLES } from '../demand/machine.ts'
import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

const LIVE = ['sent', 'accepted', 'return_requested', 'replied'] as const

/**
 * A dispatch 派单: one unit's part in a demand, lead or assist. At most one live lead a demand and one live dispatch
 * a demand and unit. When the lead returns, an assistant who accepted keeps state and work with its solve paused until
 * the next dispatch keeps it (due: the later of its own rest and the new lead's) or cancels it by name.
 */
export const dispatchMachine = defineMachine({
  name: 'dispatch',
  label: '派单',
  states: {
    sent: { label: '待接单' },
    accepted: { label: '在办' },
    return_requested: { label: '申请退单' },
    replied: { label: '已反馈，待核查' },
    verified: { label: '已核查', isFinal: true },
    returned: { label: '已退单', isFinal: true },
    cancelled: { label: '已撤单', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'send', to: ['sent'], who: OWNER_ROLES,
      guard: "the demand's owner; the unit is active and has a handler; no conflict of interest",
      clocks: 'return limit; solve; for the lead also contact',
      event: 'sent', label: '派单给部门',
    },
    {
      from: ['sent'], action: 'accept', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit',
      clocks: 'return limit stops',
      event: 'accepted', label: '部门接单了',
    },
    {
      from: ['sent'], action: 'accept_by_silence', to: ['accepted'], who: ['clock'],
      guard: 'at the return limit; flagged',
      clocks: '',
      event: 'acceptedBySilence', label: '过了退单时间，算作接单',
    },
    {
      from: ['sent', 'accepted'], action: 'request_return', to: ['return_requested'], who: ['unitHandler'],
      guard: 'a handler of the unit, within the return limit from sending, once, not after a redo; a listed reason with its basis, and a proposed unit',
      clocks: 'decide; solve runs on',
      event: 'returnRequested', label: '部门认为不归自己办，申请退单',
    },
    {
      from: ['return_requested'], action: 'withdraw_return', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit',
      clocks: 'decide stops',
      event: 'returnWithdrawn', label: '不退单了，接着办',
    },
    {
      from: ['return_requested'], action: 'approve_return', to: ['returned'], who: OWNER_ROLES,
      guard: 'the owner without a conflict of interest; of a lead: dispatched anew in the same act, else the demand is pending',
      clocks: 'its own stop; the first lead keeps the duty to contact until another accepts',
      event: 'returnApproved', label: '同意退单，换部门来办',
    },
    {
      from: ['return_requested'], action: 'refuse_return', to: ['accepted'], who: OWNER_ROLES,
      guard: 'the owner; a reason',
      clocks: 'solve is longer by the time the request waited',
      event: 'returnRefused', label: '不同意退单，还由这个部门办',
    },
    {
      from: ['return_requested'], action: 'decide_overdue', to: ['return_requested'], who: ['clock'],
      guard: '',
      clocks: 'the demand goes one level up; decide anew',
      event: 'decideFellDue', label: '退单没有按时答复，转上一级',
    },
    {
      from: ['accepted'], action: 'contact', to: ['accepted'], who: ['unitHandler'],
      guard: "the lead's handler notes time, channel and result",
      clocks: 'success stops contact, failure does not',
      event: 'contacted', label: '联系居民',
    },
    {
      from: ['sent', 'accepted'], action: 'hand_over', to: 'same', who: ['unitHandler'],
      guard: 'to a colleague with an appointment in the same unit; the unit stays responsible',
      clocks: 'all run on',
      event: 'handedOver', label: '转给同事办',
    },
    {
      from: ['accepted'], action: 'progress', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit; a note',
      clocks: '',
      event: 'progressed', label: '记了进展',
    },
    {
      from: ['accepted'], action: 'milestone', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit; names the milestone that is reached',
      clocks: 'stops that milestone',
      event: 'milestoneReached', label: '完成了一个阶段',
    },
    {
      from: ['accepted'], action: 'request_extension', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit, before the due time, once; at most the smaller of 10 working days and the original limit; never for an emergency',
      clocks: 'decide; the mark of being overdue waits for the answer',
      event: 'extensionRequested', label: '申请延期',
    },
    {
      from: ['accepted'], action: 'grant_extension', to: ['accepted'], who: OWNER_ROLES,
      guard: 'the owner; of a complex demand the street',
      clocks: 'due later by the working days granted',
      event: 'extensionGranted', label: '同意延期',
    },
    {
      from: ['accepted'], action: 'refuse_extension', to: ['accepted'], who: OWNER_ROLES,
      guard: 'the owner; of a complex demand the street; a reason',
      clocks: 'the original due time counts',
      event: 'extensionRefused', label: '不同意延期，按原来的时间办',
    },
    {
      from: ['accepted'], action: 'extension_overdue', to: ['accepted'], who: ['clock'],
      guard: '',
      clocks: 'one level up decides; the demand keeps its owner',
      event: 'extensionFellDue', label: '延期没有按时答复，由上一级决定',
    },
    {
      from: ['accepted'], action: 'reply', to: ['replied'], who: ['unitHandler'],
      guard: 'a handler of the unit; what was done, with proof; solved, or partly or cannot with a plan; the lead has made contact, or tried 3 times',
      clocks: 'solve stops; an open request for extension lapses',
      event: 'replied', label: '部门办完了，交来反馈',
    },
    {
      from: ['replied'], action: 'recall_reply', to: ['accepted'], who: ['unitHandler'],
      guard: 'a handler of the unit, once, before verify or redo',
      clocks: 'solve resumes',
      event: 'replyRecalled', label: '收回反馈，接着办',
    },
    {
      from: ['replied'], action: 'redo', to: ['accepted'], who: ['system'],
      guard: "the demand's redo names it; a reason",
      clocks: 'solve the larger of 1 working day and half its limit; what was overdue stays overdue',
      event: 'redone', label: '核查没有通过，请部门再办',
    },
    {
      from: ['replied'], action: 'verify', to: ['verified'], who: ['system'],
      guard: 'the demand was verified',
      clocks: '',
      event: 'verified', label: '核查过了',
    },
    {
      from: LIVE, action: 'cancel', to: ['cancelled'], who: OWNER_ROLES,
      guard: 'the owner; a reason; after the return limit it still counts for the unit',
      clocks: 'all stop',
      event: 'cancelled', label: '撤回了派单',
    },
    {
      from: LIVE, action: 'pause', to: 'same', who: ['system'],
      guard: 'the demand went on hold, or, for an assistant, lost its lead',
      clocks: 'solve and decide are paused',
      event: 'paused', label: '暂停计时',
    },
    {
      from: LIVE, action: 'resume', to: 'same', who: ['system'],
      guard: 'the hold ended, or, for an assistant, a new lead kept it',
      clocks: 'solve and decide run again, later by the pause',
      event: 'resumed', label: '继续计时',
    },
  ],
})

export type DispatchState = StateOf<typeof dispatchMachine>
export type DispatchAction = ActionOf<typeof dispatchMachine>
