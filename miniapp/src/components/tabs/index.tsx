import { Text, View } from '@tarojs/components'
import './index.scss'

export interface TabChoice {
  key: string
  label: string
  /** How many wait there, where it is known. */
  count?: number
}

interface TabsProps {
  tabs: readonly TabChoice[]
  current: string
  onChange: (key: string) => void
}

/** The queues of one identity, the one shown underlined: 待派单 8 | 退单延期 2. */
export function Tabs({ tabs, current, onChange }: TabsProps) {
  return (
    <View className="tabs" aria-role="tablist">
      {tabs.map(({ key, label, count }) => (
        <View
          key={key}
          className={`tabs-one ${key === current ? 'tabs-on' : ''}`}
          aria-role="tab"
          aria-selected={key === current}
          aria-label={count ? `${label}，${count} 件` : label}
          hoverClass="pressed"
          onClick={() => onChange(key)}
        >
          <Text>{label}</Text>
          {count !== undefined && count > 0 && <Text className="tabs-count">{String(count)}</Text>}
        </View>
      ))}
    </View>
  )
}
