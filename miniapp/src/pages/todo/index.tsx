import { Page } from '../../components/page'
import { StateView } from '../../components/state-view'
import { WorkingAs } from '../../features/account/components/working-as'
import { useMe } from '../../hooks/use-me'
import { WishList } from '../../features/wish/components/wish-list'
import { go, goHome } from '../../platform/navigation'
import { useSession } from '../../platform/session'
import { ACCOUNT_PAGES } from '../../routes'

/** 我的事 for a resident, 待办 under a working identity. */
export default function TodoPage() {
  const account = useMe()
  const isWorking = useSession(({ appointmentId }) => appointmentId !== null)
  return (
    <Page title={isWorking ? '待办' : '我的事'} tab="todo" lead={isWorking ? <WorkingAs {...account} /> : undefined}>
      <Todo isWorking={isWorking} hasAccount={account.hasAccount} />
    </Page>
  )
}

function Todo({ isWorking, hasAccount }: { isWorking: boolean; hasAccount: boolean }) {
  if (isWorking)
    return <StateView icon="list-checks" title="这个身份的待办还没有开通" text="要办的事都记着，开通以后在这里看" action={{ label: '回首页', onClick: goHome }} />
  if (!hasAccount)
    return (
      <StateView icon="list-checks" title="登录以后看您的事" text="您许的心愿办到哪一步，都在这里" action={{ label: '登录', kind: 'primary', onClick: () => void go(ACCOUNT_PAGES.login) }} />
    )
  return <WishList view="mine" />
}
