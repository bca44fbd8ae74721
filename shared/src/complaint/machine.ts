import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/** Whoever may have a complaint's desk (grid, community, town); which one it is, the desk field says. */
export const DESK_ROLES = ['gridLeader', 'blockLeader', 'regionLeader', 'communityWorker', 'streetOfficer'] as const

/**
 * A complaint 诉求. Praise and consult cannot be raised; "me too" is a submission that joins, so that every
 * reporter owns a complaint. A confidential reporter's identity never reaches the complained-of person or unit.
 */
export const complaintMachine = defineMachine({
  name: 'complaint',
  label: '诉求',
  states: {
    submitted: { label: '等人接手' },
    accepted: { label: '正在办' },
    awaiting_resident: { label: '等您补充' },
    raised: { label: '部门在办' },
    merged: { label: '和同一件事一起办' },
    resolved: { label: '等您评价' },
    closed: { label: '已办结', isFinal: true },
    declined: { label: '不归这里办', isFinal: true },
    withdrawn: { label: '已撤回', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'submit', to: ['submitted', 'merged'], who: ['resident', 'gridLeader'],
      guard: 'any account, or the grid leader for someone; the check is not risky; about a first-line person it goes to the town desk; words that read as danger to life show 110/119/120 first. Joining another (merged): that one is submitted, accepted, awaiting_resident or raised and itself not merged; one an account and target',
      clocks: 'accept, contact and solve, all from the submission; joining: a contact clock of its own, solve follows the target',
      event: 'submitted', label: '提交了诉求',
    },
    {
      from: ['submitted'], action: 'accept', to: ['accepted'], who: DESK_ROLES,
      guard: 'on duty at the desk, or a community worker; the urgency comes from the category, lowering it needs a second person',
      clocks: 'accept stops',
      event: 'accepted', label: '接下了，开始办',
    },
    {
      from: ['submitted'], action: 'accept_overdue', to: ['submitted'], who: ['clock'],
      guard: '',
      clocks: 'the desk moves up one; accept anew; solve and contact run on',
      event: 'acceptFellDue', label: '没有按时接手，转给上一级',
    },
    {
      from: ['submitted', 'accepted'], action: 'hand_up', to: 'same', who: DESK_ROLES,
      guard: 'the desk holder, with a reason',
      clocks: 'all run on',
      event: 'handedUp', label: '请上一级来办',
    },
    {
      from: ['submitted', 'accepted'], action: 'reassign', to: 'same', who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker inside the community, the street across communities; bounced back once, the street decides and that is final',
      clocks: 'all run on',
      event: 'reassigned', label: '转给更合适的人办',
    },
    {
      from: ['accepted', 'awaiting_resident', 'raised', 'merged'], action: 'contact', to: 'same', who: DESK_ROLES,
      guard: 'the handler notes time, channel and result',
      clocks: 'success stops contact, failure does not',
      event: 'contacted', label: '联系居民',
    },
    {
      from: ['accepted'], action: 'ask', to: ['awaiting_resident'], who: DESK_ROLES,
      guard: 'the handler, after contact was made; at most 2 times',
      clocks: 'solve is paused; answer 5 days',
      event: 'asked', label: '请居民补充情况',
    },
    {
      from: ['awaiting_resident'], action: 'answer', to: ['accepted'], who: ['resident', ...DESK_ROLES],
      guard: 'the reporter, or the desk noting their words',
      clocks: 'solve resumes',
      event: 'answered', label: '补充了情况',
    },
    {
      from: ['awaiting_resident'], action: 'take_back', to: ['accepted'], who: DESK_ROLES,
      guard: 'the handler',
      clocks: 'solve resumes',
      event: 'takenBack', label: '不用补充了，接着办',
    },
    {
      from: ['awaiting_resident'], action: 'answer_timeout', to: ['accepted'], who: ['clock'],
      guard: 'flagged as unanswered',
      clocks: 'solve resumes',
      event: 'answerTimedOut', label: '没有等到补充，接着办',
    },
    {
      from: ['submitted', 'accepted'], action: 'decline', to: ['declined'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker; the street where an appeal put it on the town desk; a listed class and where to go instead; "not concrete" needs one ask and a second person first',
      clocks: 'all stop; appeal 15 days',
      event: 'declined', label: '不归这里办，说明了该找谁',
    },
    {
      from: ['declined'], action: 'appeal', to: ['submitted'], who: ['resident'],
      guard: 'the reporter, once; the town desk takes it, another person',
      clocks: 'all anew',
      event: 'appealed', label: '不同意，请街道再看一次',
    },
    {
      from: ['accepted'], action: 'resolve', to: ['resolved'], who: DESK_ROLES,
      guard: 'the handler; an account and the proof the category asks for; contact made, or 3 attempts on 2 days; outcome done, partly, cannot or explained',
      clocks: 'solve stops; confirm 7 days',
      event: 'resolved', label: '办完了，请居民评价',
    },
    {
      from: ['accepted'], action: 'request_raise', to: ['accepted'], who: ['resident'],
      guard: 'the reporter, when solve is overdue or it was reopened once',
      clocks: 'raise or answer 1 working day',
      event: 'raiseRequested', label: '请社区吹哨，让部门来办',
    },
    {
      from: ['accepted'], action: 'refuse_raise', to: ['accepted'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker; the street where the town desk has to answer; a reason; the reporter is told',
      clocks: 'raise or answer stops',
      event: 'raiseRefused', label: '这件事社区能办，暂不请部门',
    },
    {
      from: ['accepted'], action: 'raise_overdue', to: ['accepted'], who: ['clock'],
      guard: '',
      clocks: 'the desk becomes the town, which raises or answers',
      event: 'raiseFellDue', label: '社区没有按时答复，转街道',
    },
    {
      from: ['accepted'], action: 'raise', to: ['raised'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker, the street at the town desk; a reason; the kind allows it; opens a demand or joins one that is pending, dispatched, replied or on hold; where that one is verified or closed, a new demand recurs to it',
      clocks: 'solve stops; contact runs until it is made',
      event: 'raised', label: '社区吹哨，请部门来办',
    },
    {
      from: ['raised'], action: 'send_back', to: ['accepted'], who: ['system'],
      guard: 'the demand was dismissed',
      clocks: 'solve resumes with at least 2 working days',
      event: 'sentBack', label: '部门不办，回到社区接着办',
    },
    {
      from: ['raised'], action: 'resolve_by_demand', to: ['resolved'], who: ['system'],
      guard: 'the demand was verified',
      clocks: 'confirm 7 days',
      event: 'resolvedByDemand', label: '部门办完，核查过了，请居民评价',
    },
    {
      from: ['submitted', 'accepted', 'awaiting_resident'], action: 'withdraw', to: ['withdrawn'], who: ['resident'],
      guard: 'the reporter',
      clocks: 'all stop',
      event: 'withdrawn', label: '撤回了诉求',
    },
    {
      from: ['raised', 'merged'], action: 'withdraw', to: ['withdrawn'], who: ['resident'],
      guard: 'the reporter, who leaves the group; the demand goes on',
      clocks: 'its own stop',
      event: 'withdrawn', label: '撤回了诉求',
    },
    {
      from: ['submitted', 'accepted'], action: 'merge', to: ['merged'], who: ['communityWorker'],
      guard: 'the target is submitted, accepted, awaiting_resident or raised, itself not merged, and of the same community; the state before is kept; followers point to the new target, so there are no chains',
      clocks: 'its own solve is paused; contact runs',
      event: 'merged', label: '和同一件事并在一起办',
    },
    {
      from: ['merged'], action: 'unmerge', to: ['submitted', 'accepted'], who: ['communityWorker', 'resident'],
      guard: 'a community worker or its reporter; the target is not resolved or later; to the state kept at the merge, for one that joined to submitted',
      clocks: 'its own resume; for one that joined they start',
      event: 'unmerged', label: '不再并办，单独办',
    },
    {
      from: ['merged'], action: 'resolve_with_target', to: ['resolved'], who: ['system'],
      guard: 'the target was resolved',
      clocks: 'confirm 7 days of its own',
      event: 'resolvedWithTarget', label: '一起办的那件办完了，请居民评价',
    },
    {
      from: ['merged'], action: 'target_gone', to: ['submitted', 'accepted', 'raised', 'merged'], who: ['system'],
      guard: 'the target was withdrawn or declined; to the state kept at the merge, for one that joined to submitted; of several followers the oldest becomes the target and the rest follow it; where the target was raised the oldest becomes raised in the same demand',
      clocks: 'its own resume',
      event: 'targetGone', label: '一起办的那件撤了，这件接着办',
    },
    {
      from: ['raised'], action: 'repoint', to: ['raised'], who: ['system'],
      guard: 'the demand was dismissed as a duplicate: it moves to the other one',
      clocks: '',
      event: 'repointed', label: '部门已有同一件事，并过去一起办',
    },
    {
      from: ['resolved'], action: 'confirm', to: ['closed'], who: ['resident', 'callBackOfficer'],
      guard: 'the reporter, or a call-back officer who is not the handler; never the filer; was contacted? is it solved? how satisfied? "not solved" is allowed',
      clocks: 'confirm stops; reopen window 15 days',
      event: 'confirmed', label: '作了评价',
    },
    {
      from: ['resolved'], action: 'auto_close', to: ['closed'], who: ['clock'],
      guard: 'the answer is recorded as none',
      clocks: 'reopen window 15 days',
      event: 'autoClosed', label: '没有等到评价，到期办结',
    },
    {
      from: ['resolved', 'closed'], action: 'reopen', to: ['raised', 'accepted'], who: ['resident'],
      guard: 'the reporter, the 1st time, within 15 days of closing, with a reason; raised where it was solved through a demand, which is brought back in the same transaction, else accepted',
      clocks: 'contact; solve half its limit, at least 1 working day',
      event: 'reopened', label: '说没有解决，重新办',
    },
    {
      from: ['resolved', 'closed'], action: 'request_reopen', to: 'same', who: ['resident'],
      guard: 'the reporter, from the 2nd time on, within 15 days of closing',
      clocks: 'closing by the clock is suspended; decide 2 working days',
      event: 'reopenRequested', label: '请求再办一次',
    },
    {
      from: ['resolved', 'closed'], action: 'grant_reopen', to: ['raised', 'accepted'], who: ['streetOfficer', 'countyOfficer'],
      guard: 'the street, the county where the demand stood at level 1 or above; raised where it was solved through a demand, else accepted',
      clocks: 'contact; solve half its limit, at least 1 working day',
      event: 'reopenGranted', label: '同意再办一次',
    },
    {
      from: ['resolved', 'closed'], action: 'refuse_reopen', to: 'same', who: ['streetOfficer', 'countyOfficer'],
      guard: 'the street, the county where the demand stood at level 1 or above; a reason',
      clocks: 'closing by the clock resumes',
      event: 'reopenRefused', label: '说明了为什么不再办',
    },
    {
      from: ['resolved', 'closed'], action: 'reopen_overdue', to: ['raised', 'accepted'], who: ['clock'],
      guard: 'not decided in time: granted by silence; raised where it was solved through a demand, else accepted',
      clocks: 'contact; solve half its limit, at least 1 working day',
      event: 'reopenFellDue', label: '没有按时答复，自动同意再办',
    },
    {
      from: ['submitted', 'accepted', 'awaiting_resident'], action: 'account_closed', to: ['withdrawn'], who: ['system'],
      guard: "the reporter's account is closed",
      clocks: 'all stop',
      event: 'accountClosed', label: '居民注销了账号',
    },
    {
      from: ['raised', 'merged'], action: 'account_closed', to: 'same', who: ['system'],
      guard: "the reporter's account is closed; it goes on without a name and nobody is asked",
      clocks: 'run on',
      event: 'accountClosed', label: '居民注销了账号',
    },
    {
      from: ['resolved'], action: 'account_closed', to: ['closed'], who: ['system'],
      guard: "the reporter's account is closed; the answer is recorded as none",
      clocks: 'all stop',
      event: 'accountClosed', label: '居民注销了账号',
    },
  ],
})

export type ComplaintState = StateOf<typeof complaintMachine>
export type ComplaintAction = ActionOf<typeof complaintMachine>
