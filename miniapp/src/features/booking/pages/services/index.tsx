import { bookingContract, type ServiceLine } from '@huying/shared/booking/contract'
import { SERVICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CellGroup, SwitchCell } from '../../../../components/cell'
import { FilterPills } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { useDuty } from '../../../../hooks/use-areas'
import { useMe } from '../../../../hooks/use-me'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { locateOnce, type Point } from '../../../../platform/location'
import { goHome } from '../../../../platform/navigation'
import { dial } from '../../../../platform/phone-call'
import { ServiceCard } from '../../components/service-card'
import { foundServices } from '../../view-model'
import './index.scss'

type Kind = ServiceLine['kind']
const KINDS = Object.entries(SERVICE_KIND_LABELS).map(([value, label]) => ({ value: value as Kind, label }))
const PAGE_SIZE = 50
/** As many as fill a phone: of a filtered list more is asked for until there are so many. */
const FEWEST_SHOWN = 8
const CHOICES = [{ value: 'all' as const, label: '全部' }, ...KINDS]

/** Whoever would rather speak: the desk's own number. */
function CallInstead() {
  const { me } = useMe()
  const { data: duty } = useDuty(me?.gridCode ?? null)
  const phone = duty?.phone
  if (!phone) return null
  return (
    <ActionBar note="告诉他想办什么，他帮您约">
      <Button kind="primary" icon="phone" onClick={() => void dial(phone)}>打电话问</Button>
    </ActionBar>
  )
}

/** 预约服务: what one can come for without queueing, by kind, with a seat this week, near where one is. */
export default function ServicesPage() {
  const now = useNow()
  const isElder = useIsElder()
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [isFreeOnly, setFreeOnly] = useState(false)
  const [near, setNear] = useState<Point | null>(null)
  const list = usePagedList(['services'], bookingContract.services, { limit: PAGE_SIZE, ...(kind !== 'all' && { kind }) })
  const items = foundServices(list.items, { now, isFreeOnly: isFreeOnly || isElder, near })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list
  const needsMore = items.length < FEWEST_SHOWN && hasNextPage && !isFetchingNextPage && !isError
  useEffect(() => {
    if (needsMore) void fetchNextPage()
  }, [needsMore, fetchNextPage])
  const showAll = () => {
    setKind('all')
    setFreeOnly(false)
  }
  return (
    <Page title="预约服务" footer={isElder && <CallInstead />}>
      <View className="service-kinds">
        <FilterPills choices={CHOICES} value={kind} onChange={setKind} />
      </View>
      {!isElder && (
        <View className="service-filters">
          <CellGroup>
            <SwitchCell title="只看这周有空位的" icon="calendar-check" isOn={isFreeOnly} onChange={setFreeOnly} />
            <SwitchCell title="近的排前面" icon="navigation" hint="位置只用这一次" isOn={near !== null} onChange={(isOn) => void (isOn ? locateOnce().then(setNear) : setNear(null))} />
          </CellGroup>
        </View>
      )}
      <PagedList
        list={{ ...list, items }}
        keyOf={({ id }) => id}
        renderItem={(service) => <ServiceCard service={service} near={near} />}
        empty={
          kind === 'all' && list.items.length === 0
            ? { icon: 'calendar-check', title: '还没有能预约的服务', text: '有了会在这里', action: { label: '回首页', onClick: goHome } }
            : { icon: 'search', title: '没有对得上的', text: '看看别的类，或者晚几天的', action: { label: '看全部', onClick: showAll } }
        }
      />
    </Page>
  )
}
