import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/** A session 场次 of a service. "Full" is derived from its seats, not a state. */
export const sessionMachine = defineMachine({
  name: 'session',
  label: '场次',
  states: {
    open: { label: '可以预约' },
    running: { label: '正在进行' },
    ended: { label: '已结束', isFinal: true },
    closed: { label: '不办了', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'generate', to: ['open'], who: ['system'],
      guard: 'by the order that decides what day it is; a service and start only once',
      clocks: 'closing time, start and end',
      event: 'generated', label: '排出了这一场',
    },
    {
      from: ['open'], action: 'drop', to: null, who: ['system'],
      guard: 'the rule no longer makes it, and it never had a booking or anybody waiting',
      clocks: '',
      event: 'dropped', label: '排班改了，去掉这一场',
    },
    {
      from: ['open'], action: 'mark_off_rule', to: ['open'], who: ['system'],
      guard: 'the rule changed and it has bookings; it takes no new ones',
      clocks: 'who changed the rule decides by the earlier of 2 working days and 1 day before the start; undecided keeps it',
      event: 'markedOffRule', label: '排班改了，已约的人等通知',
    },
    {
      from: ['open'], action: 'keep', to: ['open'], who: ['communityWorker', 'clock'],
      guard: 'who changed the rule, or the clock when undecided',
      clocks: '',
      event: 'kept', label: '这一场照常办',
    },
    {
      from: ['open'], action: 'change_seats', to: ['open'], who: ['serviceStaff'],
      guard: 'seats not below those taken; more seats are offered to who waits, in the same transaction',
      clocks: 'holds of the offers',
      event: 'seatsChanged', label: '改了名额',
    },
    {
      from: ['open'], action: 'close', to: ['closed'], who: ['serviceStaff'],
      guard: 'a reason; bookings become cancelled by the place, who waits lapses',
      clocks: 'all stop',
      event: 'closed', label: '这一场不办了',
    },
    {
      from: ['closed'], action: 'reopen', to: ['open'], who: ['serviceStaff'],
      guard: 'before the start; nobody is booked again, they are told',
      clocks: 'all anew',
      event: 'reopened', label: '这一场恢复了',
    },
    {
      from: ['open'], action: 'start', to: ['running'], who: ['clock'],
      guard: '',
      clocks: 'who waits or holds an offer lapses; pending bookings expire',
      event: 'started', label: '开始了',
    },
    {
      from: ['running'], action: 'close', to: ['closed'], who: ['serviceStaff'],
      guard: 'checked_in bookings become completed, booked ones cancelled by the place',
      clocks: 'all stop',
      event: 'closed', label: '这一场不办了',
    },
    {
      from: ['running'], action: 'end', to: ['ended'], who: ['clock'],
      guard: 'checked_in bookings become completed',
      clocks: 'the no-show check 30 minutes later',
      event: 'ended', label: '结束了',
    },
  ],
})

export type SessionState = StateOf<typeof sessionMachine>
export type SessionAction = ActionOf<typeof sessionMachine>
