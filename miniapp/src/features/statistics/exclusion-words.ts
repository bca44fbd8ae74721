import { EXCLUSION_REASONS } from '@huying/shared/complaint/catalogue'
import { EXCLUSION_STATE_LABELS } from '@huying/shared/statistics/labels'
import type { ExclusionAnswer } from '@huying/shared/statistics/exclusion-contract'
import type { Tone } from '../../components/chip'

const TONES: Record<ExclusionAnswer['state'], Tone> = { in_force: 'paused', objected: 'yourTurn', upheld: 'closed', lifted: 'done' }
export const toneOf = ({ state }: Pick<ExclusionAnswer, 'state'>): Tone => TONES[state]
export const stateWord = ({ state }: Pick<ExclusionAnswer, 'state'>): string => EXCLUSION_STATE_LABELS[state]
export const reasonWord = ({ reason }: Pick<ExclusionAnswer, 'reason'>): string => EXCLUSION_REASONS.find(({ code }) => code === reason)?.label ?? reason

/** What it means for the rates just now. */
export const countedWords = ({ state }: Pick<ExclusionAnswer, 'state'>): string =>
  state === 'in_force' || state === 'upheld' ? '这件事现在不计入三率' : '这件事现在计入三率'
