import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Icon, type IconName } from '../icon'
import './index.scss'

/** Paper on the table: one thing, or a few that belong together. `isFocused` outlines the one under the thumb. */
export function Card({ children, isFocused }: PropsWithChildren<{ isFocused?: boolean }>) {
  return <View className={`card ${isFocused ? 'card-focused' : ''}`}>{children}</View>
}

interface ListCardProps {
  title: string
  /** One line: who, which category, when. */
  meta?: string
  /** A category's icon, neutral; colour belongs to states. */
  icon?: IconName
  chip?: ReactNode
  /** The one fact on the right of the chip. */
  fact?: string
  /** What a resident said, quoted. */
  quote?: string
  /** Why it is shown to this person. */
  why?: string
  onClick?: () => void
}

/** One thing of a list that stands alone. */
export function ListCard({ title, meta, icon, chip, fact, quote, why, onClick }: ListCardProps) {
  return (
    <View className="card list-card" aria-role={onClick ? 'button' : undefined} hoverClass={onClick ? 'pressed' : 'none'} onClick={onClick}>
      {icon && (
        <View className="list-card-icon">
          <Icon name={icon} size="tile" />
        </View>
      )}
      <View className="list-card-body">
        <View className="t-heading lines-2">{title}</View>
        {meta && <View className="t-caption c-ink3 list-card-meta lines-1">{meta}</View>}
        {why && <View className="t-sub c-ink2 list-card-meta">{why}</View>}
        {quote && <View className="t-sub list-card-quote">{`“${quote}”`}</View>}
        {(chip || fact) && (
          <View className="list-card-foot">
            {chip}
            {fact && <View className="t-caption c-ink2 lines-1">{fact}</View>}
          </View>
        )}
      </View>
    </View>
  )
}

interface RowProps {
  title: string
  meta?: string
  chip?: ReactNode
  onClick?: () => void
}

/** One thing of several on one card: title and chip, then a line of who and when. */
export function CaseRow({ title, meta, chip, onClick }: RowProps) {
  return (
    <View className="case-row" aria-role={onClick ? 'button' : undefined} hoverClass={onClick ? 'pressed' : 'none'} onClick={onClick}>
      <View className="case-row-head">
        <View className="t-heading lines-2">{title}</View>
        {chip}
      </View>
      {meta && <View className="t-sub c-ink2 case-row-meta">{meta}</View>}
    </View>
  )
}
