import { Cell, CellGroup, SwitchCell } from '../../components/cell'
import { Page } from '../../components/page'
import { IdentityCard } from '../../features/account/components/identity-card'
import { Profile } from '../../features/account/components/profile'
import { familyWords } from '../../features/account/labels'
import { useDependents } from '../../hooks/use-dependents'
import { useMe } from '../../hooks/use-me'
import { notificationContract } from '@huying/shared/notification/contract'
import { useQuery } from '@tanstack/react-query'
import { useDisplayMode, useIsElder } from '../../platform/display-mode'
import { go } from '../../platform/navigation'
import { call } from '../../platform/request'
import { ACCOUNT_PAGES, INBOX_PAGE, WISH_PAGES } from '../../routes'
import { useWaiting } from '../use-waiting'

/** 我的 */
export default function MePage() {
  const account = useMe()
  const isElder = useIsElder()
  const choose = useDisplayMode((mode) => mode.choose)
  useWaiting(account.current)
  return (
    <Page title="我的" tab="me">
      <Profile {...account} />
      {account.identities.length > 1 && <IdentityCard {...account} />}
      {account.hasAccount && (
        <CellGroup>
          <Inbox />
          <Family />
          {account.me?.isMember && <Cell icon="hand-heart" title="我的帮忙" hint="在帮的、办成的" onClick={() => void go(WISH_PAGES.helping)} />}
        </CellGroup>
      )}
      <CellGroup>
        <SwitchCell icon="letters" title="长辈版" hint="字大、步骤少" isOn={isElder} onChange={(isOn) => choose(isOn ? 'elder' : 'normal')} />
        <Cell icon="settings" title="设置与隐私" onClick={() => void go(ACCOUNT_PAGES.settings)} />
      </CellGroup>
    </Page>
  )
}

function Family() {
  return <Cell icon="users" title="我的家人" value={familyWords(useDependents().length)} onClick={() => void go(ACCOUNT_PAGES.family)} />
}

/** How many messages were not read yet: news, so it is told here and never on the tab. */
function Inbox() {
  const { data } = useQuery({ queryKey: ['inbox', 'unread'], queryFn: () => call(notificationContract.unread) })
  return <Cell icon="bell" title="消息" value={data && data.unread > 0 ? `${data.unread} 条没看` : undefined} onClick={() => void go(INBOX_PAGE)} />
}
