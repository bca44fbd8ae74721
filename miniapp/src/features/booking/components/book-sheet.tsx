import { bookingContract, type Service, type ServiceSession } from '@huying/shared/booking/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Fact } from '../../../components/fact'
import { ChoiceField, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useCommand } from '../../../hooks/use-command'
import { useDependents } from '../../../hooks/use-dependents'
import { useMe } from '../../../hooks/use-me'
import { ApiError } from '../../../platform/api-error'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import { replaceBy } from '../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { AGREED, bodyFor, EMPTY_GUEST, faultOf, SELF, SOMEBODY, type Guest } from '../for-whom'
import { BOOKING_KEYS } from '../service'
import { isWaitable, priceWords } from '../view-model'

/** Refusals after which one may still queue. */
const QUEUE_AFTER = new Set(['SESSION_FULL', 'SESSION_WAITED_FOR'])
const NAME_LETTERS = 20
const PHONE_DIGITS = 11

/** What one comes back for every week. */
const WEEKLY: ReadonlySet<Service['kind']> = new Set(['venueSeat', 'class', 'dayCare'])
const WEEKS = [{ value: '1', label: '只约这次' }, { value: '4', label: '连约 4 周' }, { value: '12', label: '连约 12 周' }] as const
type Weeks = (typeof WEEKS)[number]['value']

/** For whom it will be, until they say: at a desk for who stands there, of what is for elders or children for the one person they care for. */
function likely({ audience }: Service, dependents: readonly { id: string }[], mayBehalf: boolean): string {
  if (mayBehalf) return SOMEBODY
  const [only, another] = dependents
  return (audience === 'elders' || audience === 'families') && only && !another ? only.id : SELF
}

interface BookSheetProps {
  service: Service
  session: ServiceSession
  onClose: () => void
}

/** For whom, and the one button that books; where there is no seat it offers the line instead. */
export function BookSheet({ service, session, onClose }: BookSheetProps) {
  const now = useNow()
  const isElder = useIsElder()
  const { current } = useMe()
  const dependents = useDependents()
  const mayBehalf = current.role === 'serviceStaff' || current.role === 'gridLeader'
  const [picked, setWho] = useState<string | null>(null)
  const who = picked ?? likely(service, dependents, mayBehalf)
  const [guest, setGuest] = useState<Guest>(EMPTY_GUEST)
  const [isTried, setTried] = useState(false)
  const fault = isTried ? faultOf(who, guest) : null
  const [weeks, setWeeks] = useState<Weeks>('1')
  const [hasLostSeat, setLostSeat] = useState(false)
  const isQueue = hasLostSeat || isWaitable(session, now)
  const book = useCommand(bookingContract.book, {
    refreshes: BOOKING_KEYS,
    explain: (error) => {
      if (error instanceof ApiError && QUEUE_AFTER.has(error.code)) setLostSeat(true)
      return error instanceof ApiError ? error.message : '没约上，请再试一次'
    },
  })
  const join = useCommand(bookingContract.join, { refreshes: BOOKING_KEYS })
  const choices = [
    { value: SELF, label: '我自己' },
    ...dependents.map(({ id, name }) => ({ value: id, label: name })),
    ...(mayBehalf ? [{ value: SOMEBODY, label: '替居民约' }] : []),
  ]

  async function submit() {
    setTried(true)
    if (faultOf(who, guest)) return
    const params = { id: session.id }
    const body = bodyFor(who, guest)
    if (isQueue) {
      const entry = await join.run({ params, body })
      if (entry) replaceBy(withParams(BOOKING_PAGES.waitlist, { id: entry.id }))
      return
    }
    const booking = await book.run({ params, body: { ...body, ...(weeks !== '1' && { repeatWeeks: Number(weeks) - 1 }) } })
    if (booking) replaceBy(withParams(BOOKING_PAGES.booking, { id: booking.id }))
  }

  const problem = fault ?? (isQueue ? (join.problem ?? (hasLostSeat ? book.problem : null)) : book.problem)
  const note = isQueue ? '有人退了，会给您留 30 分钟，发消息问您要不要' : service.needsApproval ? '约了以后，要中心同意才算' : undefined
  return (
    <Sheet
      isOpen
      title={isQueue ? '约满了，排候补' : '约这个时间'}
      onClose={onClose}
      footer={
        <ActionBar problem={problem} {...(note !== undefined && { note })}>
          <Button kind="primary" isBusy={book.isBusy || join.isBusy} onClick={() => void submit()}>
            {isQueue ? '排候补' : '约好'}
          </Button>
        </ActionBar>
      }
    >
      <View>
        <Fact icon="calendar-check">{`${service.name}，${sayMoment(new Date(session.startsAt), now, { isElder })}`}</Fact>
        <Fact icon="map-pin">{`${service.place.name}，${service.place.address}`}</Fact>
        <Fact icon="check" isQuiet>{priceWords(service)}</Fact>
        {choices.length > 1 && <ChoiceField label="给谁约" choices={choices} value={who} columns={isElder ? 1 : 3} onChange={setWho} />}
        {who === SOMEBODY && (
          <>
            <TextField label="姓名" help="只有这里的工作人员能看到" value={guest.name} maxLength={NAME_LETTERS} onChange={(name) => setGuest({ ...guest, name })} />
            <TextField label="手机号（可不写）" help="只用来提醒他" type="number" value={guest.phone} maxLength={PHONE_DIGITS} onChange={(phone) => setGuest({ ...guest, phone })} />
            <ChoiceField label="怎么同意的" choices={AGREED.map((words) => ({ value: words, label: words }))} value={AGREED.find((words) => words === guest.authority) ?? null} columns={isElder ? 1 : 2} onChange={(authority) => setGuest({ ...guest, authority })} />
            <TextField label="也可以自己写" value={guest.authority} maxLength={100} onChange={(authority) => setGuest({ ...guest, authority })} />
          </>
        )}
        {!isQueue && WEEKLY.has(service.kind) && <ChoiceField label="每周这个时间都约吗" help="哪一周约不上，会一周一周告诉您" choices={WEEKS} value={weeks} columns={isElder ? 1 : 3} onChange={setWeeks} />}
      </View>
    </Sheet>
  )
}
