import { dispatchContract } from '@huying/shared/dispatch/contract'
import { titleOf } from '../../../components/case/title'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go } from '../../../platform/navigation'
import { DISPATCH_PAGES, withParams } from '../../../routes'
import { metaOf } from '../view-model'

/** 退单延期: units that ask to hand it back or for more time, of those this person may answer, most urgent first. */
export function WaitingRequests() {
  const list = usePagedList(['dispatches'], dispatchContract.list, { queue: 'decide' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(dispatch) => (
        <ListCard
          title={titleOf(dispatch.text)}
          meta={metaOf(dispatch)}
          chip={<Chip tone="yourTurn">{dispatch.state === 'return_requested' ? '等您答复退单' : '等您答复延期'}</Chip>}
          fact={dispatch.unitName}
          onClick={() => void go(withParams(DISPATCH_PAGES.detail, { id: dispatch.id }))}
        />
      )}
      empty={{ icon: 'undo', title: '没有要答复的退单和延期', text: '部门认为不归自己办的、来不及办完的，会出现在这里' }}
    />
  )
}
