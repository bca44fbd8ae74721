import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '../../platform/page-events'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { useMe } from '../../hooks/use-me'
import { useDisplayMode, useIsElder } from '../../platform/display-mode'
import { go } from '../../platform/navigation'
import { ENTRY_PAGES } from '../../routes'
import { EntryCard } from './components/entry-card'
import './index.scss'

const entries = {
  complaint: () => void go(ENTRY_PAGES.complaint),
  wish: () => void go(ENTRY_PAGES.wish),
  booking: () => void go(ENTRY_PAGES.booking),
}

const COUNTY_NAME = '商南县'

/** 首页: what one can ask for, then what became of one's own. */
export default function HomePage() {
  const isElder = useIsElder()
  const { refetch } = useMe()
  usePullDownRefresh(() => void refetch())
  return (
    <Page title={COUNTY_NAME} tab="home" lead={<Lead isElder={isElder} />}>
      {isElder ? <ElderEntries /> : <Entries />}
    </Page>
  )
}

function Lead({ isElder }: { isElder: boolean }) {
  return (
    <View className="home-lead">
      {!isElder && (
        <View className="home-seal" aria-label="呼应">
          <Text>呼</Text>
          <Text>应</Text>
        </View>
      )}
      <Text className="home-community t-strong">{COUNTY_NAME}</Text>
    </View>
  )
}

function Entries() {
  const choose = useDisplayMode((mode) => mode.choose)
  return (
    <View>
      <View className="home-head">
        <View>
          <View className="t-display">有事您说，大家来办</View>
          <View className="t-sub c-ink2">一有求，众呼应</View>
        </View>
        <View className="home-elder t-strong" aria-role="button" aria-label="换成长辈版" hoverClass="pressed" onClick={() => choose('elder')}>
          <Icon name="letters" size="inline" />
          <Text>长辈版</Text>
        </View>
      </View>
      <EntryCard kind="hero" icon="megaphone" title="反映问题" text="小区、路面、噪音，都可以说" onClick={entries.complaint} />
      <View className="home-pair">
        <EntryCard kind="half" icon="hand-heart" tone="pine" title="许个微心愿" text="党员邻居来帮忙" onClick={entries.wish} />
        <EntryCard kind="half" icon="calendar-check" tone="slate" title="预约服务" text="不用跑去排队" onClick={entries.booking} />
      </View>
    </View>
  )
}

function ElderEntries() {
  return (
    <View className="home-column">
      <View className="t-display">有事您说</View>
      <EntryCard kind="hero" icon="megaphone" title="反映问题" text="家里、楼里、路上的事" onClick={entries.complaint} />
      <EntryCard kind="elder" icon="hand-heart" title="许个心愿" text="请党员邻居帮个忙" onClick={entries.wish} />
      <EntryCard kind="elder" icon="calendar-check" title="预约服务" text="办证、托老、活动室" onClick={entries.booking} />
    </View>
  )
}
