import { View } from '@tarojs/components'
import { AGREE_BUTTON_ID, decidePrivacy, openPrivacyText, usePrivacyQuestion } from '../../platform/privacy'
import { ActionBar } from '../action-bar'
import { Button } from '../button'
import { Sheet } from '../sheet'

/** WeChat's question before a protected ability, asked when the person starts it; refusing leaves everything else open. */
export function PrivacySheet() {
  const isAsked = usePrivacyQuestion(({ answer }) => answer !== null)
  if (!isAsked) return null
  const refuse = () => decidePrivacy({ event: 'disagree' })
  return (
    <Sheet isOpen title="用之前请您看一下" onClose={refuse}>
      <View className="t-body">这一步要用到您的位置、照片或手机号。只用来办这件事，不同意也能继续看和办别的。</View>
      <Button kind="link" onClick={() => void openPrivacyText()}>
        看隐私保护指引
      </Button>
      <ActionBar>
        <Button onClick={refuse}>不同意</Button>
        <Button
          kind="primary"
          id={AGREE_BUTTON_ID}
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => decidePrivacy({ event: 'agree', buttonId: AGREE_BUTTON_ID })}
        >
          同意
        </Button>
      </ActionBar>
    </Sheet>
  )
}
