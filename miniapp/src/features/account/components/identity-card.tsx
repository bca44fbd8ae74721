import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { IdentityList } from '../../../components/identity'
import type { useMe } from '../../../hooks/use-me'
import './identity-card.scss'

/** 用哪个身份办事: one at a time, switched only by the person. */
export function IdentityCard({ identities, current, actAs }: Pick<ReturnType<typeof useMe>, 'identities' | 'current' | 'actAs'>) {
  return (
    <Card>
      <View className="identity-card-head">
        <Text className="t-heading">用哪个身份办事</Text>
        <Text className="t-sub c-ink2">{`共 ${identities.length} 个`}</Text>
      </View>
      <IdentityList identities={identities} current={current.appointmentId} onChoose={actAs} />
    </Card>
  )
}
