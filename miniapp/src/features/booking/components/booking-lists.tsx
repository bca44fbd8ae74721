import { bookingContract } from '@huying/shared/booking/contract'
import { PagedList } from '../../../components/list'
import { Section } from '../../../components/section'
import { usePagedList } from '../../../hooks/use-paged-list'
import { useNow } from '../../../platform/clock'
import { go } from '../../../platform/navigation'
import { BOOKING_PAGES } from '../../../routes'
import { nextFirst } from '../view-model'
import { BookingCard, EntryCard } from './booking-card'

const toServices = { label: '看看能约什么', kind: 'primary' as const, onClick: () => void go(BOOKING_PAGES.services) }

/** What I have booked, and above it where I still wait or am offered a seat. */
export function MyBookings() {
  const now = useNow()
  const bookings = usePagedList(['bookings'], bookingContract.bookings, { view: 'mine' })
  const waitlist = usePagedList(['waitlist'], bookingContract.waitlist, {})
  const waiting = waitlist.items.filter(({ state }) => state === 'waiting' || state === 'offered')
  return (
    <>
      {waiting.length > 0 && (
        <Section title="候补">
          {waiting.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </Section>
      )}
      <PagedList
        list={{ ...bookings, items: nextFirst(bookings.items, now) }}
        keyOf={({ id }) => id}
        renderItem={(booking) => <BookingCard booking={booking} />}
        empty={{ icon: 'calendar-check', title: '您还没有预约', text: '约了以后，凭证码在这里，没有网也能看', action: toServices }}
      />
    </>
  )
}

/** Bookings that wait for the desk's answer, or no-shows that another desk contests. */
export function DeskBookings({ view }: { view: 'approve' | 'appeals' }) {
  const list = usePagedList(['bookings'], bookingContract.bookings, { view })
  return (
    <PagedList
      list={list}
      keyOf={({ id }) => id}
      renderItem={(booking) => <BookingCard booking={booking} />}
      empty={{ icon: 'circle-check', title: view === 'approve' ? '没有等您答复的预约' : '没有等您认定的申诉', text: '有新的会在这里，也会发消息告诉您' }}
    />
  )
}
