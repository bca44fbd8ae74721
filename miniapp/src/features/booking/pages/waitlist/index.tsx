import { bookingContract, type WaitlistEntry } from '@huying/shared/booking/contract'
import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { Card } from '../../../../components/card'
import { Acts } from '../../../../components/case/acts'
import type { ActSpec } from '../../../../components/case/act-spec'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { Cell, CellGroup } from '../../../../components/cell'
import { Chip } from '../../../../components/chip'
import { Fact } from '../../../../components/fact'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { go } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { BOOKING_PAGES, withParams } from '../../../../routes'
import { BOOKING_KEYS, useEntry } from '../../service'
import { entryChip, holdLeft, periodWords } from '../../view-model'

const ACTS: readonly ActSpec[] = [
  { key: 'take', button: '要这个位子', title: '要这个位子', fields: [], submit: '要', endpoint: bookingContract.take, body: () => undefined, explain: ['确认以后就算约好了'] },
  { key: 'refuse', button: '不要了', title: '不要这个位子', fields: [], submit: '让给下一位', endpoint: bookingContract.refuse, body: () => ({}), explain: ['位子马上给排在后面的人'] },
  { key: 'leave', button: '退出候补', title: '退出候补', fields: [], submit: '退出候补', endpoint: bookingContract.leave, body: () => ({}), explain: ['再排要从最后一位排起'] },
]

/** A place in a line: how many are before, or how long the seat is still held. */
export default function WaitlistPage() {
  const query = useEntry(usePageParam('id'))
  const entry = query.data
  return (
    <CasePage title="候补" query={query} footer={entry && <Acts acts={ACTS} primary="take" abilities={entry.abilities} params={{ id: entry.id }} refreshes={BOOKING_KEYS} />}>
      {entry && <Body entry={entry} />}
    </CasePage>
  )
}

function Body({ entry }: { entry: WaitlistEntry }) {
  const now = useNow()
  const isElder = useIsElder()
  const { service, place, startsAt, endsAt, forWhom, state, position, heldUntil, bookingId } = entry
  const chip = entryChip(entry)
  const left = state === 'offered' ? holdLeft(heldUntil, now) : null
  return (
    <>
      <CaseHead title={service.name} meta={periodWords({ startsAt, endsAt }, now, { isElder })} />
      <Card>
        <Chip tone={chip.tone}>{chip.words}</Chip>
        {position !== null && <Fact icon="users">{`排在第 ${position} 位`}</Fact>}
        {left !== null && heldUntil !== null && <Fact icon="stopwatch">{`还剩 ${left}，${sayDeadline(new Date(heldUntil), now, { isElder })}确认`}</Fact>}
        {state === 'waiting' && <Fact icon="bell" isQuiet>有位子了会留 30 分钟，发消息问您要不要</Fact>}
        <Fact icon="map-pin">{`${place.name}，${place.address}`}</Fact>
        {forWhom !== null && <Fact icon="user">{`给 ${forWhom} 排的`}</Fact>}
      </Card>
      {bookingId !== null && (
        <CellGroup>
          <Cell icon="calendar-check" title="看约好的这一次" onClick={() => void go(withParams(BOOKING_PAGES.booking, { id: bookingId }))} />
        </CellGroup>
      )}
    </>
  )
}
