import { bookingContract, type BookingDetail } from '@huying/shared/booking/contract'
import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../components/button'
import { Card } from '../../../../components/card'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup } from '../../../../components/cell'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { dial } from '../../../../platform/phone-call'
import { addToCalendar } from '../../../../platform/phone-calendar'
import { send, wireRequest } from '../../../../platform/request'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { actsOf, askedAct, isOwn } from '../../acts'
import { CheckInSheet } from '../../components/check-in-sheet'
import { BOOKING_KEYS, useBooking } from '../../service'
import { bookingChip, periodWords, yuan } from '../../view-model'
import './index.scss'

/** One booking: when and where, the pass code to show, and what one may do with it now. */
export default function BookingPage() {
  const query = useBooking(usePageParam('id'))
  const booking = query.data
  return (
    <CasePage title={booking && !isOwn(booking) ? '这次预约' : '我的预约'} query={query} footer={booking && <Footer booking={booking} />}>
      {booking && <Body booking={booking} />}
    </CasePage>
  )
}

function Footer({ booking }: { booking: BookingDetail }) {
  const now = useNow()
  const [isCheckingIn, setCheckingIn] = useState(false)
  const { id, service, place, abilities } = booking
  const { phone } = place
  return (
    <>
      <Acts
        acts={actsOf(booking, now)}
        primary={askedAct(booking)}
        abilities={abilities}
        params={{ id }}
        refreshes={BOOKING_KEYS}
        pages={{ 'check-in': () => setCheckingIn(true), move: () => void go(withParams(BOOKING_PAGES.service, { id: service.id, move: id })) }}
        aside={isOwn(booking) && phone !== null ? { label: '打电话问', icon: 'phone', onClick: () => void dial(phone) } : null}
      />
      {isCheckingIn && <CheckInSheet bookingId={id} isStaff={!isOwn(booking)} onClose={() => setCheckingIn(false)} />}
    </>
  )
}

function Body({ booking }: { booking: BookingDetail }) {
  const now = useNow()
  const isElder = useIsElder()
  const { service, place, startsAt, endsAt, forWhom, note, state, reason, passCode, priceFen, receiptNumber, cancelBy, series, instead, appealedAt, appealDecidedAt } = booking
  const chip = bookingChip(booking)
  const isAhead = state === 'booked' || state === 'pending'
  return (
    <>
      <CaseHead title={service.name} meta={periodWords({ startsAt, endsAt }, now, { isElder })} />
      <Card>
        <Chip tone={chip.tone}>{chip.words}</Chip>
        {state === 'booked' && passCode !== null && (
          <View className="pass" aria-label={`凭证码，${[...passCode].join(' ')}`}>
            <View className="t-sub c-ink2">到了给工作人员看，没有网也能看</View>
            <View className="pass-code">{passCode}</View>
          </View>
        )}
        {reason !== null && <Fact icon="file-text">{reason}</Fact>}
        {appealedAt !== null && <Fact icon="hourglass" isQuiet>{appealDecidedAt === null ? '别的窗口正在认定，3 个工作日内答复' : '已经认定过了'}</Fact>}
        <Fact icon="map-pin">{`${place.name}，${place.address}`}</Fact>
        {forWhom !== null && <Fact icon="user">{`给 ${forWhom} 约的`}</Fact>}
        {note !== null && <Fact icon="pencil">{note}</Fact>}
        {priceFen > 0 && <Fact icon="check">{receiptNumber === null ? `到了付 ${yuan(priceFen)}` : `已付 ${yuan(priceFen)}，收据 ${receiptNumber}`}</Fact>}
        {isAhead && isOwn(booking) && <Fact icon="clock" isQuiet>{`来不了请在${isElder ? '' : ' '}${sayDeadline(new Date(cancelBy), now, { isElder })}取消`}</Fact>}
      </Card>
      {series !== null && <Series series={series} isElder={isElder} />}
      {instead !== null && (
        <CellGroup>
          <Cell
            icon="calendar-check"
            title={`还可以约 ${sayMoment(new Date(instead.startsAt), now, { isElder })}`}
            hint={`余 ${instead.left} 位`}
            onClick={() => void go(withParams(BOOKING_PAGES.service, { id: service.id, session: instead.id }))}
          />
        </CellGroup>
      )}
      {isAhead && isOwn(booking) && !isElder && <ToCalendar booking={booking} />}
      <RefusedActs acts={actsOf(booking, now)} abilities={booking.abilities} />
    </>
  )
}

function Series({ series: { bookings, clashes }, isElder }: { series: NonNullable<BookingDetail['series']>; isElder: boolean }) {
  const now = useNow()
  return (
    <Card>
      <View className="t-strong">{`一起约了 ${bookings.length} 次`}</View>
      {bookings.map(({ id, startsAt }) => (
        <Fact key={id} icon="check">{sayMoment(new Date(startsAt), now, { isElder })}</Fact>
      ))}
      {clashes.map(({ startsAt, message }) => (
        <Fact key={startsAt} icon="x">{`${sayMoment(new Date(startsAt), now, { isElder })} 没约上：${message}`}</Fact>
      ))}
    </Card>
  )
}

/** Into the phone's own calendar, so that it reminds without us. */
function ToCalendar({ booking: { id, service, place, startsAt, endsAt } }: { booking: BookingDetail }) {
  const [isAdded, setAdded] = useState(false)
  const entry = { title: service.name, startsAt: new Date(startsAt), endsAt: new Date(endsAt), location: `${place.name} ${place.address}` }
  const file = async () => String((await send(wireRequest(bookingContract.calendarFile, { params: { id } }))).body)
  return (
    <Button kind="link" icon="calendar-check" onClick={() => void addToCalendar(entry, file).then(setAdded)}>
      {isAdded ? '加到日历了' : '加到手机日历'}
    </Button>
  )
}
