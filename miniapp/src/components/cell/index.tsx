import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon, type IconName } from '../icon'
import './index.scss'

/** Rows on one card, parted by hairlines. */
export function CellGroup({ children }: PropsWithChildren) {
  return <View className="card cell-group">{children}</View>
}

interface CellProps {
  title: string
  icon?: IconName
  /** A few words beside the title. */
  hint?: string
  /** What is chosen or counted, on the right. */
  value?: string
  onClick?: () => void
}

/** A row that leads somewhere. */
export function Cell({ title, icon, hint, value, onClick }: CellProps) {
  return (
    <View
      className="cell"
      aria-role={onClick ? 'button' : undefined}
      aria-label={[title, hint, value].filter(Boolean).join('，')}
      hoverClass={onClick ? 'pressed' : 'none'}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      <View className="cell-title">
        <Text>{title}</Text>
        {hint && <Text className="t-caption c-ink3 cell-hint">{hint}</Text>}
      </View>
      {value && <Text className="t-sub c-ink2 cell-value">{value}</Text>}
      {onClick && <Icon name="chevron-right" size="inline" />}
    </View>
  )
}

interface SwitchCellProps {
  title: string
  icon?: IconName
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A row with a switch; the whole row is the target. */
export function SwitchCell({ title, icon, hint, isOn, onChange }: SwitchCellProps) {
  return (
    <View className="cell" aria-role="switch" aria-checked={isOn} aria-label={`${title}，${isOn ? '已打开' : '已关闭'}`} onClick={() => onChange(!isOn)}>
      {icon && <Icon name={icon} />}
      <View className="cell-title">
        <Text>{title}</Text>
        {hint && <Text className="t-caption c-ink3 cell-hint">{hint}</Text>}
      </View>
      <View className={`switch ${isOn ? 'switch-on' : ''}`} aria-hidden>
        <View className="switch-knob" />
      </View>
    </View>
  )
}
