import { CHANNEL_LABELS } from '@huying/shared/complaint/labels'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useNow } from '../../platform/clock'
import { Card } from '../card'
import { Fact } from '../fact'

interface Contact {
  at: string
  channel: keyof typeof CHANNEL_LABELS
  isReached: boolean
  note: string | null
}

/** 联系记录: every try, newest first; three tries on two days are enough where nobody was reached. */
export function ContactLog({ contacts, isOwn }: { contacts: readonly Contact[]; isOwn: boolean }) {
  const now = useNow()
  if (contacts.length === 0) return null
  return (
    <Card>
      <View className="t-heading">{isOwn ? '什么时候联系过您' : '联系居民的记录'}</View>
      {[...contacts].reverse().map(({ at, channel, isReached, note }) => (
        <View key={at}>
          <Fact icon={isReached ? 'circle-check' : 'circle-x'}>{`${sayMoment(new Date(at), now)} ${CHANNEL_LABELS[channel]}，${isReached ? '联系上了' : '没联系上'}`}</Fact>
          {note && <Fact icon="pencil" isQuiet>{note}</Fact>}
        </View>
      ))}
    </Card>
  )
}
