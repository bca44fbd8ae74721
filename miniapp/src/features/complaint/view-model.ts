import type { Holder } from '@huying/shared/complaint/contract'
import { KIND_LABELS } from '@huying/shared/complaint/labels'
import { complaintMachine, type ComplaintState } from '@huying/shared/complaint/machine'
import type { Deadline } from '@huying/shared/kernel/schema'
import { AWAITING_RESIDENT_WORDS } from '@huying/shared/kernel/words-for-time'
import { categoryWord } from '../../components/case/category'
import { type Due, dueFrom, isShown } from '../../components/case/due'
import type { Tone } from '../../components/chip'
import type { Tick } from '../../components/ticks'
import type { Complaint, ComplaintLine } from './service'

const TONES: Record<ComplaintState, Tone> = {
  submitted: 'calm', accepted: 'running', awaiting_resident: 'yourTurn', raised: 'running', merged: 'running', resolved: 'yourTurn', closed: 'done',
  declined: 'closed', withdrawn: 'closed',
}
export const toneOf = (state: ComplaintState): Tone => TONES[state]

/** The state's word; what waits for the resident is not “您” to everybody else. */
export function stateWord({ state, isMine }: Pick<ComplaintLine, 'state' | 'isMine'>): string {
  if (isMine) return complaintMachine.states[state].label
  return state === 'resolved' ? '等居民评价' : state === 'awaiting_resident' ? '等居民补充' : complaintMachine.states[state].label
}

/** 投诉 · 路灯不亮 · 编号 2611170037 */
export const metaOf = ({ kind, category, number }: ComplaintLine): string => [KIND_LABELS[kind], categoryWord(category), `编号 ${number}`].filter(Boolean).join(' · ')

export const isOver = (state: ComplaintState): boolean => complaintMachine.states[state].isFinal === true

/** The reporter is asked for an answer, or for their word on what was done. */
export const isAsking = ({ state }: Pick<ComplaintLine, 'state'>): boolean => state === 'resolved' || state === 'awaiting_resident'

/** Which clock answers “until when”, and what ends it. */
const CLOCKS: Partial<Record<ComplaintState, readonly (readonly [kind: string, act: string, start: string])[]>> = {
  submitted: [['accept', '接手', '交到']],
  accepted: [['raiseAnswer', '答复', '收到'], ['solve', '办结', '收到']],
  awaiting_resident: [['answer', '补充', '问起'], ['solve', '办结', '收到']],
  resolved: [['reopenDecide', '答复', '收到'], ['confirm', '评价', '办完']],
  closed: [['reopenDecide', '答复', '收到']],
  declined: [['appeal', '可以请街道再看', '答复']],
}

/** Until when it is due where it lies now; null where no date is promised. */
export function dueOf(complaint: ComplaintLine): Due | null {
  for (const [kind, act, start] of CLOCKS[complaint.state] ?? []) {
    const deadline = complaint.clocks.find((clock) => clock.kind === kind && isShown(clock))
    if (deadline) return asDue(complaint, deadline, act, start)
  }
  return dueOfHolder(complaint)
}

function asDue({ urgency, state }: ComplaintLine, deadline: Deadline, act: string, start: string): Due {
  const isWaited = deadline.state === 'paused' && state === 'awaiting_resident'
  return { ...dueFrom(deadline, urgency, act, start), ...(isWaited && { pausedWords: AWAITING_RESIDENT_WORDS }) }
}

const WITH_UNIT: Partial<Record<Holder['kind'], readonly [kind: string, act: string, start: string]>> = {
  unit: ['solve', '办结', '派到'], owner: ['assign', '派单', '交到'], verifier: ['verify', '核查', '交到'],
}

/** Once raised, the date is the ledger's: the answer carries it with whoever holds the matter. */
function dueOfHolder({ holder, urgency }: ComplaintLine): Due | null {
  const words = holder && WITH_UNIT[holder.kind]
  if (!words || holder.until === null) return null
  const [kind, act, start] = words
  const deadline: Deadline = {
    kind, startedAt: holder.since, dueAt: holder.until, originalDueAt: holder.until, warnAt: null, state: 'running', isProvisional: false, sentence: '',
  }
  return dueFrom(deadline, urgency, act, start)
}

/** Who has it now, by name; null once nobody does. */
export function holderWords({ holder, isMine }: Pick<ComplaintLine, 'holder' | 'isMine'>): string | null {
  if (holder === null) return null
  switch (holder.kind) {
    case 'gridLeader': return `片长 ${holder.label}`
    case 'reporter': return isMine ? '等您评价' : '等居民评价'
    case 'verifier': return `${holder.label}（去核查）`
    case 'unit': return `${holder.label}（主办）`
    default: return holder.label
  }
}

/** The one fact a reporter asks first: was I contacted. */
export function contactWords({ contacts, isMine, state }: Complaint): string | null {
  const reached = contacts.find(({ isReached }) => isReached)
  if (reached) return isMine ? '已经联系过您' : '已联系居民'
  if (isOver(state)) return null
  if (contacts.length > 0) return isMine ? `联系过您 ${contacts.length} 次，没联系上` : `联系过 ${contacts.length} 次，没联系上`
  return isMine ? '还没有联系您' : '还没联系居民'
}

const NEXT: Partial<Record<ComplaintState, string>> = {
  submitted: '片长或社区接手，和您联系', accepted: '办完以后，请您评价', awaiting_resident: '等您补充', raised: '部门办完，社区上门核查，再请您评价', merged: '和同一件事一起办',
  resolved: '您说解决了，才算办结',
}
/** What comes after now, so that nobody has to guess. */
export const nextStep = ({ state, isMine }: ComplaintLine): string | null => NEXT[state]?.replaceAll('您', isMine ? '您' : '居民') ?? null

/** Elder mode: where it stands in three ticks. */
export function ticksOf(complaint: Complaint): Tick[] {
  const { state, demandId, holder } = complaint
  const isDone = state === 'resolved' || state === 'closed'
  const isTaken = state !== 'submitted'
  return [
    { words: complaint.contacts.some(({ isReached }) => isReached) ? '已经联系过您' : isTaken ? '有人接手了' : '等人接手', isDone: isTaken },
    demandId === null
      ? { words: isDone ? '社区办完了' : isTaken ? '社区正在办' : '接手以后，马上办', isDone }
      : { words: holder?.kind === 'unit' ? `已经派给${holder.label}` : isDone ? '部门办完了' : '已经请部门来办', isDone: isDone || holder?.kind === 'unit' || holder?.kind === 'verifier' },
    { words: state === 'closed' ? '您说过行不行了' : '办好了，请您说行不行', isDone: state === 'closed' },
  ]
}
