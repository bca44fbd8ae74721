import type { PlaceDetail } from '@huying/shared/booking/catalogue-contract'
import { PLACE_KIND_LABELS } from '@huying/shared/booking/labels'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { ListCard } from '../../../../components/card'
import { Chip } from '../../../../components/chip'
import { PagedList } from '../../../../components/list'
import { Page } from '../../../../components/page'
import { go } from '../../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { useKeptPlaces } from '../../keep'

const add = () => void go(BOOKING_PAGES.placeEdit)

/** 地点和服务: what a community, or the county, keeps for people to book. */
export default function PlacesPage() {
  const list = useKeptPlaces()
  return (
    <Page
      title="地点和服务"
      footer={
        list.items.length > 0 && (
          <ActionBar>
            <Button icon="plus" onClick={add}>加一个地点</Button>
          </ActionBar>
        )
      }
    >
      <PagedList
        list={list}
        keyOf={({ id }) => id}
        renderItem={(place) => <PlaceCard place={place} />}
        empty={{ icon: 'building', title: '还没有地点', text: '先加服务中心、活动室这样的地点，再加能约的服务', action: { label: '加一个地点', kind: 'primary', onClick: add } }}
      />
    </Page>
  )
}

function PlaceCard({ place: { id, name, kind, address, isActive } }: { place: PlaceDetail }) {
  return (
    <ListCard
      title={name}
      meta={`${PLACE_KIND_LABELS[kind]} · ${address}`}
      icon="building"
      {...(!isActive && { chip: <Chip tone="paused">停用了</Chip> })}
      onClick={() => void go(withParams(BOOKING_PAGES.place, { id }))}
    />
  )
}
