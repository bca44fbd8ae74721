import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/**
 * Who may own a demand: level 0 the chair in term (the town's street officer where there is none, or a conflict
 * of interest), level 1 the street, level 2 the county. Which of them it is now, the policy says.
 */
export const OWNER_ROLES = ['chair', 'streetOfficer', 'countyOfficer'] as const
const NEXT_LEVEL = ['streetOfficer', 'countyOfficer'] as const
const LIVE = ['pending', 'dispatched', 'replied', 'on_hold'] as const

/**
 * An entry of the demand ledger 需求台账条目. Its state follows from its current round's dispatches, in the same
 * transaction. A change of chair moves no state: queue, proposals and decisions belong to the association.
 */
export const demandMachine = defineMachine({
  name: 'demand',
  label: '需求台账条目',
  states: {
    pending: { label: '待派单' },
    dispatched: { label: '部门在办' },
    replied: { label: '待核查' },
    on_hold: { label: '已挂账' },
    verified: { label: '已核查' },
    closed: { label: '已销账', isFinal: true },
    dismissed: { label: '不予立账', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'open', to: ['pending'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker by raising a complaint, or community worker or street directly from an inspection or meeting; a reason; the nature of the problem; a conflict of interest or no association puts it at level 1',
      clocks: 'assign; solve for the whole demand',
      event: 'opened', label: '吹哨，记入需求台账',
    },
    {
      from: ['pending'], action: 'assign_overdue', to: ['pending'], who: ['clock'],
      guard: '',
      clocks: 'one level up (at level 2 the county is reminded); assign anew',
      event: 'assignFellDue', label: '没有按时派单，转上一级',
    },
    {
      from: ['pending'], action: 'dispatch', to: ['dispatched'], who: OWNER_ROLES,
      guard: 'the owner, without a conflict of interest; exactly one lead unit; a reason where the suggestion is overridden; surviving assistants are kept by name',
      clocks: "assign stops; the dispatches' clocks start",
      event: 'dispatched', label: '派单，请部门来办',
    },
    {
      from: ['dispatched', 'replied'], action: 'add_assist', to: ['dispatched'], who: OWNER_ROLES,
      guard: 'the owner; that unit has no live dispatch of this demand; from replied the verify clock stops',
      clocks: "the assistant's start",
      event: 'assistAdded', label: '请另一个部门来协办',
    },
    {
      from: ['dispatched'], action: 'lead_lost', to: ['pending'], who: ['system'],
      guard: "the lead's return was approved or the lead was cancelled",
      clocks: "assign anew; the demand's solve runs; the assistants' solve is paused",
      event: 'leadLost', label: '主办部门退出，重新派单',
    },
    {
      from: ['dispatched'], action: 'all_replied', to: ['replied'], who: ['system'],
      guard: 'in the transaction of a reply or cancel: the lead has replied and each required assistant has replied, returned or was cancelled',
      clocks: 'solve stops with the elapsed time kept; verify starts',
      event: 'allReplied', label: '部门都办完了，请社区核查',
    },
    {
      from: ['replied'], action: 'reply_recalled', to: ['dispatched'], who: ['system'],
      guard: 'a reply was taken back before verify or redo',
      clocks: 'solve resumes; verify stops',
      event: 'replyRecalled', label: '部门收回反馈，接着办',
    },
    {
      from: ['replied'], action: 'verify', to: ['verified'], who: ['communityWorker', 'streetOfficer'],
      guard: "a community worker on the spot, not of a dispatched unit and not a reporter; the street on a conflict of interest; solved, partly or cannot be solved, with a photo; the last two need the owner's agreement",
      clocks: 'its complaints become resolved, each with confirm 7 days',
      event: 'verified', label: '上门核查过了',
    },
    {
      from: ['replied'], action: 'redo', to: ['dispatched'], who: ['communityWorker', 'streetOfficer'],
      guard: 'who may verify; names the dispatches and a reason; the 2nd time one level up; the 3rd time the owner must dispatch anew',
      clocks: "the demand's solve is the latest of the new due times",
      event: 'redone', label: '核查没有通过，请部门再办',
    },
    {
      from: ['replied'], action: 'verify_overdue', to: ['replied'], who: ['clock'],
      guard: '',
      clocks: 'the street may verify too',
      event: 'verifyFellDue', label: '没有按时核查，街道也可以去核查',
    },
    {
      from: ['pending', 'dispatched', 'replied'], action: 'propose_hold', to: 'same', who: OWNER_ROLES,
      guard: 'the owner; a reason class, a plan and a review date within 90 days; one open proposal at a time',
      clocks: 'decide; the others run on',
      event: 'holdProposed', label: '眼下办不了，申请挂账',
    },
    {
      from: ['pending', 'dispatched', 'replied'], action: 'hold_overdue', to: 'same', who: ['clock'],
      guard: '',
      clocks: 'the level above the next may decide too; told every working day',
      event: 'holdFellDue', label: '挂账没有按时答复，再上一级也可以决定',
    },
    {
      from: ['pending', 'dispatched', 'replied'], action: 'refuse_hold', to: 'same', who: NEXT_LEVEL,
      guard: 'the next level; a reason',
      clocks: 'decide stops',
      event: 'holdRefused', label: '不同意挂账，接着办',
    },
    {
      from: ['pending', 'dispatched', 'replied'], action: 'approve_hold', to: ['on_hold'], who: NEXT_LEVEL,
      guard: 'the next level, not the proposer; at level 2 a second county officer; the reporters are told why and until when',
      clocks: 'solve, assign, verify and pending decisions are paused; review',
      event: 'holdApproved', label: '同意挂账，到时再看',
    },
    {
      from: ['on_hold'], action: 'join', to: ['on_hold'], who: ['communityWorker'],
      guard: 'by raising another complaint about it; the reporter is told',
      clocks: "the new complaint's contact",
      event: 'joined', label: '又有居民反映同一件事',
    },
    {
      from: ['on_hold'], action: 'renew_hold', to: ['on_hold'], who: NEXT_LEVEL,
      guard: 'the next level, at most 2 times; a 3rd time the county, and it is published',
      clocks: 'review anew',
      event: 'holdRenewed', label: '条件还不具备，继续挂账',
    },
    {
      from: ['on_hold'], action: 'release_hold', to: ['pending', 'dispatched', 'replied'], who: OWNER_ROLES,
      guard: 'the owner or the next level; recomputed: no lead gives pending, lead and all required replied gives replied, else dispatched',
      clocks: 'all resume',
      event: 'holdReleased', label: '可以办了，结束挂账',
    },
    {
      from: ['on_hold'], action: 'review_overdue', to: ['pending', 'dispatched', 'replied'], who: ['clock'],
      guard: 'recomputed as at the release of a hold',
      clocks: 'all resume; one level up',
      event: 'reviewFellDue', label: '挂账到期，转上一级接着办',
    },
    {
      from: ['pending', 'dispatched'], action: 'dismiss', to: ['dismissed'], who: [...OWNER_ROLES, 'communityWorker'],
      guard: 'sent back, duplicate (naming the other) or mistake; the owner proposes and a community worker approves; objection or 1 working day of silence: the street decides; 1 working day more and it lapses',
      clocks: 'its dispatches become cancelled; its complaints accepted, or they move to the other demand',
      event: 'dismissed', label: '不记入台账，退回社区',
    },
    {
      from: ['verified'], action: 'close', to: ['closed'], who: ['system'],
      guard: 'no complaint is still resolved or asks to reopen; with none at all, at once',
      clocks: 'all stop',
      event: 'closed', label: '居民都评价了，销账',
    },
    {
      from: ['verified', 'closed'], action: 'bring_back', to: ['pending'], who: ['system'],
      guard: 'a complaint was reopened: only that one becomes raised again; one round more; the 2nd time one level up',
      clocks: 'assign; solve half its limit',
      event: 'broughtBack', label: '居民说没有解决，重新办',
    },
    {
      from: LIVE, action: 'bring_back', to: 'same', who: ['system'],
      guard: 'another complaint was reopened while the demand is live: it becomes raised and joins',
      clocks: '',
      event: 'broughtBack', label: '居民说没有解决，重新办',
    },
    {
      from: LIVE, action: 'escalate', to: 'same', who: ['system'],
      guard: '2 approved returns of the lead in a round, 3 ended leads, red, or a 2nd redo; once a cause and round; level 2 is the highest',
      clocks: 'the next level is told and now is the owner',
      event: 'escalated', label: '转上一级督办',
    },
    {
      from: LIVE, action: 'take_over', to: 'same', who: NEXT_LEVEL,
      guard: 'a higher level in scope; a reason',
      clocks: 'the level is set; the dispatches stay',
      event: 'takenOver', label: '上一级接过来督办',
    },
    {
      from: LIVE, action: 'hand_back', to: 'same', who: NEXT_LEVEL,
      guard: 'the level that has it; a reason; never to a chair with a conflict of interest',
      clocks: 'one level down',
      event: 'handedBack', label: '交回下一级办',
    },
    {
      from: LIVE, action: 'set_date', to: 'same', who: NEXT_LEVEL,
      guard: 'level 1 or above; a reason; the original due time stays in the figures',
      clocks: 'a new due time',
      event: 'dateSet', label: '重新定了办结时间',
    },
  ],
})

export type DemandState = StateOf<typeof demandMachine>
export type DemandAction = ActionOf<typeof demandMachine>
