import { bookingStaffContract, type SheetSession } from '@huying/shared/booking/staff-contract'
import { useQuery } from '@tanstack/react-query'
import { Card, CaseRow } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { Section } from '../../../components/section'
import { ErrorView, LoadingView, StateView } from '../../../components/state-view'
import { useMe } from '../../../hooks/use-me'
import { go, goHome } from '../../../platform/navigation'
import { call } from '../../../platform/request'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { bookingChip, clockOf } from '../view-model'

/** 今天的名单 of the place whose desk one holds, by session; kept on the phone for when the network is gone. */
export function DaySheet() {
  const { me, current } = useMe()
  const placeId = me?.appointments.find(({ id, scopeKind }) => id === current.appointmentId && scopeKind === 'place')?.scopeId ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['day-sheet', placeId], queryFn: () => call(bookingStaffContract.daySheet, { params: { id: placeId } }), enabled: placeId !== '', meta: { isKept: true },
  })
  if (!data) return error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />
  if (data.sessions.length === 0) return <StateView icon="calendar-check" title="今天没有场次" text="明天的场次明天在这里" />
  return (
    <>
      {data.sessions.map((session) => (
        <SheetOfSession key={session.id} session={session} />
      ))}
    </>
  )
}

function SheetOfSession({ session: { id, service, startsAt, seats, taken, waiting, isOffRule, bookings } }: { session: SheetSession }) {
  const counts = [`约了 ${taken} / ${seats}`, waiting > 0 && `候补 ${waiting}`, isOffRule && '排班改了，等您定'].filter(Boolean).join(' · ')
  return (
    <Section title={`${clockOf(startsAt)} ${service.name}`} more="这一场" onMore={() => void go(withParams(BOOKING_PAGES.session, { id }))}>
      <CardOfRows bookings={bookings} counts={counts} />
    </Section>
  )
}

function CardOfRows({ bookings, counts }: { bookings: SheetSession['bookings']; counts: string }) {
  return (
    <Card>
      <CaseRow title={counts} />
      {bookings.map((booking) => {
        const chip = bookingChip(booking)
        return (
          <CaseRow
            key={booking.id}
            title={booking.who}
            meta={[booking.isWalkIn && '现场来的', booking.note].filter(Boolean).join(' · ')}
            chip={<Chip tone={chip.tone}>{chip.words}</Chip>}
            onClick={() => void go(withParams(BOOKING_PAGES.booking, { id: booking.id }))}
          />
        )
      })}
    </Card>
  )
}
