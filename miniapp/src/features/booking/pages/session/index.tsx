import { bookingContract, type SessionDetail } from '@huying/shared/booking/contract'
import { sessionMachine } from '@huying/shared/booking/session-machine'
import { useQuery } from '@tanstack/react-query'
import { Card } from '../../../../components/card'
import { Acts, RefusedActs } from '../../../../components/case/acts'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Fact } from '../../../../components/fact'
import { useMe } from '../../../../hooks/use-me'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { useLive } from '../../../../platform/live'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { call } from '../../../../platform/request'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { RotatingCode } from '../../components/rotating-code'
import { dayAt, usePlaceId } from '../../desk'
import { BOOKING_KEYS } from '../../service'
import { CONFIRM_SHEET, SESSION_ACTS, WALK_IN } from '../../staff-acts'
import { periodWords } from '../../view-model'

/** One session for its desk: how full it is, the code to check in with, and what is done with it. */
export default function SessionPage() {
  const id = usePageParam('id')
  const { current } = useMe()
  const query = useQuery({
    queryKey: ['service-session', id, current.appointmentId], queryFn: () => call(bookingContract.session, { params: { id } }), enabled: id !== '', meta: { isKept: true },
  })
  useLive('session', id, query.refetch)
  const session = query.data
  const placeId = usePlaceId()
  const isStaff = session !== undefined && placeId === session.place.id
  return (
    <CasePage title="这一场" query={query} footer={session && <Footer session={session} isStaff={isStaff} />}>
      {session && <Body session={session} isStaff={isStaff} />}
    </CasePage>
  )
}

/** At the desk somebody may come in, and the sheet is confirmed, while a session is on or about to be. */
function Footer({ session: { id, state, startsAt, abilities }, isStaff }: { session: SessionDetail; isStaff: boolean }) {
  const isLive = isStaff && (state === 'open' || state === 'running')
  const mayConfirm = isStaff && (state === 'running' || state === 'ended')
  const open = { ...abilities, ...(isLive && { 'walk-in': true as const }), ...(mayConfirm && { 'confirm-day-sheet': true as const }) }
  return (
    <Acts
      acts={[WALK_IN, CONFIRM_SHEET, ...SESSION_ACTS]}
      primary={isLive ? 'walk-in' : 'confirm-day-sheet'}
      abilities={open}
      params={{ id }}
      refreshes={BOOKING_KEYS}
      pages={{ 'confirm-day-sheet': () => void go(withParams(BOOKING_PAGES.came, { id, day: dayAt(startsAt) })) }}
    />
  )
}

function Body({ session, isStaff }: { session: SessionDetail; isStaff: boolean }) {
  const now = useNow()
  const isElder = useIsElder()
  const { id, state, service, place, startsAt, endsAt, seats, left, waiting, isOffRule, closeReason, daySheetConfirmedAt, abilities } = session
  return (
    <>
      <CaseHead title={service.name} meta={`${periodWords({ startsAt, endsAt }, now, { isElder })}，${place.name}`} />
      <Card>
        <Fact icon="clock">{sessionMachine.states[state].label}</Fact>
        <Fact icon="users">{`${seats} 个名额，还剩 ${left} 个，候补 ${waiting} 人`}</Fact>
        {isOffRule && <Fact icon="triangle-alert">排班改了，这一场不再收新的预约</Fact>}
        {closeReason !== null && <Fact icon="file-text">{closeReason}</Fact>}
        {daySheetConfirmedAt !== null && <Fact icon="circle-check" isQuiet>到场名单确认过了</Fact>}
      </Card>
      {isStaff && (state === 'running' || (state === 'open' && dayAt(startsAt) === dayAt(now))) && <RotatingCode sessionId={id} />}
      <RefusedActs acts={SESSION_ACTS} abilities={abilities} />
    </>
  )
}
