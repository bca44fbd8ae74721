import { Text, View } from '@tarojs/components'
import { usePullDownRefresh } from '../../platform/page-events'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { HomeIdentity } from '../../features/account/components/working-as'
import { useDuty } from '../../hooks/use-areas'
import { communityOf } from '../../hooks/place-words'
import { useMe } from '../../hooks/use-me'
import { badgeWords } from '../../platform/badge'
import { useDisplayMode, useIsElder } from '../../platform/display-mode'
import { go } from '../../platform/navigation'
import { dial } from '../../platform/phone-call'
import { ENTRY_PAGES, TAB_PAGES } from '../../routes'
import { useWaiting } from '../use-waiting'
import { EntryCard } from './components/entry-card'
import { MyThings } from './components/my-things'
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
  const account = useMe()
  const { me, refetch, current, hasAccount } = account
  const waiting = useWaiting(current)
  usePullDownRefresh(() => void refetch())
  return (
    <Page title={COUNTY_NAME} tab="home" lead={<Lead isElder={isElder} place={communityOf(me?.areaName ?? null) ?? COUNTY_NAME} />}>
      <HomeIdentity {...account} />
      {isElder ? <ElderEntries areaCode={me?.gridCode ?? null} waiting={waiting} /> : <Entries />}
      {!isElder && hasAccount && <MyThings />}
    </Page>
  )
}

function Lead({ isElder, place }: { isElder: boolean; place: string }) {
  return (
    <View className="home-lead">
      {!isElder && (
        <View className="home-seal" aria-label="呼应">
          <Text>呼</Text>
          <Text>应</Text>
        </View>
      )}
      <View className="home-community t-strong lines-1">{place}</View>
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

interface ElderEntriesProps {
  areaCode: string | null
  waiting: number
}

/** At most four ways on, the first of them a voice. */
function ElderEntries({ areaCode, waiting }: ElderEntriesProps) {
  const { data: duty } = useDuty(areaCode)
  return (
    <View className="home-column">
      <View className="t-display">有事您说</View>
      {duty?.phone && <CallDuty name={duty.name} isLeader={duty.kind === 'person'} phone={duty.phone} />}
      <EntryCard kind={duty?.phone ? 'elder' : 'hero'} icon="megaphone" title="反映问题" text="家里、楼里、路上的事" onClick={entries.complaint} />
      <EntryCard kind="elder" icon="hand-heart" title="许个心愿" text="请党员邻居帮个忙" onClick={entries.wish} />
      <EntryCard kind="elder" icon="calendar-check" title="预约服务" text="办证、托老、活动室" onClick={entries.booking} />
      {waiting > 0 && (
        <View className="home-waiting" aria-role="button" aria-label={`有 ${badgeWords(waiting)} 件事要您看看，打开`} hoverClass="pressed" onClick={() => void go(TAB_PAGES.todo)}>
          <Icon name="circle-alert" />
          <Text className="home-waiting-words t-strong">{`有 ${badgeWords(waiting)} 件事要您看看`}</Text>
          <Text>打开</Text>
          <Icon name="chevron-right" size="inline" />
        </View>
      )}
    </View>
  )
}

/** The desk's own number, whoever is on duty; never a private one. */
function CallDuty({ name, isLeader, phone }: { name: string; isLeader: boolean; phone: string }) {
  return <EntryCard kind="hero" icon="phone" title={isLeader ? '打给片长' : '打给社区'} text={isLeader ? `${name}，现在值班` : `${name}，值班电话`} onClick={() => void dial(phone)} />
}
