import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { titleOf } from '../../../components/case/title'
import { Icon } from '../../../components/icon'
import type { LikeCase } from '../use-like'
import './like-card.scss'

interface LikeCardProps {
  like: LikeCase
  isJoined: boolean
  onJoin: () => void
  onOther: () => void
}

/** 60 米内有一件差不多的: follow it together, or say it is another thing. */
export function LikeCard({ like, isJoined, onJoin, onOther }: LikeCardProps) {
  return (
    <View className="like-card">
      <View className="like-head t-strong">
        <Icon name="users" />
        <View>{isJoined ? '和这一件一起办' : `${Math.max(1, Math.round(like.distance))} 米内有一件差不多的`}</View>
      </View>
      <View className="t-heading c-ink">{titleOf(like.text)}</View>
      <View className="t-sub c-ink2">{like.alsoCount > 0 ? `${like.alsoCount + 1} 位邻居遇到` : '有一位邻居反映过'}</View>
      <View className="like-buttons">
        {!isJoined && <Button onClick={onJoin}>我也遇到，一起跟</Button>}
        <Button kind="link" onClick={onOther}>
          不是这件
        </Button>
      </View>
    </View>
  )
}
