import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/**
 * A wish 微心愿. Live: submitted, returned, open, claimed, fulfilled, disputed (at most 3 a beneficiary);
 * running claim: claimed (at most 3 a member). `rejected` ends only when its appeal time is over.
 */
export const wishMachine = defineMachine({
  name: 'wish',
  label: '微心愿',
  states: {
    submitted: { label: '等社区审核' },
    returned: { label: '请您补充' },
    rejected: { label: '没有通过', isFinal: true },
    open: { label: '等人帮' },
    claimed: { label: '有人帮' },
    fulfilled: { label: '等您确认' },
    disputed: { label: '社区在协调' },
    confirmed: { label: '圆满', isFinal: true },
    withdrawn: { label: '已撤回', isFinal: true },
    unmet: { label: '没能实现', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'submit', to: ['submitted'], who: ['resident', 'gridLeader'],
      guard: 'for oneself, for a dependent as guardian, or by the grid leader for someone with the authority recorded; fewer than 3 live wishes, counted with the beneficiary locked; the text check is not risky',
      clocks: 'review 2 working days',
      event: 'submitted', label: '许下了心愿',
    },
    {
      from: ['submitted'], action: 'return', to: ['returned'], who: ['communityWorker'],
      guard: 'the worker is neither the beneficiary nor family; a reason is given',
      clocks: 'review stops; resubmit within 30 days',
      event: 'returned', label: '退回来请补充',
    },
    {
      from: ['returned'], action: 'resubmit', to: ['submitted'], who: ['resident', 'gridLeader'],
      guard: 'the beneficiary or whoever filed it; the checks of a first submission again',
      clocks: 'review 2 working days',
      event: 'resubmitted', label: '补充后又交上来了',
    },
    {
      from: ['returned'], action: 'lapse', to: ['withdrawn'], who: ['clock'],
      guard: '', clocks: '',
      event: 'lapsed', label: '一直没有补充，到期自动撤回',
    },
    {
      from: ['submitted'], action: 'reject', to: ['rejected'], who: ['communityWorker'],
      guard: 'a listed reason; "this is a complaint" opens the complaint form filled in',
      clocks: 'appeal window 7 days',
      event: 'rejected', label: '社区看过，没有通过',
    },
    {
      from: ['rejected'], action: 'appeal', to: ['submitted'], who: ['resident'],
      guard: 'the beneficiary, once; another community worker or the street decides',
      clocks: 'review 2 working days',
      event: 'appealed', label: '不同意审核结果，请再看一次',
    },
    {
      from: ['submitted'], action: 'review_overdue', to: ['submitted'], who: ['clock'],
      guard: 'once',
      clocks: 'the street is told',
      event: 'reviewFellDue', label: '社区没有按时审核，已提醒街道',
    },
    {
      from: ['submitted'], action: 'publish', to: ['open'], who: ['communityWorker'],
      guard: "every picture's verdict is pass or a person approved it; the public title holds no personal data; with publication consent for everybody, without it for members only",
      clocks: 'review stops; ring 1 runs 24 hours from its first message (07:00 if published in quiet hours)',
      event: 'published', label: '审核通过，请党员来认领',
    },
    {
      from: ['open'], action: 'widen', to: ['open'], who: ['clock'],
      guard: 'the ring is below 4',
      clocks: 'next ring 24 hours; after ring 4 assign 1 working day',
      event: 'widened', label: '请更多党员来看看',
    },
    {
      from: ['open'], action: 'assign_overdue', to: ['open'], who: ['clock'],
      guard: '',
      clocks: 'the street is told; assign 1 working day anew',
      event: 'assignFellDue', label: '还没有安排人，已提醒街道',
    },
    {
      from: ['open'], action: 'claim', to: ['claimed'], who: ['member'],
      guard: 'a member in reach, or a team by its named contact; not the beneficiary, of the household, the filer or the publisher; fewer than 3 running claims; not barred from claiming',
      clocks: 'ring and assign are suspended, their rest kept; progress 72 hours; total 30 days',
      event: 'claimed', label: '认领了心愿',
    },
    {
      from: ['open'], action: 'assign', to: ['claimed'], who: ['secretary', 'communityWorker'],
      guard: 'the assign clock has begun; the assignee is in reach and may exceed the cap of running claims by 1',
      clocks: 'ring and assign are suspended, their rest kept; progress 72 hours; total 30 days',
      event: 'assigned', label: '安排了党员来帮',
    },
    {
      from: ['claimed'], action: 'progress', to: ['claimed'], who: ['member'],
      guard: "the claimer or the team's contact; a note",
      clocks: 'progress 72 hours anew; the total never moves',
      event: 'progressed', label: '记了进展',
    },
    {
      from: ['claimed'], action: 'extend', to: ['claimed'], who: ['resident'],
      guard: 'the beneficiary, once',
      clocks: 'total 30 days longer',
      event: 'extended', label: '同意再多等一段时间',
    },
    {
      from: ['claimed'], action: 'acknowledge', to: ['claimed'], who: ['secretary'],
      guard: "secretary of the claimer's branch, once; opens the resident's contact to the claimer",
      clocks: '',
      event: 'acknowledged', label: '支部知道了，认领人可以联系居民',
    },
    {
      from: ['claimed'], action: 'share_contact', to: ['claimed'], who: ['resident'],
      guard: 'the beneficiary or guardian, once; opens the contact to the claimer',
      clocks: '',
      event: 'contactShared', label: '同意让认领人看到联系方式',
    },
    {
      from: ['claimed'], action: 'replace_contact', to: ['claimed'], who: ['secretary'],
      guard: "secretary of the team's branch; the new contact is of the same organization and has fewer than 3 running claims",
      clocks: "the old contact loses access to the resident's contact",
      event: 'contactReplaced', label: '换了团队联系人',
    },
    {
      from: ['claimed'], action: 'release', to: ['open'], who: ['member'],
      guard: 'the claimer, with a reason',
      clocks: 'the ring resumes with at least 1 hour; this member is not asked again for this wish',
      event: 'released', label: '帮不了了，请别人来认领',
    },
    {
      from: ['claimed'], action: 'auto_release', to: ['open'], who: ['clock', 'system'],
      guard: 'no progress for 72 hours or the total is over; or the membership or account of the claimer ended',
      clocks: 'as release; 3 lapses by the clock in 90 days bar claims for 30 days',
      event: 'autoReleased', label: '认领到期，请别人来认领',
    },
    {
      from: ['claimed'], action: 'fulfil', to: ['fulfilled'], who: ['member'],
      guard: 'the claimer; an account of what was done and a photo (people only with consent)',
      clocks: 'progress and total stop; confirm 7 days, reminders on days 3 and 6',
      event: 'fulfilled', label: '办好了，请居民确认',
    },
    {
      from: ['fulfilled'], action: 'confirm', to: ['confirmed'], who: ['resident', 'callBackOfficer'],
      guard: 'the beneficiary or guardian, or the call-back officer with their words; never the claimer or filer; a rating is optional',
      clocks: 'confirm stops',
      event: 'confirmed', label: '确认心愿实现了',
    },
    {
      from: ['fulfilled'], action: 'auto_confirm', to: ['confirmed'], who: ['clock'],
      guard: '',
      clocks: 'recorded as confirmed by the clock: no rating, thanks or points',
      event: 'autoConfirmed', label: '到期没有回复，自动确认',
    },
    {
      from: ['fulfilled'], action: 'dispute', to: ['claimed', 'disputed'], who: ['resident'],
      guard: 'the beneficiary says what is missing; the 1st time back to claimed, the cap not checked again; the 2nd and 3rd time to disputed; after the 3rd only done or release remain',
      clocks: '1st: progress 72 hours, total the larger of its rest and 7 days; 2nd: settle 3 working days; 3rd: the street settles within 3 working days',
      event: 'disputed', label: '说还没有办好',
    },
    {
      from: ['disputed'], action: 'settle_done', to: ['confirmed'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker other than the publisher, else the street; a reason; "resident disagrees" stays visible',
      clocks: 'settle stops; no points',
      event: 'settledDone', label: '认定已经办好，居民的不同意见仍会显示',
    },
    {
      from: ['disputed'], action: 'settle_again', to: ['claimed'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker other than the publisher, else the street; once a wish',
      clocks: 'total 7 days',
      event: 'settledAgain', label: '请认领人再办一次',
    },
    {
      from: ['disputed'], action: 'settle_release', to: ['open'], who: ['communityWorker', 'streetOfficer'],
      guard: 'a community worker other than the publisher, else the street',
      clocks: 'the ring resumes',
      event: 'settledReleased', label: '换人来帮，重新请党员认领',
    },
    {
      from: ['disputed'], action: 'settle_overdue', to: ['disputed'], who: ['clock'],
      guard: '',
      clocks: 'the street decides within 3 working days',
      event: 'settleFellDue', label: '社区没有按时答复，转街道决定',
    },
    {
      from: ['submitted', 'returned', 'open', 'claimed'], action: 'withdraw', to: ['withdrawn'], who: ['resident'],
      guard: 'the beneficiary or guardian; a claimer is told and gets no mark',
      clocks: 'all stop',
      event: 'withdrawn', label: '撤回了心愿',
    },
    {
      from: ['open', 'claimed', 'fulfilled'], action: 'take_down', to: ['returned'], who: ['communityWorker', 'system'],
      guard: 'a community worker with a reason, or a late "risky" verdict; a claim ends without a mark',
      clocks: 'resubmit within 30 days',
      event: 'takenDown', label: '暂时下架，请改一改再交',
    },
    {
      from: ['open'], action: 'close_unmet', to: ['unmet'], who: ['secretary', 'communityWorker'],
      guard: 'branch secretary and community worker together; open for at least 14 days; a reason; the resident is offered a complaint or help instead',
      clocks: 'all stop',
      event: 'closedUnmet', label: '想了办法还是帮不上，结束了征集',
    },
    {
      from: ['open'], action: 'expire_unmet', to: ['unmet'], who: ['clock'],
      guard: 'after 60 days of being open, claimed time not counted, and never less than 7 days after a release',
      clocks: 'all stop',
      event: 'expiredUnmet', label: '一直没有人认领，到期结束',
    },
    {
      from: ['submitted', 'returned', 'open', 'claimed'], action: 'account_closed', to: ['withdrawn'], who: ['system'],
      guard: "the beneficiary's account is closed; a claimer is told and gets no mark",
      clocks: 'all stop',
      event: 'accountClosed', label: '居民注销了账号，心愿随之结束',
    },
    {
      from: ['fulfilled', 'disputed'], action: 'account_closed', to: ['confirmed'], who: ['system'],
      guard: "the beneficiary's account is closed; recorded as confirmed by the clock",
      clocks: 'all stop; no rating, thanks or points',
      event: 'accountClosed', label: '居民注销了账号，心愿随之结束',
    },
  ],
})

export type WishState = StateOf<typeof wishMachine>
export type WishAction = ActionOf<typeof wishMachine>
