import { demandContract } from '@huying/shared/demand/contract'
import { titleOf } from '../../../components/case/title'
import { shortPlace } from '../../../components/case/place'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go } from '../../../platform/navigation'
import { DEMAND_PAGES, withParams } from '../../../routes'

/** 挂账审批: holds that wait for this person's answer, most urgent first. */
export function HoldRequests() {
  const list = usePagedList(['demands'], demandContract.list, { queue: 'holds' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(demand) => (
        <ListCard
          title={titleOf(demand.text)}
          meta={shortPlace(demand.areaName)}
          chip={<Chip tone="yourTurn">等您答复挂账</Chip>}
          fact={demand.owner.label}
          onClick={() => void go(withParams(DEMAND_PAGES.detail, { id: demand.id }))}
        />
      )}
      empty={{ icon: 'pause', title: '没有要答复的挂账', text: '眼下办不了、申请挂账的，会出现在这里' }}
    />
  )
}
