import { Cell, CellGroup } from '../../../components/cell'
import { go } from '../../../platform/navigation'
import { BOOKING_PAGES } from '../../../routes'

/** The way to what can be booked, for whoever keeps it. */
export function PlacesLink() {
  return (
    <CellGroup>
      <Cell icon="building" title="地点和服务" hint="能约什么、什么时候" onClick={() => void go(BOOKING_PAGES.places)} />
    </CellGroup>
  )
}
