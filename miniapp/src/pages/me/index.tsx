import { Cell, CellGroup, SwitchCell } from '../../components/cell'
import { Page } from '../../components/page'
import { IdentityCard } from '../../features/account/components/identity-card'
import { Profile } from '../../features/account/components/profile'
import { useMe } from '../../hooks/use-me'
import { useDisplayMode, useIsElder } from '../../platform/display-mode'
import { go } from '../../platform/navigation'
import { ACCOUNT_PAGES } from '../../routes'
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
      <CellGroup>
        <SwitchCell icon="letters" title="长辈版" hint="字大、步骤少" isOn={isElder} onChange={(isOn) => choose(isOn ? 'elder' : 'normal')} />
        <Cell icon="settings" title="设置与隐私" onClick={() => void go(ACCOUNT_PAGES.settings)} />
      </CellGroup>
    </Page>
  )
}
