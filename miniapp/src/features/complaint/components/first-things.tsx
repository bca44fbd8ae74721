import type { FirstThing } from '@huying/shared/complaint/catalogue'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { dial } from '../../../platform/phone-call'
import './first-things.scss'

const callWords = (phone: string) => `打 ${phone}`

/** Danger to life: a number to call, before anything else on the page. */
export function FirstThings({ things }: { things: readonly FirstThing[] }) {
  if (things.length === 0) return null
  const phones = [...new Set(things.map(({ phone }) => phone))]
  return (
    <View className="first-things" aria-role="alert">
      {things.map(({ code, message }) => (
        <View key={code} className="first-thing">
          <Icon name="siren" />
          <View className="t-strong">{message}</View>
        </View>
      ))}
      <View className="first-calls">
        {phones.map((phone) => (
          <Button key={phone} icon="phone" label={`打电话 ${phone}`} onClick={() => void dial(phone)}>
            {callWords(phone)}
          </Button>
        ))}
      </View>
      <View className="t-sub">打完电话，这里还可以接着写。</View>
    </View>
  )
}
