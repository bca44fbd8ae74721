import { Text, View } from '@tarojs/components'
import './index.scss'

export interface TabChoice {
  key: string
  label: string
}

interface TabsProps {
  tabs: readonly TabChoice[]
  current: string
  onChange: (key: string) => void
}

/** The queues of one identity, the one shown underlined: 待派单 | 退单. */
export function Tabs({ tabs, current, onChange }: TabsProps) {
  return (
    <View className="tabs" aria-role="tablist">
      {tabs.map(({ key, label }) => (
        <View
          key={key}
          className={`tabs-one ${key === current ? 'tabs-on' : ''}`}
          aria-role="tab"
          aria-selected={key === current}
          aria-label={label}
          hoverClass="pressed"
          onClick={() => onChange(key)}
        >
          <Text>{label}</Text>
        </View>
      ))}
    </View>
  )
}
