import { Text, View } from '@tarojs/components'
import { Chip } from '../../../components/chip'
import type { Wish } from '../service'
import { categoryOf, isOwn, stateWord, toneOf } from '../view-model'
import './wish-head.scss'

/** What it is: state, kind and number, then the wish itself. */
export function WishHead({ wish }: { wish: Wish }) {
  return (
    <View className="wish-head">
      <View className="wish-head-line">
        <Chip tone={toneOf(wish.state)}>{stateWord(wish.state, isOwn(wish))}</Chip>
        <Text className="t-sub c-ink2">{[categoryOf(wish.category)?.label, `编号 ${wish.number}`].filter(Boolean).join(' · ')}</Text>
      </View>
      <View className="t-display" aria-role="heading">
        {wish.title}
      </View>
    </View>
  )
}
