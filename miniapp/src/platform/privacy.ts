import Taro from '@tarojs/taro'
import { create } from 'zustand'

/** The id WeChat must be told of the button that was pressed. */
export const AGREE_BUTTON_ID = 'agree-privacy'

type Decision = { event: 'exposureAuthorization' | 'disagree' } | { event: 'agree'; buttonId: string }

interface PrivacyQuestion {
  /** Set while WeChat waits for the person's answer before it opens a protected ability. */
  answer: ((decision: Decision) => void) | null
}

/** Whether the privacy sheet must show; pages put it on screen, at the moment the person starts such a feature. */
export const usePrivacyQuestion = create<PrivacyQuestion>(() => ({ answer: null }))

/** Takes over WeChat's privacy question; other targets have none. */
export function watchPrivacy() {
  const wechat = Taro as unknown as {
    onNeedPrivacyAuthorization?: (ask: (resolve: (decision: Decision) => void) => void) => void
  }
  wechat.onNeedPrivacyAuthorization?.((resolve) => {
    resolve({ event: 'exposureAuthorization' })
    usePrivacyQuestion.setState({ answer: resolve })
  })
}

export function decidePrivacy(decision: Decision) {
  usePrivacyQuestion.getState().answer?.(decision)
  usePrivacyQuestion.setState({ answer: null })
}

/** Opens the privacy text WeChat keeps for this mini-program. */
export const openPrivacyText = () => Taro.openPrivacyContract?.({})
