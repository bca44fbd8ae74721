import { Page } from '../../components/page'
import { StateView } from '../../components/state-view'
import { WorkingAs } from '../../features/account/components/working-as'
import { useMe } from '../../features/account/use-me'
import { goHome } from '../../platform/navigation'
import { useSession } from '../../platform/session'

/** 我的事 for a resident, 待办 under a working identity. */
export default function TodoPage() {
  const account = useMe()
  const isWorking = useSession(({ appointmentId }) => appointmentId !== null)
  return (
    <Page title={isWorking ? '待办' : '我的事'} tab="todo" lead={isWorking ? <WorkingAs {...account} /> : undefined}>
      <StateView icon="list-checks" title="现在没有要您办的事" text="有事会在这里，最急的在最前" action={{ label: '回首页', onClick: goHome }} />
    </Page>
  )
}
