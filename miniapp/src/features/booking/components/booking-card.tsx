import type { Booking, WaitlistEntry } from '@huying/shared/booking/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import { go } from '../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { bookingChip, entryChip, iconOf } from '../view-model'

/** A booking in a list: what, when and where, how it stands, and the pass code, which needs no network. */
export function BookingCard({ booking }: { booking: Booking }) {
  const now = useNow()
  const isElder = useIsElder()
  const { id, service, place, startsAt, forWhom, passCode, state } = booking
  const chip = bookingChip(booking)
  return (
    <ListCard
      title={service.name}
      icon={iconOf(service.kind)}
      why={sayMoment(new Date(startsAt), now, { isElder })}
      meta={[place.name, forWhom].filter(Boolean).join(' · ')}
      chip={<Chip tone={chip.tone}>{chip.words}</Chip>}
      {...(state === 'booked' && passCode !== null && { fact: `凭证码 ${passCode}` })}
      onClick={() => void go(withParams(BOOKING_PAGES.booking, { id }))}
    />
  )
}

/** A place in a line, or a seat that is held for a while. */
export function EntryCard({ entry }: { entry: WaitlistEntry }) {
  const now = useNow()
  const isElder = useIsElder()
  const { id, service, place, startsAt, position } = entry
  const chip = entryChip(entry)
  return (
    <ListCard
      title={service.name}
      icon={iconOf(service.kind)}
      why={sayMoment(new Date(startsAt), now, { isElder })}
      meta={place.name}
      chip={<Chip tone={chip.tone}>{chip.words}</Chip>}
      {...(position !== null && { fact: `排在第 ${position} 位` })}
      onClick={() => void go(withParams(BOOKING_PAGES.waitlist, { id }))}
    />
  )
}
