import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from '../icon'
import './index.scss'

/** Deadline tones, then state tones; each has its text, fill and icon. */
export type Tone = 'calm' | 'soon' | 'over' | 'supervised' | 'paused' | 'done' | 'waiting' | 'running' | 'yourTurn' | 'locked' | 'closed'

export const TONE_ICONS: Record<Tone, IconName> = {
  calm: 'clock',
  soon: 'clock',
  over: 'triangle-alert',
  supervised: 'siren',
  paused: 'pause',
  done: 'circle-check',
  waiting: 'hand-heart',
  running: 'users',
  yourTurn: 'circle-check',
  locked: 'lock',
  closed: 'check',
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

interface ChipProps {
  tone: Tone
  children: string
  /** Another icon than the tone's own, where the state has one. */
  icon?: IconName
}

/** A state is always icon, word and colour together. */
export function Chip({ tone, children, icon }: ChipProps) {
  return (
    <View className={`chip tone-${kebab(tone)}`}>
      <Icon name={icon ?? TONE_ICONS[tone]} size="inline" />
      <Text>{children}</Text>
    </View>
  )
}

/** 主办 and 协办: a part, not a state, so it has no icon. */
export function PartTag({ part }: { part: 'lead' | 'assist' }) {
  return <View className={`chip ${part === 'lead' ? 'tone-waiting' : 'tone-closed'}`}>{part === 'lead' ? '主办' : '协办'}</View>
}
