import { type ActionOf, type StateOf, defineMachine } from '../kernel/machine.ts'

/**
 * A chair term 轮值任期. Terms of an association never overlap (planned, running, and revoked up to its shortened end).
 * Rights follow from ≤ now < to and state ≠ cancelled: a late job never lengthens or delays them. A deputy is a new
 * term after a revocation.
 */
export const chairTermMachine = defineMachine({
  name: 'chairTerm',
  label: '轮值任期',
  states: {
    planned: { label: '待上任' },
    running: { label: '任期中' },
    ended: { label: '任期已满', isFinal: true },
    revoked: { label: '提前结束', isFinal: true },
    cancelled: { label: '已取消', isFinal: true },
  },
  edges: [
    {
      from: null, action: 'appoint', to: ['planned'], who: ['administrator', 'streetOfficer'],
      guard: 'administrator and street officer together; the secretary of a member unit; at most one quarter; not the same unit twice running unless there is no other; no overlap',
      clocks: 'begin; a reminder 7 days before the end if there is no successor',
      event: 'appointed', label: '定了下一任轮值会长',
    },
    {
      from: ['planned'], action: 'cancel', to: ['cancelled'], who: ['administrator', 'streetOfficer'],
      guard: 'administrator and street officer together; a reason',
      clocks: 'all stop',
      event: 'cancelled', label: '取消了这次任期',
    },
    {
      from: ['planned'], action: 'begin', to: ['running', 'cancelled'], who: ['clock'],
      guard: 'still secretary; else cancelled, and the street is told',
      clocks: 'end',
      event: 'begun', label: '轮值任期到了开始的日子',
    },
    {
      from: ['running'], action: 'end', to: ['ended'], who: ['clock'],
      guard: '',
      clocks: 'the open queue is shown to the successor, to the street where there is none',
      event: 'ended', label: '轮值任期满了',
    },
    {
      from: ['running'], action: 'resign', to: ['revoked'], who: ['chair'],
      guard: 'the term ends now',
      clocks: 'all stop',
      event: 'resigned', label: '轮值会长辞任',
    },
    {
      from: ['running'], action: 'revoke', to: ['revoked'], who: ['streetOfficer', 'administrator'],
      guard: 'street officer and administrator together; a reason; the term ends now',
      clocks: 'all stop',
      event: 'revoked', label: '提前结束了轮值任期',
    },
    {
      from: ['running'], action: 'lose_office', to: ['revoked'], who: ['system'],
      guard: 'the appointment as secretary, the membership or the account ended',
      clocks: 'all stop',
      event: 'officeLost', label: '不再担任书记，轮值任期结束',
    },
  ],
})

export type ChairTermState = StateOf<typeof chairTermMachine>
export type ChairTermAction = ActionOf<typeof chairTermMachine>
