import { wishContract } from '@huying/shared/wish/contract'
import type { WishState } from '@huying/shared/wish/machine'
import { PagedList } from '../../../components/list'
import type { StateView } from '../../../components/state-view'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go, goHome } from '../../../platform/navigation'
import { WISH_PAGES, TAB_PAGES } from '../../../routes'
import { WishCard } from './wish-card'

type View = 'board' | 'mine' | 'asked' | 'claims' | 'desk' | 'street' | 'branch'
type Empty = Parameters<typeof StateView>[0]

const toBoard = { label: '看心愿墙', onClick: () => void go(TAB_PAGES.wishes) }
const toNew = { label: '许个心愿', kind: 'primary' as const, onClick: () => void go(WISH_PAGES.new) }
const done = (title: string): Empty => ({ icon: 'circle-check', title, text: '有新的会在这里，也会发消息告诉您' })

const EMPTY: Record<View, Empty> = {
  board: { icon: 'hand-heart', title: '还没有公开的心愿', text: '有邻居许了心愿，会在这里等人帮', action: toNew },
  mine: { icon: 'hand-heart', title: '您还没有许过心愿', text: '许了以后，办到哪一步在这里看', action: toNew },
  asked: { icon: 'hand-heart', title: '现在没有请您帮的', text: '心愿墙上的也可以直接去帮', action: toBoard },
  claims: { icon: 'hand-heart', title: '您手上没有在帮的', text: '看看谁需要搭把手', action: toBoard },
  desk: done('没有等您看的心愿'),
  street: done('没有等街道看的心愿'),
  branch: done('没有等支部办的心愿'),
}

interface WishListProps {
  view: View
  /** On the board: only these. */
  state?: WishState
  areaCode?: string
}

/** A list of wishes: the board, one's own, those one was asked for or is helping with, or a desk's queue. */
export function WishList({ view, ...filter }: WishListProps) {
  const list = usePagedList(['wishes'], wishContract.list, { view, ...filter })
  const isFiltered = filter.state !== undefined || filter.areaCode !== undefined
  const noMatch: Empty = { icon: 'search', title: '这里没有这样的心愿', text: '换一类，或者看看全部', action: { label: '回首页', onClick: goHome } }
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(wish) => <WishCard wish={wish} isOwn={view === 'mine'} />}
      empty={isFiltered ? noMatch : EMPTY[view]}
    />
  )
}
