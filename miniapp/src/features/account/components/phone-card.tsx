import { accountContract } from '@huying/shared/account/contract'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Fact } from '../../../components/fact'
import { useCommand } from '../../../hooks/use-command'
import { wordsFor } from '../../../platform/api-error'
import { isWeapp } from '../../../platform/environment'
import { phoneCodeForPersona } from '../../../platform/personas'

const KEYS = [['me'], ['consents']] as const

/** The number WeChat keeps: given by the person's own tap, seen only by who helps, never needed to go on. */
export function PhoneCard({ phone }: { phone: string | null }) {
  const { run, isBusy, problem, setProblem } = useCommand(accountContract.bindPhone, { refreshes: KEYS })
  const bind = (code: string | null | undefined) => (code ? void run({ body: { code } }) : setProblem('没有取到手机号，不绑也能用'))
  async function bindPersona() {
    try {
      bind(await phoneCodeForPersona())
    } catch (error) {
      setProblem(wordsFor(error))
    }
  }
  const label = phone === null ? '用微信的手机号' : '换成微信的手机号'
  return (
    <Card>
      <View className="t-heading">{phone === null ? '还没有绑手机号' : `手机号 ${phone}`}</View>
      <Fact icon="eye" isQuiet>只有来帮您办事的人能看到，看一次记一次</Fact>
      <Fact icon="phone" isQuiet>绑了以后，帮忙的人才能打电话给您</Fact>
      {problem && (
        <View className="t-sub c-orange" aria-role="alert">
          {problem}
        </View>
      )}
      {isWeapp ? (
        <Button kind="soft" icon="smartphone" isBusy={isBusy} openType="getPhoneNumber" onGetPhoneNumber={({ detail }) => bind(detail.code)}>
          {label}
        </Button>
      ) : (
        <Button kind="soft" icon="smartphone" isBusy={isBusy} onClick={() => void bindPersona()}>
          {label}
        </Button>
      )}
    </Card>
  )
}
