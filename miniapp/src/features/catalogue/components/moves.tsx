import { View } from '@tarojs/components'
import { Icon } from '../../../components/icon'

interface MovesProps {
  /** What is moved, for who cannot see the arrows. */
  name: string
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
}

/** One place up, one place down: the order is what decides. */
export function Moves({ name, isFirst, isLast, onMove }: MovesProps) {
  return (
    <View className="desk-row-moves">
      <Arrow way="up" label={`${name}，往上移`} isStill={isFirst} onClick={() => onMove(-1)} />
      <Arrow way="down" label={`${name}，往下移`} isStill={isLast} onClick={() => onMove(1)} />
    </View>
  )
}

function Arrow({ way, label, isStill, onClick }: { way: 'up' | 'down'; label: string; isStill: boolean; onClick: () => void }) {
  return (
    <View
      className={`desk-move desk-move-${way} ${isStill ? 'desk-move-still' : ''}`}
      aria-role="button"
      aria-label={label}
      aria-disabled={isStill}
      hoverClass={isStill ? 'none' : 'pressed'}
      onClick={(event) => {
        event.stopPropagation()
        if (!isStill) onClick()
      }}
    >
      <Icon name="chevron-down" size="inline" />
    </View>
  )
}
