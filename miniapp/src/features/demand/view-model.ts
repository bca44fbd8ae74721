import { URGENCY_LABELS } from '@huying/shared/complaint/labels'
import { HOLD_REASONS, NATURES } from '@huying/shared/demand/catalogue'
import { LEVEL_LABELS } from '@huying/shared/demand/labels'
import { demandMachine, type DemandState } from '@huying/shared/demand/machine'
import { dispatchMachine } from '@huying/shared/dispatch/machine'
import { categoryWord } from '../../components/case/category'
import { type Due, dueFrom, isShown } from '../../components/case/due'
import type { Tone } from '../../components/chip'
import type { Demand, DemandLine } from './service'

const TONES: Record<DemandState, Tone> = {
  pending: 'waiting', dispatched: 'running', replied: 'yourTurn', on_hold: 'paused', verified: 'done', closed: 'done', dismissed: 'closed',
}
export const toneOf = (state: DemandState): Tone => TONES[state]
export const stateWord = (state: DemandState): string => demandMachine.states[state].label
/** Something may still be done about it, also while it is on hold. */
export const isLive = (state: DemandState): boolean => state === 'pending' || state === 'dispatched' || state === 'replied' || state === 'on_hold'
export const isOver = (state: DemandState): boolean => demandMachine.states[state].isFinal === true

const natureWord = (code: string): string => NATURES.find((nature) => nature.code === code)?.label ?? ''

/** 需求 2611230041 · 油烟扰民 · 一般件 */
export const metaOf = ({ number, category, nature, urgency }: DemandLine): string =>
  [`需求 ${number}`, categoryWord(category), natureWord(nature), `${URGENCY_LABELS[urgency]}件`].filter(Boolean).join(' · ')

export const askedBy = ({ complaintCount }: Pick<DemandLine, 'complaintCount'>): string => (complaintCount === 0 ? '巡查发现' : `${complaintCount} 位居民反映`)

const CLOCKS: Partial<Record<DemandState, readonly (readonly [kind: string, act: string, start: string])[]>> = {
  pending: [['assign', '派出', '吹哨']],
  dispatched: [['solve', '办结', '吹哨']],
  replied: [['verify', '核查', '办完']],
  on_hold: [['review', '再看', '挂账']],
}

/** Someone above has stepped in, by its own colour or by its level. */
function supervisionOf({ level, colour }: Pick<DemandLine, 'level' | 'colour'>): string | undefined {
  if (level > 0) return `${LEVEL_LABELS[level === 1 ? 1 : 2]}督办`
  return colour === 'red' ? '督办' : undefined
}

/** How it stands with its time: stepped up, past its limit, soon due, or none of these. */
export function paceOf(demand: Pick<DemandLine, 'level' | 'colour'>): 'supervised' | 'over' | 'soon' | null {
  if (supervisionOf(demand) !== undefined) return 'supervised'
  return demand.colour === 'orange' ? 'over' : demand.colour === 'yellow' ? 'soon' : null
}

/** Until when it is due where it lies now; null where no clock runs. */
export function dueOf(demand: DemandLine): Due | null {
  for (const [kind, act, start] of CLOCKS[demand.state] ?? []) {
    const deadline = demand.clocks.find((clock) => clock.kind === kind && isShown(clock))
    if (!deadline) continue
    const supervision = supervisionOf(demand)
    return { ...dueFrom(deadline, demand.urgency, act, start), ...(supervision && { supervision }) }
  }
  return null
}

const leadOf = ({ dispatches, round }: DemandLine) => dispatches.find((one) => one.role === 'lead' && one.round === round && one.state !== 'cancelled' && one.state !== 'returned')

/** Who has it now, by name. */
export function holderOf(demand: DemandLine): { holder: string; note?: string; part?: 'lead' } | null {
  switch (demand.state) {
    case 'pending': return { holder: demand.owner.label, note: '等派单' }
    case 'dispatched': {
      const lead = leadOf(demand)
      const assists = demand.dispatches.filter(({ role, state }) => role === 'assist' && state !== 'cancelled' && state !== 'returned')
      const note = assists.length > 0 ? `${assists.map(({ unitName }) => unitName).join('、')} 协办` : undefined
      return lead ? { holder: lead.unitName, part: 'lead', ...(note && { note }) } : { holder: demand.owner.label }
    }
    case 'replied': return { holder: `${demand.areaName.split(' ')[0] ?? ''}`, note: '部门都办完了，等社区上门核查' }
    case 'on_hold': return { holder: demand.owner.label, note: '已挂账，到时间再看' }
    default: return null
  }
}

const NEXT: Partial<Record<DemandState, string>> = {
  pending: '派给有权限的部门', dispatched: '部门办完，社区上门核查', replied: '核查过了，请居民评价', on_hold: '到时间再看', verified: '居民评价后办结',
}
export const nextStep = (state: DemandState): string | null => NEXT[state] ?? null

export const dispatchStateWord = (state: DemandLine['dispatches'][number]['state']): string => dispatchMachine.states[state].label

const HOLD_STATE_WORDS = { proposed: '申请挂账，等上一级答复', overdue: '申请挂账，超过时间还没答复', approved: '已经挂账' } as const

/** Why it rests, or is to rest, what is done meanwhile, and until when. */
export function holdWords({ state, reasonCode, plan, reviewOn, renewals }: NonNullable<Demand['hold']>): string[] {
  const reason = HOLD_REASONS.find(({ code }) => code === reasonCode)?.label ?? ''
  const [, month, day] = reviewOn.split('-')
  return [
    `${HOLD_STATE_WORDS[state]}：${reason}`, `这段时间：${plan}`,
    `${Number(month)}月${Number(day)}日再看${renewals > 0 ? `，已经延了 ${renewals} 次` : ''}`,
  ]
}
