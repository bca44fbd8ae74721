import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useNow } from '../../platform/clock'
import { dropWaiting, flushOutbox, retryWaiting, useWaitingLetters, type Waiting } from '../../platform/outbox'
import { Button } from '../button'
import { Chip } from '../chip'
import './index.scss'

/** What was written without a network and has not arrived yet: it leaves by itself, once; what the server refuses waits for the person. */
export function WaitingLetters() {
  const items = useWaitingLetters()
  return (
    <>
      {items.map((item) => (
        <Letter key={item.id} item={item} />
      ))}
    </>
  )
}

function Letter({ item: { id, title, writtenAt, refusal } }: { item: Waiting }) {
  const now = useNow()
  return (
    <View className="card letter">
      <View className="letter-head">
        <View className="t-heading lines-2">{title}</View>
        <Chip tone={refusal === null ? 'paused' : 'over'}>{refusal === null ? '等着发' : '没发出去'}</Chip>
      </View>
      <View className="t-sub c-ink2">
        {refusal === null ? `${sayMoment(new Date(writtenAt), now)} 写的，还没发出去，连上网会自动发，不用再写一遍` : refusal}
      </View>
      <View className="letter-buttons">
        {refusal !== null && (
          <Button size="small" kind="soft" label={`不发了，${title}`} onClick={() => dropWaiting(id)}>
            不发了
          </Button>
        )}
        <Button size="small" kind="soft" label={`现在发，${title}`} onClick={() => void (refusal === null ? flushOutbox() : retryWaiting(id))}>
          {refusal === null ? '现在发' : '再发一次'}
        </Button>
      </View>
    </View>
  )
}
