import { View } from '@tarojs/components'
import { REJECT_REASONS } from '@huying/shared/wish/catalogue'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { Card } from '../../../components/card'
import { Fact } from '../../../components/fact'
import { Photos } from '../../../components/photos'
import { go } from '../../../platform/navigation'
import { COMPLAINT_PAGES, withParams } from '../../../routes'
import { RATINGS } from '../ratings'
import type { Wish } from '../service'
import { isOwn } from '../view-model'

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
      return <Rejected wish={wish} reason={reason} />
    case 'unmet':
      return <Callout icon="circle-alert" kind="quiet" title="没能实现">{reason || '一直没有人能帮上。可以再许一个小一点的，或者把难处反映给社区'}</Callout>
    default:
      return null
  }
}

/** Why not; what is really a complaint is taken over into its form. */
function Rejected({ wish, reason }: { wish: Wish; reason: string }) {
  const isComplaint = REJECT_REASONS.some(({ code, isComplaint }) => code === wish.reasonCode && isComplaint)
  return (
    <>
      <Callout icon="circle-alert" kind="warning" title="社区看过，没有通过">
        {reason}
      </Callout>
      {isComplaint && isOwn(wish) && (
        <View className="wish-turn">
          <Button kind="soft" icon="megaphone" onClick={() => void go(withParams(COMPLAINT_PAGES.new, { wishId: wish.id }))}>
            转成反映问题，不用再写
          </Button>
        </View>
      )}
    </>
  )
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

/** What the helper says was done last, with the photos of it, and what the resident then missed. */
export function WishNotes({ wish }: { wish: Wish }) {
  const newestFirst = [...wish.notes].sort((one, other) => other.at.localeCompare(one.at))
  const done = newestFirst.find(({ kind }) => kind === 'fulfil')
  const missing = newestFirst.find(({ kind }) => kind === 'dispute')
  if (!done) return null
  return (
    <>
      {missing && wish.state !== 'confirmed' && (
        <Callout icon="circle-alert" kind="warning" title={isOwn(wish) ? '您说还差' : '居民说还差'}>
          {missing.note}
        </Callout>
      )}
      <Card>
        <View className="t-heading">{`${wish.claimedBy ?? '认领人'} 是这样办的`}</View>
        <View className="t-body wish-account">{done.note}</View>
        <Photos ids={done.uploadIds} label="办好以后的照片" />
      </Card>
    </>
  )
}
