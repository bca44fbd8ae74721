import { View } from '@tarojs/components'
import { Icon, type IconName } from '../../../components/icon'
import './entry-card.scss'

interface EntryCardProps {
  /** hero: the one red thing; half: two to a row; elder: one column, outlined. */
  kind: 'hero' | 'half' | 'elder'
  icon: IconName
  /** Only `half` cards carry one. */
  tone?: 'pine' | 'slate'
  title: string
  text: string
  onClick: () => void
}

/** A way in: an icon, what one does there, and what it is for. */
export function EntryCard({ kind, icon, tone, title, text, onClick }: EntryCardProps) {
  return (
    <View className={`entry entry-${kind}`} aria-role="button" aria-label={`${title}，${text}`} hoverClass="pressed" onClick={onClick}>
      {kind === 'hero' && <View className="entry-echo" aria-hidden />}
      <View className={`entry-icon ${tone ? `entry-icon-${tone}` : ''}`}>
        <Icon name={icon} size="tile" />
      </View>
      <View className="entry-words">
        <View className={kind === 'half' ? 't-heading' : 't-title'}>{title}</View>
        <View className="t-sub entry-text">{text}</View>
      </View>
    </View>
  )
}
