import { bookingContract, type ServiceLine } from '@huying/shared/booking/contract'
import { SERVICE_KIND_LABELS } from '@huying/shared/booking/labels'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CellGroup, SwitchCell } from '../../../../components/cell'
import { FilterPills } from '../../../../components/field'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { useDuty } from '../../../../hooks/use-areas'
import { useMe } from '../../../../hooks/use-me'
import { usePagedList } from '../../../../hooks/use-paged-list'
import { useIsElder } from '../../../../platform/display-mode'
import { locateOnce, type Point } from '../../../../platform/location'
import { goHome } from '../../../../platform/navigation'
import { dial } from '../../../../platform/phone-call'
import { ServiceCard } from '../../components/service-card'
import { roughly } from '../../view-model'
import './index.scss'

type Kind = ServiceLine['kind']
const KINDS = Object.entries(SERVICE_KIND_LABELS).map(([value, label]) => ({ value: value as Kind, label }))
/** 这周: today and the six days after it, as the picker of a service shows them. */
const WEEK_DAYS = 7
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
  const isElder = useIsElder()
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const [isFreeOnly, setFreeOnly] = useState(false)
  const [near, setNear] = useState<Point | null>(null)
  const list = usePagedList(['services'], bookingContract.services, {
    ...(kind !== 'all' && { kind }), ...((isFreeOnly || isElder) && { freeWithinDays: WEEK_DAYS }), ...(near && { near: roughly(near) }),
  })
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
        list={list}
        keyOf={({ id }) => id}
        renderItem={(service) => <ServiceCard service={service} near={near} />}
        empty={
          kind === 'all' && !isFreeOnly && !isElder
            ? { icon: 'calendar-check', title: '还没有能预约的服务', text: '有了会在这里', action: { label: '回首页', onClick: goHome } }
            : { icon: 'search', title: '没有对得上的', text: '看看别的类，或者晚几天的', action: { label: '看全部', onClick: showAll } }
        }
      />
    </Page>
  )
}
