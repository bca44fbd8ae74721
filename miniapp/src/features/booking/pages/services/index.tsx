import { bookingContract, type ServiceLine } from '@huying/shared/booking/contract'
import { SERVICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { useState } from 'react'
import { FilterPills } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { goHome } from '../../../../platform/navigation'
import { ServiceCard } from '../../components/service-card'

type Kind = ServiceLine['kind']
const KINDS = Object.entries(SERVICE_KIND_LABELS).map(([value, label]) => ({ value: value as Kind, label }))
const CHOICES = [{ value: 'all' as const, label: '全部' }, ...KINDS]

/** 预约服务: what one can come for, without queueing. */
export default function ServicesPage() {
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const list = usePagedList(['services'], bookingContract.services, kind === 'all' ? {} : { kind })
  return (
    <Page title="预约服务">
      <FilterPills choices={CHOICES} value={kind} onChange={setKind} />
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(service) => <ServiceCard service={service} />}
        empty={
          kind === 'all'
            ? { icon: 'calendar-check', title: '还没有能预约的服务', text: '有了会在这里', action: { label: '回首页', onClick: goHome } }
            : { icon: 'search', title: '这一类还没有', text: '看看别的类', action: { label: '看全部', onClick: () => setKind('all') } }
        }
      />
    </Page>
  )
}
