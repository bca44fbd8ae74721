import { Text, View } from '@tarojs/components'
import { Icon } from '../icon'
import './index.scss'

interface PersonRowProps {
  /** 刘*平. */
  name: string
  /** Why they stand here, or what they take on. */
  words?: string
  /** On the right: 今天 09:10 请的. */
  aside?: string
  /** Absent: the row only tells. */
  isChosen?: boolean
  /** One of many, or several at once. */
  role?: 'radio' | 'checkbox'
  onClick?: () => void
}

/** One person of a list on one card; the whole row chooses them. */
export function PersonRow({ name, words, aside, isChosen, role = 'radio', onClick }: PersonRowProps) {
  const isChoice = isChosen !== undefined
  return (
    <View
      className="person-row"
      aria-role={isChoice ? role : undefined}
      aria-checked={isChoice ? isChosen : undefined}
      aria-label={[name, words, aside].filter(Boolean).join('，')}
      hoverClass={onClick ? 'pressed' : 'none'}
      onClick={onClick}
    >
      {isChoice && <View className={`person-mark ${isChosen ? 'person-mark-on' : ''}`}>{isChosen && <Icon name="check" size="inline" />}</View>}
      <View className="person-words">
        <View className="person-head">
          <Text className="t-strong">{name}</Text>
          {aside && <Text className="t-caption c-ink3">{aside}</Text>}
        </View>
        {words && <View className="t-sub c-ink2">{words}</View>}
      </View>
    </View>
  )
}
