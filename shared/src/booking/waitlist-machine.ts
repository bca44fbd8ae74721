import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/** An entry 候补 of a session's waiting list. A seat that becomes free passes from hand to hand, never through the open. */
export const waitlistMachine = defineMachine({
  name: 'waitlist',
  label: '候补',
  states: {
    waiting: { label: '候补中' },
    offered: { label: '有位子了，等您确认' },
    taken: { label: '候补成功', isFinal: true },
    lapsed: { label: '候补已失效', isFinal: true },
    left: { label: '已退出候补', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'join', to: ['waiting'], who: ['resident', 'serviceStaff', 'gridLeader'],
      guard: 'who may book; the session is full or others wait; one a person; no longer than twice the seats, then 409 WAITLIST_FULL',
      clocks: '',
      event: 'joined', label: '排进了候补',
    },
    {
      from: ['waiting'], action: 'offer', to: ['offered'], who: ['system'],
      guard: 'in the transaction that frees the seat; oldest first; before the closing time; the seat passes, taken is unchanged',
      clocks: 'hold 30 minutes that run only 07:00–22:00, never beyond the closing time',
      event: 'offered', label: '有位子了，请尽快确认',
    },
    {
      from: ['offered'], action: 'take', to: ['taken'], who: ['resident'],
      guard: 'the booker, while the hold lasts; quota, overlap and bar; creates the booking',
      clocks: 'hold stops',
      event: 'taken', label: '确认了位子',
    },
    {
      from: ['offered'], action: 'lapse', to: ['lapsed'], who: ['clock'],
      guard: 'the seat goes to the next in the same transaction, else one fewer is taken',
      clocks: "the next one's hold",
      event: 'lapsed', label: '没有按时确认，位子让给下一位',
    },
    {
      from: ['offered'], action: 'refuse', to: ['left'], who: ['resident'],
      guard: 'the booker; the seat goes to the next in the same transaction, else one fewer is taken',
      clocks: "the next one's hold",
      event: 'refused', label: '不要这个位子了',
    },
    {
      from: ['waiting'], action: 'leave', to: ['left'], who: ['resident'],
      guard: 'the booker',
      clocks: '',
      event: 'left', label: '退出了候补',
    },
    {
      from: ['waiting', 'offered'], action: 'session_gone', to: ['lapsed'], who: ['system'],
      guard: 'the session was closed or has started',
      clocks: 'hold stops',
      event: 'sessionGone', label: '这一场不再候补',
    },
    {
      from: ['waiting', 'offered'], action: 'account_closed', to: ['left'], who: ['system'],
      guard: "the booker's account is closed; an offered seat goes to the next",
      clocks: "hold stops; the next one's starts",
      event: 'accountClosed', label: '居民注销了账号，退出候补',
    },
  ],
})

export type WaitlistState = StateOf<typeof waitlistMachine>
export type WaitlistAction = ActionOf<typeof waitlistMachine>
