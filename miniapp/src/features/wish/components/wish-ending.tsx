import { View } from '@tarojs/components'
import { REJECT_REASONS } from '@huying/shared/wish/catalogue'
import { Callout } from '../../../components/callout'
import { Card } from '../../../components/card'
import { Fact } from '../../../components/fact'
import { Photos } from '../../../components/photos'
import type { Wish } from '../service'
import { RATINGS } from '../ratings'

const CONFIRMED_BY = {
  beneficiary: '居民确认办好了', callBack: '回访时居民说办好了', clock: '居民一直没回复，到期自动确认', community: '社区认定办好了，居民有不同意见',
  street: '街道认定办好了，居民有不同意见',
} as const

/** What came of it, or why it goes no further: the last word of a wish. */
export function WishEnding({ wish }: { wish: Wish }) {
  const reason = [REJECT_REASONS.find(({ code }) => code === wish.reasonCode)?.label, wish.reason].filter(Boolean).join('。')
  switch (wish.state) {
    case 'confirmed':
      return <Thanks wish={wish} />
    case 'returned':
      return reason ? <Callout icon="pencil" kind="hint" title="社区请您补充">{reason}</Callout> : null
    case 'rejected':
      return <Callout icon="circle-alert" kind="warning" title="社区看过，没有通过">{reason}</Callout>
    case 'unmet':
      return <Callout icon="circle-alert" kind="quiet" title="没能实现">{reason || '一直没有人能帮上。可以再许一个小一点的，或者把难处反映给社区'}</Callout>
    default:
      return null
  }
}

function Thanks({ wish }: { wish: Wish }) {
  const rating = RATINGS.find(({ stars }) => stars === wish.rating)
  return (
    <Card>
      <Fact icon="circle-check">{wish.confirmedBy ? CONFIRMED_BY[wish.confirmedBy] : '心愿实现了'}</Fact>
      {rating && <Fact icon="heart-handshake">{`居民说：${rating.label}`}</Fact>}
      {wish.thanks && <View className="t-body wish-thanks">{`“${wish.thanks}”`}</View>}
    </Card>
  )
}

/** What the helper says was done, with the photos of it. */
export function WishNotes({ wish }: { wish: Wish }) {
  const done = wish.notes.find(({ kind }) => kind === 'fulfil')
  if (!done) return null
  return (
    <Card>
      <View className="t-heading">{`${wish.claimedBy ?? '认领人'} 是这样办的`}</View>
      <View className="t-body wish-account">{done.note}</View>
      <Photos ids={done.uploadIds} label="办好以后的照片" />
    </Card>
  )
}
