import { View } from '@tarojs/components'
import { useNow } from '../../platform/clock'
import { useReachBottom } from '../../platform/page-events'
import type { ReactNode } from 'react'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { goHome } from '../../platform/navigation'
import { ErrorView, LoadingView, StateView } from '../state-view'
import './index.scss'

/** What the list needs of `usePagedList`. */
interface Paged<T> {
  items: readonly T[]
  isPending: boolean
  error: unknown
  dataUpdatedAt: number
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

interface PagedListProps<T> {
  list: Paged<T>
  renderItem: (item: T) => ReactNode
  keyOf: (item: T) => string
  /** Drawn when there is nothing, saying what one can do. */
  empty: Parameters<typeof StateView>[0]
}

/** A list in all its states: loading, empty, failed, old, with more, at its end. */
export function PagedList<T>({ list, renderItem, keyOf, empty }: PagedListProps<T>) {
  const { items, isPending, error, hasNextPage, isFetchingNextPage } = list
  const now = useNow()
  useReachBottom(() => {
    if (hasNextPage && !isFetchingNextPage) list.fetchNextPage()
  })
  if (items.length === 0) {
    if (error) return <ErrorView error={error} onRetry={list.refetch} onHome={goHome} />
    return isPending ? <LoadingView /> : <StateView {...empty} />
  }
  return (
    <View>
      {Boolean(error) && <View className="list-age tone-soon">{`没连上，这是 ${sayMoment(new Date(list.dataUpdatedAt), now)} 的内容`}</View>}
      {items.map((item) => (
        <View key={keyOf(item)} className="list-item">
          {renderItem(item)}
        </View>
      ))}
      <View className="list-end t-caption c-ink3">{isFetchingNextPage ? '正在打开更多' : hasNextPage ? '往下拉看更多' : '没有更多了'}</View>
    </View>
  )
}
