import { dispatchContract } from '@huying/shared/dispatch/contract'
import { titleOf } from '../../../components/case/title'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go } from '../../../platform/navigation'
import { DISPATCH_PAGES, withParams } from '../../../routes'
import { metaOf, stateWord, toneOf } from '../view-model'

/** 退单: units that ask to hand a dispatch back, for whoever decides. */
export function ReturnRequests() {
  const list = usePagedList(['dispatches'], dispatchContract.list, { queue: 'all', state: 'return_requested' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(dispatch) => (
        <ListCard
          title={titleOf(dispatch.text)}
          meta={metaOf(dispatch)}
          chip={<Chip tone={toneOf(dispatch.state)}>{stateWord(dispatch.state)}</Chip>}
          fact={dispatch.unitName}
          onClick={() => void go(withParams(DISPATCH_PAGES.detail, { id: dispatch.id }))}
        />
      )}
      empty={{ icon: 'undo', title: '没有要答复的退单', text: '部门认为不归自己办的，会出现在这里' }}
    />
  )
}
