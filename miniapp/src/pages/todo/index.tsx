import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Callout } from '../../components/callout'
import type { Identity } from '../../components/identity'
import { Page } from '../../components/page'
import { StateView } from '../../components/state-view'
import { ThumbRoom } from '../../components/thumb-zone'
import { Tabs } from '../../components/tabs'
import { WaitingLetters } from '../../components/waiting-letters'
import { WorkingAs } from '../../features/account/components/working-as'
import { useDuty } from '../../hooks/use-areas'
import { useMe } from '../../hooks/use-me'
import { go, goHome } from '../../platform/navigation'
import { ACCOUNT_PAGES, COMPLAINT_PAGES } from '../../routes'
import { useWaiting } from '../use-waiting'
import { QUEUES } from './queues'
import { useLiveQueues } from './use-live-queues'
import { WaysOn } from './ways-on'

/** 我的事 for a resident, 待办 under a working identity. */
export default function TodoPage() {
  const account = useMe()
  const { current, hasAccount } = account
  useWaiting(current)
  useLiveQueues()
  const isWorking = current.appointmentId !== null
  return (
    <Page title={isWorking ? '待办' : '我的事'} tab="todo" lead={isWorking ? <WorkingAs {...account} /> : undefined}>
      <WaitingLetters />
      {hasAccount ? <Queues key={current.appointmentId ?? 'resident'} identity={current} /> : <Guest />}
    </Page>
  )
}

function Guest() {
  return (
    <StateView icon="list-checks" title="登录以后看您的事" text="反映的问题、许的心愿办到哪一步，都在这里" action={{ label: '登录', kind: 'primary', onClick: () => void go(ACCOUNT_PAGES.login) }}>
      <Button kind="link" icon="search" onClick={() => void go(COMPLAINT_PAGES.lookup)}>
        不登录，凭编号查进度
      </Button>
    </StateView>
  )
}

function Queues({ identity }: { identity: Identity }) {
  const queues = QUEUES[identity.role]
  const [key, setKey] = useState(queues?.[0]?.key ?? '')
  if (!queues) return <StateView icon="briefcase" title="这个身份没有手机上的待办" text="换一个身份，或者看看首页" action={{ label: '回首页', onClick: goHome }} />
  const shown = queues.find((queue) => queue.key === key) ?? queues[0]
  return (
    <View>
      {identity.role === 'gridLeader' && <OnDuty areaCode={identity.areaCode ?? null} />}
      {identity.role === 'administrator' && <Callout icon="briefcase" kind="info">任免、日历和设置，请在电脑上用</Callout>}
      {identity.role === 'auditor' && <Callout icon="eye" kind="info">只读：能看，不能动</Callout>}
      {queues.length > 1 && <Tabs tabs={queues} current={shown?.key ?? ''} onChange={setKey} />}
      {shown?.list}
      <WaysOn identity={identity} />
      {shown?.hasThumb && <ThumbRoom />}
    </View>
  )
}

/** A case belongs to the post: whoever is on duty may act, and a grid leader should know who that is now. */
function OnDuty({ areaCode }: { areaCode: string | null }) {
  const { data: duty } = useDuty(areaCode)
  if (!duty) return null
  return <Callout icon="user" kind="quiet">{`现在值班：${duty.name}（${duty.post}）`}</Callout>
}
