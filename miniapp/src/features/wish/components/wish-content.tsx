import { View } from '@tarojs/components'
import { sayDate, sayMoment } from '@huying/shared/kernel/words-for-time'
import { Card } from '../../../components/card'
import { Fact } from '../../../components/fact'
import { Photos } from '../../../components/photos'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import type { Wish } from '../service'
import { categoryOf, isOwn, may } from '../view-model'

const FOR_WHOM = { self: null, dependent: '替家里人许的', onBehalf: '片长代办' } as const

/** Sensitive wishes are published with their day only. */
function sinceWords(wish: Wish, now: Date, isElder: boolean): string {
  const at = new Date(wish.publishedAt ?? wish.createdAt)
  const isVeiled = wish.communityCode === null && categoryOf(wish.category)?.isSensitive
  return `${isVeiled ? sayDate(at, now) : sayMoment(at, now, { isElder })} ${wish.publishedAt ? '公开' : '许下'}`
}

/** What is wished in the resident's words, whose it is, since when, and what of it others do not see. */
export function WishContent({ wish }: { wish: Wish }) {
  const now = useNow()
  const isElder = useIsElder()
  const forWhom = FOR_WHOM[wish.beneficiary]
  const isHidden = wish.story === null
  return (
    <Card>
      {wish.story && <View className="t-body wish-story">{wish.story}</View>}
      <Photos ids={wish.uploadIds} />
      <View className={wish.story ? 'wish-facts' : ''}>
        <Fact icon="user">{[isOwn(wish) ? '您' : wish.who, wish.place, forWhom].filter(Boolean).join('，')}</Fact>
        <Fact icon="clock">{sinceWords(wish, now, isElder)}</Fact>
        {(isHidden || may(wish, 'claim')) && (
          <Fact icon="lock" isQuiet>
            {isHidden ? '详细的话和照片，认领后能看到' : '电话、门牌不公开'}
          </Fact>
        )}
      </View>
    </Card>
  )
}
