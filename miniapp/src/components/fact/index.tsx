import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from '../icon'
import './index.scss'

/** One plain fact with its icon: 王*，南大街社区. `isQuiet` for what is said aside. */
export function Fact({ icon, children, isQuiet }: { icon: IconName; children: string; isQuiet?: boolean }) {
  return (
    <View className={`fact ${isQuiet ? 't-sub c-ink2' : 't-body'}`}>
      <Icon name={icon} size="inline" />
      <Text className="fact-words">{children}</Text>
    </View>
  )
}
