import { complaintContract } from '@huying/shared/complaint/contract'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { DeskComplaintCard } from './complaint-card'

/** 再办申请: residents who say a second time that it is not solved, most urgent first. */
export function ReopenRequests() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'reopens' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <DeskComplaintCard complaint={complaint} />}
      empty={{ icon: 'refresh', title: '没有要答复的再办申请', text: '居民说第二次还没解决的，会出现在这里' }}
    />
  )
}
