import type { SheetSession } from '@huying/shared/booking/staff-contract'
import { Card, CaseRow } from '../../../components/card'
import { Cell, CellGroup } from '../../../components/cell'
import { Chip } from '../../../components/chip'
import { Section } from '../../../components/section'
import { ErrorView, LoadingView, StateView } from '../../../components/state-view'
import { useNow } from '../../../platform/clock'
import { go, goHome } from '../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { dayAt, useDaySheet } from '../desk'
import { bookingChip, clockOf, fullnessWords } from '../view-model'
import { DeskOnly } from './desk-only'

/** 今天的名单 of the place whose desk one holds, and the ways to other days. */
export function DaySheet() {
  const today = dayAt(useNow())
  return (
    <>
      <DeskOnly>{(placeId) => <SheetOfDay placeId={placeId} day={today} />}</DeskOnly>
      <Section title="别的">
        <CellGroup>
          <Cell icon="calendar-check" title="一周的场次" hint="看满不满，导出 Excel" onClick={() => void go(BOOKING_PAGES.week)} />
          <Cell icon="file-text" title="打印、导出今天的名单" onClick={() => void go(withParams(BOOKING_PAGES.sheet, { day: today }))} />
        </CellGroup>
      </Section>
    </>
  )
}

/** Who comes on a day, by session. */
function SheetOfDay({ placeId, day }: { placeId: string; day: string }) {
  const { data, error, refetch } = useDaySheet(placeId, day)
  if (!data) return error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />
  if (data.sessions.length === 0) return <StateView icon="calendar-check" title="这一天没有场次" text="别的日子在“一周的场次”里" />
  return (
    <>
      {data.sessions.map((session) => (
        <SheetOfSession key={session.id} session={session} />
      ))}
    </>
  )
}

function SheetOfSession({ session }: { session: SheetSession }) {
  const { id, service, startsAt, bookings } = session
  return (
    <Section title={`${clockOf(startsAt)} ${service.name}`} more="这一场" onMore={() => void go(withParams(BOOKING_PAGES.session, { id }))}>
      <Card>
        <CaseRow title={fullnessWords(session)} />
        {bookings.map((booking) => (
          <SheetLine key={booking.id} booking={booking} />
        ))}
      </Card>
    </Section>
  )
}

function SheetLine({ booking }: { booking: SheetSession['bookings'][number] }) {
  const { id, who, isWalkIn, note } = booking
  const chip = bookingChip(booking)
  return (
    <CaseRow
      title={who}
      meta={[isWalkIn && '现场来的', note].filter(Boolean).join(' · ')}
      chip={<Chip tone={chip.tone}>{chip.words}</Chip>}
      onClick={() => void go(withParams(BOOKING_PAGES.booking, { id }))}
    />
  )
}
