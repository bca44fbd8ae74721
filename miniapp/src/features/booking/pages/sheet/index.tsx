import { bookingStaffContract, type SheetSession } from '@huying/shared/booking/staff-contract'
import { parseIsoDate } from '@huying/shared/kernel/calendar-day'
import { dateAndWeekday } from '@huying/shared/kernel/calendar-words'
import { Text, View } from '@tarojs/components'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { StateView } from '../../../../components/state-view'
import { useNow } from '../../../../platform/clock'
import { usePageParam } from '../../../../platform/page-events'
import { go } from '../../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { DeskPage } from '../../components/desk-only'
import { FileButtons } from '../../components/file-buttons'
import { dayAt, useDaySheet } from '../../desk'
import { bookingChip, clockOf, yuan } from '../../view-model'
import './index.scss'

/** A day's list as it is printed, with room to sign; what was signed on paper is entered from here. */
export default function SheetPage() {
  return <DeskPage title="到场名单">{(placeId) => <PrintedSheet placeId={placeId} />}</DeskPage>
}

function PrintedSheet({ placeId }: { placeId: string }) {
  const today = dayAt(useNow())
  const day = usePageParam('day') || today
  const query = useDaySheet(placeId, day)
  const words = dateAndWeekday(parseIsoDate(day), Number(day.slice(0, 4)))
  return (
    <CasePage title="到场名单" query={query} footer={<FileButtons endpoint={bookingStaffContract.daySheetFile} placeId={placeId} day={day} name={`到场名单 ${day}.xlsx`} />}>
      {query.data && (
        <>
          <CaseHead title={`${words} 到场名单`} meta={query.data.place} />
          {query.data.sessions.length === 0 && <StateView icon="calendar-check" title="这一天没有场次" text="换一天看看" />}
          {query.data.sessions.map((session) => (
            <PrintedSession key={session.id} session={session} />
          ))}
        </>
      )}
    </CasePage>
  )
}

function PrintedSession({ session: { id, service, startsAt, endsAt, seats, state, bookings, daySheetConfirmedAt } }: { session: SheetSession }) {
  const canEnter = state === 'running' || state === 'ended'
  return (
    <View className="card sheet-of">
      <View className="sheet-title">
        <Text className="t-heading">{`${clockOf(startsAt)}–${clockOf(endsAt)} ${service.name}`}</Text>
        <Text className="t-sub c-ink2">{`${seats} 个名额`}</Text>
      </View>
      {bookings.length === 0 && <View className="t-sub c-ink3">没有人约</View>}
      {bookings.map((booking, index) => (
        <View key={booking.id} className="sheet-line">
          <Text className="sheet-number c-ink3">{String(index + 1)}</Text>
          <View className="sheet-who">
            <Text className="t-strong">{booking.who}</Text>
            <Text className="t-caption c-ink3">{[bookingChip(booking).words, booking.isWalkIn && '现场来的', booking.priceFen > 0 && yuan(booking.priceFen), booking.note].filter(Boolean).join(' · ')}</Text>
          </View>
          <View className="sheet-sign t-caption c-ink3">签名</View>
        </View>
      ))}
      {canEnter && bookings.length > 0 && (
        <View className="sheet-enter no-print" aria-role="button" hoverClass="pressed" onClick={() => void go(withParams(BOOKING_PAGES.came, { id, day: dayAt(startsAt) }))}>
          {daySheetConfirmedAt === null ? '补录、确认这一场' : '名单确认过了，再补录'}
        </View>
      )}
    </View>
  )
}
