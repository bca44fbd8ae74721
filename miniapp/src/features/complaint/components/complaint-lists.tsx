import { complaintContract } from '@huying/shared/complaint/contract'
import { PagedList } from '../../../components/list'
import { usePagedList } from '../../../hooks/use-paged-list'
import { go, goHome } from '../../../platform/navigation'
import { COMPLAINT_PAGES } from '../../../routes'
import { DeskComplaintCard, MyComplaintCard } from './complaint-card'

const report = { label: '反映问题', kind: 'primary', onClick: () => void go(COMPLAINT_PAGES.new) } as const

/** 我反映的: one's own and those one filed for others, newest first. */
export function MyComplaints() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'mine' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <MyComplaintCard complaint={complaint} />}
      empty={{ icon: 'megaphone', title: '您还没有反映过问题', text: '路灯、井盖、噪音、办证，遇到什么都可以说', action: report }}
    />
  )
}

/** 我代报的: what one wrote down for others, newest first. */
export function FiledComplaints() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'filed' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <MyComplaintCard complaint={complaint} />}
      empty={{ icon: 'megaphone', title: '还没有替人反映过', text: '老人、孩子不会用手机的，可以替他反映', action: { ...report, label: '替居民反映' } }}
    />
  )
}

/** 诉求: what waits at the desk of the identity one works under, most urgent first. */
export function DeskComplaints() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'desk' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <DeskComplaintCard complaint={complaint} />}
      empty={{ icon: 'inbox', title: '手上没有诉求', text: '有新的会出现在这里，也会发消息给您' }}
    />
  )
}

/** Everything one may read in one's area, newest first; for who only looks. */
export function AreaComplaints() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'area' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <DeskComplaintCard complaint={complaint} />}
      empty={{ icon: 'inbox', title: '还没有诉求', text: '居民反映的会出现在这里' }}
    />
  )
}

/** 待回访: what was resolved and waits for the residents' own answer, asked by phone. */
export function CallBackComplaints() {
  const list = usePagedList(['complaints'], complaintContract.list, { queue: 'callBack' })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(complaint) => <DeskComplaintCard complaint={complaint} />}
      empty={{ icon: 'phone', title: '没有要回访的', text: '办完还没人评价的会出现在这里', action: { label: '回首页', onClick: goHome } }}
    />
  )
}
