import { wishContract } from '@huying/shared/wish/contract'
import { PagedList } from '../../../components/list'
import { goHome } from '../../../platform/navigation'
import { usePagedList } from '../../../hooks/use-paged-list'
import { WishCard } from './wish-card'

const EMPTY = {
  board: { title: '还没有公开的心愿', text: '有邻居许了心愿，会在这里等人帮' },
  mine: { title: '您还没有许过心愿', text: '许了以后，办到哪一步在这里看' },
} as const

/** The public board, or one's own wishes, newest first. */
export function WishList({ view }: { view: keyof typeof EMPTY }) {
  const list = usePagedList(['wishes'], wishContract.list, { view })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(wish) => <WishCard wish={wish} />}
      empty={{ icon: 'hand-heart', ...EMPTY[view], action: { label: '回首页', onClick: goHome } }}
    />
  )
}
