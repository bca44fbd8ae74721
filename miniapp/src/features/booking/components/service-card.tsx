import type { ServiceLine } from '@huying/shared/booking/contract'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import type { Point } from '../../../platform/location'
import { go } from '../../../platform/navigation'
import { BOOKING_PAGES, withParams } from '../../../routes'
import { distanceWords, iconOf, metresBetween, priceWords } from '../view-model'

/** A service in a list: what, where, what it costs, and when there is room next. */
export function ServiceCard({ service, near }: { service: ServiceLine; near: Point | null }) {
  const now = useNow()
  const isElder = useIsElder()
  const { id, name, kind, place, next, priceKind } = service
  return (
    <ListCard
      title={name}
      meta={[place.name, near && distanceWords(metresBetween(near, place))].filter(Boolean).join(' · ')}
      icon={iconOf(kind)}
      chip={
        <Chip tone={priceKind === 'free' ? 'done' : 'calm'} icon="check">
          {priceWords(service)}
        </Chip>
      }
      why={next ? `最早 ${sayMoment(new Date(next.startsAt), now, { isElder })}` : '最近没有空位'}
      {...(next && { fact: `余 ${next.left} 位` })}
      onClick={() => void go(withParams(BOOKING_PAGES.service, { id }))}
    />
  )
}
