import type { PlaceDetail } from '@huying/shared/booking/catalogue-contract'
import type { Service } from '@huying/shared/booking/contract'
import { PLACE_KIND_LABELS } from '@huying/shared/booking/labels'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { Card, ListCard } from '../../../../components/card'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup } from '../../../../components/cell'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { PagedList } from '../../../../components/list'
import { Photos } from '../../../../components/photos'
import { Section } from '../../../../components/section'
import { Sheet } from '../../../../components/sheet'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { QrCode } from '../../components/qr-code'
import { weekWords } from '../../hours'
import { usePlace, usePlaceServices } from '../../keep'
import { iconOf, priceWords } from '../../view-model'
import './index.scss'

/** One place for whoever keeps it: what people are told, its door's code, and its services. */
export default function PlacePage() {
  const query = usePlace(usePageParam('id'))
  const place = query.data
  const mayEdit = place?.abilities.update === true
  const footer = place && mayEdit && (
    <ActionBar>
      <Button onClick={() => void go(withParams(BOOKING_PAGES.placeEdit, { id: place.id }))}>改地点</Button>
      <Button kind="primary" onClick={() => void go(withParams(BOOKING_PAGES.rule, { place: place.id }))}>加一项服务</Button>
    </ActionBar>
  )
  return (
    <CasePage title="地点" query={query} footer={footer}>
      {place && <Body place={place} />}
      {place && mayEdit && <Services placeId={place.id} />}
    </CasePage>
  )
}

function Body({ place }: { place: PlaceDetail }) {
  const { name, kind, address, phone, openingHours, uploadIds, isActive, code, checkInRadiusM } = place
  const [isCodeOpen, setCodeOpen] = useState(false)
  return (
    <>
      <CaseHead title={name} meta={PLACE_KIND_LABELS[kind]} />
      <Card>
        {!isActive && <Chip tone="paused">停用了，居民看不到</Chip>}
        <Fact icon="map-pin">{address}</Fact>
        {phone !== null && <Fact icon="phone">{phone}</Fact>}
        <Fact icon="clock">{(openingHours && weekWords(openingHours)) ?? '开放时间还没写'}</Fact>
        <Photos ids={uploadIds} />
      </Card>
      {code !== null && (
        <CellGroup>
          <Cell icon="calendar-check" title="一周的场次" hint="看满不满，哪一场要定" onClick={() => void go(withParams(BOOKING_PAGES.week, { place: place.id }))} />
          <Cell icon="smartphone" title="门口的签到码" hint="打印出来贴在门口" onClick={() => setCodeOpen(true)} />
        </CellGroup>
      )}
      {code !== null && (
        <Sheet isOpen={isCodeOpen} title="门口的签到码" onClose={() => setCodeOpen(false)}>
          <View className="place-code">
            <QrCode text={code} label={`${name}的签到码`} />
            <View className="t-sub c-ink2">{`约了的人在 ${checkInRadiusM} 米以内扫它签到`}</View>
          </View>
        </Sheet>
      )}
    </>
  )
}

function Services({ placeId }: { placeId: string }) {
  const list = usePlaceServices(placeId)
  return (
    <Section title="服务">
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(service) => <KeptService service={service} placeId={placeId} />}
        empty={{ icon: 'calendar-check', title: '还没有服务', text: '加一项，先看会排出哪些场次，再定' }}
      />
    </Section>
  )
}

function KeptService({ service, placeId }: { service: Service; placeId: string }) {
  const { id, name, kind, weeklyHours, isActive } = service
  return (
    <ListCard
      title={name}
      icon={iconOf(kind)}
      why={weekWords(weeklyHours) ?? '没有固定时间'}
      chip={isActive ? <Chip tone={service.priceKind === 'free' ? 'done' : 'calm'} icon="check">{priceWords(service)}</Chip> : <Chip tone="paused">停用了</Chip>}
      onClick={() => void go(withParams(BOOKING_PAGES.rule, { place: placeId, id }))}
    />
  )
}
