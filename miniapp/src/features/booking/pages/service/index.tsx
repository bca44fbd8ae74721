import { bookingContract, type Service, type ServiceSession } from '@huying/shared/booking/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Fact } from '../../../../components/fact'
import { StateView } from '../../../../components/state-view'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { usePageParam } from '../../../../platform/page-events'
import { dial } from '../../../../platform/phone-call'
import { call } from '../../../../platform/request'
import { clockOf, daysFrom, halvesOf, priceWords } from '../../view-model'
import './index.scss'

/** One service: where, what it costs, and when there is room in the next seven days. */
export default function ServicePage() {
  const id = usePageParam('id')
  const query = useQuery({ queryKey: ['service', id], queryFn: () => call(bookingContract.service, { params: { id } }), enabled: id !== '' })
  const sessions = useQuery({ queryKey: ['sessions', id], queryFn: () => call(bookingContract.sessions, { params: { id } }), enabled: id !== '' })
  const service = query.data
  const [chosen, setChosen] = useState<ServiceSession | null>(null)
  return (
    <CasePage title="选时间" query={query} footer={service && <Footer service={service} chosen={chosen} />}>
      {service && (
        <>
          <CaseHead title={service.name} meta={[priceWords(service), service.place.name].join(' · ')} />
          <Sessions sessions={sessions.data?.items ?? []} chosen={chosen} onChoose={setChosen} />
          <Card>
            {service.summary && <View className="t-body">{service.summary}</View>}
            <Fact icon="map-pin">{service.place.address}</Fact>
            {service.needsApproval && <Fact icon="clock" isQuiet>约了以后，要中心同意才算</Fact>}
          </Card>
        </>
      )}
    </CasePage>
  )
}

/** The desk takes the booking by phone, for the time that was found here. */
function Footer({ service: { place }, chosen }: { service: Service; chosen: ServiceSession | null }) {
  const now = useNow()
  const isElder = useIsElder()
  const { phone } = place
  if (phone === null) return <ActionBar note={`请到 ${place.name} 现场约`}>{null}</ActionBar>
  return (
    <ActionBar note={chosen ? `告诉对方：${sayMoment(new Date(chosen.startsAt), now, { isElder })}` : '先选一个时间，再打电话约'}>
      <Button kind="primary" icon="phone" onClick={() => void dial(phone)}>
        打电话预约
      </Button>
    </ActionBar>
  )
}

interface SessionsProps {
  sessions: readonly ServiceSession[]
  chosen: ServiceSession | null
  onChoose: (session: ServiceSession) => void
}

function Sessions({ sessions, chosen, onChoose }: SessionsProps) {
  const days = daysFrom(useNow(), sessions)
  const [picked, setPicked] = useState<string | null>(null)
  const date = picked ?? days.find(({ hasRoom }) => hasRoom)?.date ?? days[0]!.date
  const halves = halvesOf(date, sessions)
  return (
    <View className="sessions">
      <View className="days" aria-role="tablist">
        {days.map((day) => (
          <View
            key={day.date}
            className={`day ${day.date === date ? 'day-on' : day.hasRoom ? '' : 'day-full'}`}
            aria-role="tab"
            aria-selected={day.date === date}
            aria-label={`${day.weekday} ${day.dayOfMonth} 日，${day.words}`}
            onClick={() => setPicked(day.date)}
          >
            <Text className="t-caption">{day.weekday}</Text>
            <Text className="day-number">{String(day.dayOfMonth)}</Text>
            <Text className="t-caption">{day.words}</Text>
          </View>
        ))}
      </View>
      {halves.length === 0 && <StateView icon="calendar-check" title="这一天没有场次" text="换一天看看" />}
      {halves.map((half) => (
        <View key={half.word}>
          <View className="t-sub c-ink2 half">{half.word}</View>
          <View className="slots">
            {half.sessions.map((session) => (
              <Slot key={session.id} session={session} isChosen={session.id === chosen?.id} onChoose={() => onChoose(session)} />
            ))}
          </View>
        </View>
      ))}
    </View>
  )
}

function Slot({ session: { startsAt, left, isBookable, whyNot }, isChosen, onChoose }: { session: ServiceSession; isChosen: boolean; onChoose: () => void }) {
  const words = isBookable ? `余 ${left} 位` : (whyNot ?? '约满')
  return (
    <View
      className={`slot ${isChosen ? 'choice-on' : ''} ${isBookable ? '' : 'slot-full'}`}
      aria-role="radio"
      aria-checked={isChosen}
      aria-disabled={!isBookable}
      aria-label={`${clockOf(startsAt)}，${words}`}
      hoverClass={isBookable ? 'pressed' : 'none'}
      onClick={isBookable ? onChoose : undefined}
    >
      <Text className="t-heading">{clockOf(startsAt)}</Text>
      <Text className="t-caption">{words}</Text>
    </View>
  )
}
