import { URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { DISPATCH_ROLE_LABELS } from '@huying/shared/dispatch/labels'
import { dispatchMachine, type DispatchState } from '@huying/shared/dispatch/machine'
import type { Deadline } from '@huying/shared/kernel/schema'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { categoryWord } from '../../components/case/category'
import { type Due, dueFrom, isShown } from '../../components/case/due'
import { shortPlace } from '../../components/case/place'
import type { Tone } from '../../components/chip'
import type { Dispatch, DispatchLine } from './service'

const TONES: Record<DispatchState, Tone> = {
  sent: 'waiting', accepted: 'running', return_requested: 'paused', replied: 'yourTurn', verified: 'done', returned: 'closed', cancelled: 'closed',
}
export const toneOf = (state: DispatchState): Tone => TONES[state]
export const stateWord = (state: DispatchState): string => dispatchMachine.states[state].label
export const isOver = (state: DispatchState): boolean => dispatchMachine.states[state].isFinal === true
const isOpen = (state: DispatchState): boolean => state === 'sent' || state === 'accepted' || state === 'return_requested'

/** 主办 · 东岗社区 · 应急件，不分昼夜 */
export const metaOf = ({ role, areaName, urgency }: DispatchLine): string =>
  [DISPATCH_ROLE_LABELS[role], shortPlace(areaName), urgency === 'emergency' ? '应急件，不分昼夜' : ''].filter(Boolean).join(' · ')

export const headMeta = ({ demandNumber, category, urgency }: DispatchLine): string =>
  [`派单 ${demandNumber}`, categoryWord(category), `${URGENCY_LABELS[urgency]}件`].filter(Boolean).join(' · ')

const clockOf = ({ clocks }: Pick<DispatchLine, 'clocks'>, kind: string): Deadline | undefined => clocks.find((clock) => clock.kind === kind)

/** Until it is accepted the return limit presses, then the work itself. */
export function dueOf(dispatch: DispatchLine): Due | null {
  if (!isOpen(dispatch.state)) return null
  const toAccept = dispatch.state === 'sent' ? clockOf(dispatch, 'returnLimit') : undefined
  const deadline = toAccept ?? clockOf(dispatch, 'solve')
  return deadline && isShown(deadline) ? dueFrom(deadline, dispatch.urgency, toAccept ? '接单' : '办结', '派来') : null
}

export type Pressing = 'over' | 'toAccept' | 'soon' | 'rest'

/** Which part of the queue it belongs to: overdue, to be accepted, soon due, the rest. */
export function pressingOf(dispatch: DispatchLine, now: Date): Pressing {
  const due = dueOf(dispatch)
  if (due && due.deadline.state !== 'paused' && now >= new Date(due.deadline.dueAt)) return 'over'
  if (dispatch.state === 'sent') return 'toAccept'
  if (due?.deadline.warnAt && due.deadline.state === 'running' && now >= new Date(due.deadline.warnAt)) return 'soon'
  return 'rest'
}

export interface Milestone {
  kind: 'contact' | 'return' | 'reply'
  label: string
  words: string
  isDone: boolean
  isLocked: boolean
}

/** The three dates a unit keeps: first contact, the last moment to return it, the answer. */
export function milestonesOf(dispatch: Dispatch, now: Date): Milestone[] {
  const contact = clockOf(dispatch, 'contact')
  const returnLimit = clockOf(dispatch, 'returnLimit')
  const solve = clockOf(dispatch, 'solve')
  const until = (clock: Deadline) => sayDeadline(new Date(clock.dueAt), now)
  const milestones: (Milestone | false | undefined)[] = [
    dispatch.role === 'lead' && (dispatch.contactedAt
      ? { kind: 'contact', label: '首次联系居民', words: `${sayMoment(new Date(dispatch.contactedAt), now)} 已联系`, isDone: true, isLocked: false }
      : contact && { kind: 'contact', label: '首次联系居民', words: until(contact), isDone: false, isLocked: false }),
    returnLimit && (now < new Date(returnLimit.dueAt) && isOpen(dispatch.state)
      ? { kind: 'return', label: '退单', words: `${until(returnLimit)}可以申请`, isDone: false, isLocked: false }
      : { kind: 'return', label: '退单', words: `${sayMoment(new Date(returnLimit.dueAt), now)} 已过，不能退`, isDone: false, isLocked: true }),
    dispatch.repliedAt
      ? { kind: 'reply', label: '办结反馈', words: `${sayMoment(new Date(dispatch.repliedAt), now)} 已交`, isDone: true, isLocked: false }
      : solve && { kind: 'reply', label: '办结反馈', words: until(solve), isDone: false, isLocked: false },
  ]
  return milestones.filter((one): one is Milestone => Boolean(one))
}

const NEXT: Partial<Record<DispatchState, string>> = {
  sent: '接单，和居民联系', accepted: '办完交反馈', return_requested: '派单人答复退不退', replied: '社区上门核查',
}
export const nextStep = (state: DispatchState): string | null => NEXT[state] ?? null

/** Dispatches of assistants who go on with what they have when another unit takes the lead. */
export const assistsAtWork = ({ dispatches }: { dispatches: readonly { id: string; role: 'lead' | 'assist'; state: DispatchState }[] }): string[] =>
  dispatches.filter(({ role, state }) => role === 'assist' && (state === 'sent' || state === 'accepted' || state === 'replied')).map(({ id }) => id)
