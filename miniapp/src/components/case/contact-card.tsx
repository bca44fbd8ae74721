import { View } from '@tarojs/components'
import { dial } from '../../platform/phone-call'
import { Button } from '../button'
import { Fact } from '../fact'

/** How to reach a resident, as a reveal answers it; kept on the screen only. */
export interface RevealedContact {
  name: string | null
  phone: string | null
  address: string | null
}

export const isContactCard = (answer: unknown): answer is RevealedContact =>
  typeof answer === 'object' && answer !== null && 'phone' in answer && 'address' in answer && 'name' in answer

/** 138… with a call button. It is gone when the page is left, and every look is recorded. */
export function ContactCard({ contacts }: { contacts: readonly RevealedContact[] }) {
  return (
    <View className="card" aria-role="status">
      {contacts.map(({ name, phone, address }) => (
        <View key={`${name}-${phone}-${address}`}>
          {name && <Fact icon="user">{name}</Fact>}
          {address && <Fact icon="map-pin">{address}</Fact>}
          {phone ? (
            <Button kind="yes" icon="phone" label={`打电话 ${phone}`} onClick={() => void dial(phone)}>
              {phone}
            </Button>
          ) : (
            <Fact icon="phone" isQuiet>没有留电话</Fact>
          )}
        </View>
      ))}
      <Fact icon="eye" isQuiet>这次查看已经记下，居民看得到</Fact>
    </View>
  )
}
