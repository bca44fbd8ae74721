import { wishContract } from '@huying/shared/wish/contract'
import type { WishState } from '@huying/shared/wish/machine'
import { PagedList } from '../../../components/list'
import type { StateView } from '../../../components/state-view'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go } from '../../../platform/navigation'
import { WISH_PAGES, TAB_PAGES } from '../../../routes'
import { WishCard } from './wish-card'

type View = 'board' | 'wall' | 'thanks' | 'mine' | 'asked' | 'claims' | 'desk' | 'street' | 'branch' | 'callBack'
type Empty = Parameters<typeof StateView>[0]

const toBoard = { label: '看心愿墙', onClick: () => void go(TAB_PAGES.wishes) }
const toNew = { label: '许个心愿', kind: 'primary' as const, onClick: () => void go(WISH_PAGES.new) }
const done = (title: string): Empty => ({ icon: 'circle-check', title, text: '有新的会在这里，也会发消息告诉您' })

const EMPTY: Record<View, Empty> = {
  board: { icon: 'hand-heart', title: '还没有公开的心愿', text: '有邻居许了心愿，会在这里等人帮', action: toNew },
  wall: { icon: 'heart-handshake', title: '感谢墙还空着', text: '办成了，两边都愿意公开的，会在这里' },
  thanks: done('没有等您看的感谢'),
  mine: { icon: 'hand-heart', title: '您还没有许过心愿', text: '许了以后，办到哪一步在这里看', action: toNew },
  asked: { icon: 'hand-heart', title: '现在没有请您帮的', text: '心愿墙上的也可以直接去帮', action: toBoard },
  claims: { icon: 'hand-heart', title: '您手上没有在帮的', text: '看看谁需要搭把手', action: toBoard },
  desk: done('没有等您看的心愿'),
  street: done('没有等街道看的心愿'),
  branch: done('没有等支部办的心愿'),
  callBack: done('没有等回访的心愿'),
}

/** Of what one helped with and is through with. */
const ENDED: Partial<Record<WishState, Empty>> = {
  fulfilled: { icon: 'hourglass', title: '没有等居民确认的', text: '办好以后，居民说行才算圆满' },
  confirmed: { icon: 'heart-handshake', title: '还没有办成的', text: '居民确认以后，会记在这里' },
}

interface WishListProps {
  view: View
  /** Only these. */
  state?: WishState
  areaCode?: string
  category?: string
  q?: string
  minDays?: number
  maxDays?: number
  /** Where a filter finds nothing: what was looked for, and the way back to all. */
  noMatch?: { words: string; onAll: () => void }
}

/** A list of wishes: the board, one's own, those one was asked for or is helping with, or a desk's queue. */
export function WishList({ view, noMatch, ...filter }: WishListProps) {
  const list = usePagedList(['wishes'], wishContract.list, { view, ...filter })
  const nothing: Empty = noMatch
    ? { icon: 'search', title: '没有这样的心愿', text: `没有找到${noMatch.words}的，换一类或者换个地方看看`, action: { label: '看全部心愿', onClick: noMatch.onAll } }
    : view === 'claims' && filter.state !== undefined ? (ENDED[filter.state] ?? EMPTY.claims) : EMPTY[view]
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(wish) => <WishCard wish={wish} isOwn={view === 'mine'} />}
      empty={nothing}
    />
  )
}
