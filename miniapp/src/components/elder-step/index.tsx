import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './index.scss'

interface StepProps {
  step: number
  steps: number
  title: string
}

/** One question a screen: where one is, then the question. */
export function ElderStep({ step, steps, title, children }: PropsWithChildren<StepProps>) {
  return (
    <View>
      <Text className="t-sub c-ink2">{`第 ${step} 步，共 ${steps} 步`}</Text>
      <View className="t-display elder-step-title" aria-role="heading">
        {title}
      </View>
      {children}
    </View>
  )
}
