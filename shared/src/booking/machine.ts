import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/**
 * A booking 预约: one person's place in a session. Taken seats = pending + booked + checked_in + offered; a person's
 * pending, booked and checked_in bookings never overlap. No bar for desk appointments, legal advice, 代办, elders or
 * disabled people.
 */
export const bookingMachine = defineMachine({
  name: 'booking',
  label: '预约',
  states: {
    pending: { label: '等工作人员同意' },
    booked: { label: '约好了' },
    checked_in: { label: '已签到' },
    completed: { label: '已完成', isFinal: true },
    cancelled: { label: '已取消', isFinal: true },
    declined: { label: '没有约上', isFinal: true },
    expired: { label: '没等到答复，已失效', isFinal: true },
    no_show: { label: '没有来', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'book', to: ['booked', 'pending'], who: ['resident', 'serviceStaff', 'gridLeader'],
      guard: 'a resident or guardian, staff or the grid leader for them; the session is open and inside its booking window; nobody waits or holds an offer; quota, overlap and bar; the person is locked first, the session last; pending where approval is needed',
      clocks: 'reminders 1 day and 2 hours before; pending: the earlier of 1 working day and 2 hours before the start',
      event: 'booked', label: '预约了',
    },
    {
      from: null, action: 'walk_in', to: ['checked_in'], who: ['serviceStaff'],
      guard: 'the session is running or starts within 30 minutes; a seat is free',
      clocks: '',
      event: 'walkedIn', label: '到现场登记了',
    },
    {
      from: ['pending'], action: 'approve', to: ['booked'], who: ['serviceStaff'],
      guard: '',
      clocks: 'reminders',
      event: 'approved', label: '同意了预约',
    },
    {
      from: ['pending'], action: 'decline', to: ['declined'], who: ['serviceStaff'],
      guard: 'a reason',
      clocks: 'the seat goes on to the next',
      event: 'declined', label: '没能同意这次预约',
    },
    {
      from: ['pending'], action: 'expire', to: ['expired'], who: ['clock'],
      guard: "recorded as the place's fault",
      clocks: 'the seat goes on to the next',
      event: 'expired', label: '工作人员没有按时答复，预约失效',
    },
    {
      from: ['pending', 'booked'], action: 'cancel', to: ['cancelled'], who: ['resident', 'serviceStaff'],
      guard: 'the booker, or staff with a reason, until the start; after the cancel deadline flagged late: it still frees the seat and is no no-show',
      clocks: 'the seat goes on to the next',
      event: 'cancelled', label: '取消了预约',
    },
    {
      from: ['pending', 'booked'], action: 'session_closed', to: ['cancelled'], who: ['system'],
      guard: 'the session was closed: cancelled by the place, no mark',
      clocks: 'another session is offered',
      event: 'sessionClosed', label: '这一场不办了，预约取消',
    },
    {
      from: ['booked'], action: 'move', to: ['booked'], who: ['resident'],
      guard: 'the booker; the new seat is taken before the old one is freed, in one transaction',
      clocks: 'reminders anew',
      event: 'moved', label: '改了时间',
    },
    {
      from: ['booked'], action: 'check_in', to: ['checked_in'], who: ['resident', 'serviceStaff'],
      guard: 'the booker with the code, or staff; from 30 minutes before the start to the end; a booking and code window only once',
      clocks: 'reminders stop',
      event: 'checkedIn', label: '签到了',
    },
    {
      from: ['checked_in'], action: 'undo_check_in', to: ['booked'], who: ['serviceStaff'],
      guard: 'before the end',
      clocks: '',
      event: 'checkInUndone', label: '撤销了签到',
    },
    {
      from: ['checked_in'], action: 'complete', to: ['completed'], who: ['clock', 'serviceStaff'],
      guard: 'the clock at the end, or staff',
      clocks: '',
      event: 'completed', label: '服务完成',
    },
    {
      from: ['booked'], action: 'mark_no_show', to: ['no_show'], who: ['clock'],
      guard: '30 minutes after the end, where the day sheet is confirmed or somebody checked in',
      clocks: 'the bar is recomputed',
      event: 'markedNoShow', label: '没有来，也没有取消',
    },
    {
      from: ['booked'], action: 'presume', to: ['completed'], who: ['clock'],
      guard: 'neither a confirmed day sheet nor a check-in: completed, unverified',
      clocks: '',
      event: 'presumed', label: '现场没有登记，按来过处理',
    },
    {
      from: ['no_show'], action: 'appeal', to: ['no_show'], who: ['resident'],
      guard: 'the booker, within 7 days',
      clocks: 'decide 3 working days; the bar is suspended',
      event: 'appealed', label: '说明情况，请重新认定',
    },
    {
      from: ['no_show'], action: 'excuse', to: ['cancelled'], who: ['serviceStaff', 'clock'],
      guard: 'staff of another desk, or the clock when undecided, or the own desk whose day sheet, entered within the days of an appeal, names them as having come: cancelled, excused',
      clocks: 'the bar is recomputed',
      event: 'excused', label: '情况属实，不算爽约',
    },
    {
      from: ['no_show'], action: 'uphold', to: ['no_show'], who: ['serviceStaff'],
      guard: 'staff of another desk; a reason',
      clocks: 'the bar resumes',
      event: 'upheld', label: '核实过了，维持原来的记录',
    },
    {
      from: ['pending', 'booked'], action: 'account_closed', to: ['cancelled'], who: ['system'],
      guard: "the booker's account is closed",
      clocks: 'the seat goes on to the next',
      event: 'accountClosed', label: '居民注销了账号，预约取消',
    },
  ],
})

export type BookingState = StateOf<typeof bookingMachine>
export type BookingAction = ActionOf<typeof bookingMachine>
