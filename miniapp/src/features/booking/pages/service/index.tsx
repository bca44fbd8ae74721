import { AUDIENCE_LABELS, QUOTA_PERIOD_LABELS } from '@huying/shared/booking/labels'
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
import { Photos } from '../../../../components/photos'
import { ErrorView, LoadingView, StateView } from '../../../../components/state-view'
import { useCommand } from '../../../../hooks/use-command'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { useLive } from '../../../../platform/live'
import { goBack, goHome } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { dial } from '../../../../platform/phone-call'
import { call } from '../../../../platform/request'
import { BookSheet } from '../../components/book-sheet'
import { weekWords } from '../../hours'
import { BOOKING_KEYS, useSessions } from '../../service'
import { dateOf, daysFrom, halvesOf, isWaitable, priceWords, startWords } from '../../view-model'
import './index.scss'

/** One service: where, what it costs, and when there is room; a time is booked here, queued for, or moved to. */
export default function ServicePage() {
  const id = usePageParam('id')
  const moved = usePageParam('move')
  const now = useNow()
  const query = useQuery({ queryKey: ['service', id], queryFn: () => call(bookingContract.service, { params: { id } }), enabled: id !== '', meta: { isKept: true } })
  const sessions = useSessions(id)
  const service = query.data
  const offered = usePageParam('session')
  const [picked, setPicked] = useState<string | null>(null)
  const chosenId = picked ?? (offered || null)
  const chosen = sessions.data?.items.find((session) => session.id === chosenId && (session.isBookable || isWaitable(session, now))) ?? null
  useLive('session', chosenId, sessions.refetch)
  return (
    <CasePage title={moved === '' ? '选时间' : '改到什么时候'} query={query} footer={service && <Footer service={service} chosen={chosen} moved={moved} />}>
      {service && (
        <>
          <CaseHead title={service.name} meta={[priceWords(service), service.place.name].join(' · ')} />
          {sessions.data || !sessions.error ? (
            sessions.data ? <Sessions sessions={sessions.data.items} chosen={chosen} onChoose={({ id: one }) => setPicked(one)} /> : <LoadingView rows={2} />
          ) : (
            <ErrorView error={sessions.error} onRetry={() => void sessions.refetch()} onHome={goHome} />
          )}
          <Card>
            {service.summary && <View className="t-body">{service.summary}</View>}
            <Fact icon="map-pin">{service.place.address}</Fact>
            {service.placeHours && weekWords(service.placeHours) && <Fact icon="clock" isQuiet>{`开放时间：${weekWords(service.placeHours)}`}</Fact>}
            <Photos ids={service.uploadIds} />
            {service.audience !== 'everyone' && <Fact icon="users" isQuiet>{`给${AUDIENCE_LABELS[service.audience]}的`}</Fact>}
            {service.quota && <Fact icon="calendar-check" isQuiet>{`${QUOTA_PERIOD_LABELS[service.quota.period]}最多约 ${service.quota.count} 次`}</Fact>}
            {service.needsApproval && <Fact icon="clock" isQuiet>约了以后，要中心同意才算</Fact>}
          </Card>
        </>
      )}
    </CasePage>
  )
}

interface FooterProps {
  service: Service
  chosen: ServiceSession | null
  /** The booking that is moved; empty where a new one is made. */
  moved: string
}

/** The chosen time and the one button for it; the desk can still be asked by phone. */
function Footer({ service, chosen, moved }: FooterProps) {
  const now = useNow()
  const isElder = useIsElder()
  const [isOpen, setOpen] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const move = useCommand(bookingContract.move, { refreshes: BOOKING_KEYS })
  const { phone } = service.place
  const isQueue = chosen !== null && isWaitable(chosen, now)
  const isMove = moved !== ''
  const label = isMove ? '改到这个时间' : isQueue ? '排候补' : '约这个时间'
  async function submit() {
    setMissing(chosen === null)
    if (chosen === null) return
    if (!isMove) setOpen(true)
    else if (await move.run({ params: { id: moved }, body: { sessionId: chosen.id } })) goBack()
  }
  return (
    <>
      <ActionBar
        problem={move.problem ?? (isMissing && chosen === null ? '先在上面选一个时间' : null)}
        {...(chosen && { note: `${sayMoment(new Date(chosen.startsAt), now, { isElder })}，${isQueue ? '约满了，可以候补' : `余 ${chosen.left} 位`}` })}
      >
        {phone !== null && <Button {...(isElder && { icon: 'phone' })} onClick={() => void dial(phone)}>打电话问</Button>}
        <Button kind="primary" isBusy={move.isBusy} onClick={() => void submit()}>
          {label}
        </Button>
      </ActionBar>
      {isOpen && chosen && <BookSheet key={chosen.id} service={service} session={chosen} onClose={() => setOpen(false)} />}
    </>
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
  const date = picked ?? (chosen && dateOf(chosen.startsAt)) ?? days.find(({ hasRoom }) => hasRoom)?.date ?? days[0]!.date
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

function Slot({ session, isChosen, onChoose }: { session: ServiceSession; isChosen: boolean; onChoose: () => void }) {
  const { startsAt, left, isBookable, whyNot } = session
  const canQueue = isWaitable(session, useNow())
  const words = isBookable ? `余 ${left} 位` : canQueue ? '约满，可候补' : (whyNot ?? '约满')
  const canChoose = isBookable || canQueue
  const time = startWords(startsAt, { isElder: useIsElder() })
  return (
    <View
      className={`slot ${isChosen ? 'choice-on' : ''} ${isBookable ? '' : 'slot-full'}`}
      aria-role="radio"
      aria-checked={isChosen}
      aria-disabled={!canChoose}
      aria-label={`${time}，${words}`}
      hoverClass={canChoose ? 'pressed' : 'none'}
      onClick={canChoose ? onChoose : undefined}
    >
      <Text className="t-heading">{time}</Text>
      <Text className="t-caption">{words}</Text>
    </View>
  )
}
