import { Text, View } from '@tarojs/components'
import { badgeWords, useBadge } from '../../platform/badge'
import { useIsElder } from '../../platform/display-mode'
import { go } from '../../platform/navigation'
import { useSession } from '../../platform/session'
import { TAB_PAGES, type Tab } from '../../routes'
import { Icon, type IconName } from '../icon'
import './index.scss'

const ICONS: Record<Tab, IconName> = { home: 'home', wishes: 'hand-heart', todo: 'list-checks', me: 'user' }
const ALL: readonly Tab[] = ['home', 'wishes', 'todo', 'me']
const ELDER: readonly Tab[] = ['home', 'todo', 'me']

/** Four tabs, three in elder mode; the third is 待办 under a working identity. */
export function TabBar({ current }: { current: Tab }) {
  const isElder = useIsElder()
  const isWorking = useSession(({ appointmentId }) => appointmentId !== null)
  const count = useBadge((badge) => badge.count)
  const words: Record<Tab, string> = { home: '首页', wishes: '微心愿', todo: isWorking ? '待办' : '我的事', me: '我的' }
  return (
    <View className="tab-bar" aria-role="tablist">
      {(isElder ? ELDER : ALL).map((tab) => {
        const badge = tab === 'todo' && count > 0
        return (
          <View
            key={tab}
            className={`tab ${tab === current ? 'tab-on' : ''}`}
            aria-role="tab"
            aria-selected={tab === current}
            aria-label={badge ? `${words[tab]}，${badgeWords(count)} 件等您办` : words[tab]}
            onClick={() => tab !== current && go(TAB_PAGES[tab])}
          >
            <View className="tab-icon">
              <Icon name={ICONS[tab]} size="tile" />
              {badge && <View className="tab-badge">{badgeWords(count)}</View>}
            </View>
            <Text className="tab-word">{words[tab]}</Text>
          </View>
        )
      })}
    </View>
  )
}
