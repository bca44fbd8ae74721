import { View } from '@tarojs/components'
import { Button } from '../../../../components/button'
import { Cell, CellGroup, SwitchCell } from '../../../../components/cell'
import { Page } from '../../../../components/page'
import { useDisplayMode, useIsElder } from '../../../../platform/display-mode'
import { isWeapp } from '../../../../platform/environment'
import { signOut } from '../../../../platform/login'
import { go, goHome } from '../../../../platform/navigation'
import { openPrivacyText } from '../../../../platform/privacy'
import { useSession } from '../../../../platform/session'
import { ACCOUNT_PAGES } from '../../../../routes'

async function leave() {
  await signOut()
  goHome()
}

/** 设置与隐私 */
export default function SettingsPage() {
  const isElder = useIsElder()
  const choose = useDisplayMode((mode) => mode.choose)
  const hasAccount = useSession(({ token }) => token !== null)
  return (
    <Page title="设置与隐私">
      <CellGroup>
        <SwitchCell icon="letters" title="长辈版" hint="字大、步骤少" isOn={isElder} onChange={(isOn) => choose(isOn ? 'elder' : 'normal')} />
        {hasAccount && <Cell icon="user" title="我的资料" hint="名字、住处、手机号" onClick={() => void go(ACCOUNT_PAGES.profile)} />}
        {hasAccount && <Cell icon="shield-check" title="我同意过什么" hint="随时可以撤回" onClick={() => void go(ACCOUNT_PAGES.consents)} />}
        {hasAccount && <Cell icon="file-text" title="我的信息" hint="看一看、改一改、带走" onClick={() => void go(ACCOUNT_PAGES.myData)} />}
        {hasAccount && <Cell icon="circle-x" title="注销账号" hint="七天内可以撤回" onClick={() => void go(ACCOUNT_PAGES.closing)} />}
        {isWeapp && <Cell icon="file-text" title="隐私保护指引" onClick={() => void openPrivacyText()} />}
        {!isWeapp && <Cell icon="users" title="换一位演示人物" onClick={() => void go(ACCOUNT_PAGES.login)} />}
      </CellGroup>
      {hasAccount && (
        <View style={{ marginTop: '24px' }}>
          <Button onClick={() => void leave()}>退出登录</Button>
        </View>
      )}
    </Page>
  )
}
