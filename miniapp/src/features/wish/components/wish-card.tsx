import { sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import { go } from '../../../platform/navigation'
import { WISH_PAGES, withParams } from '../../../routes'
import { askedWord } from '../acts'
import type { WishLine } from '../service'
import { categoryOf, iconOf, stateWord, toneOf } from '../view-model'

interface WishCardProps {
  wish: WishLine
  /** One's own, where the state speaks to the one who wished. */
  isOwn?: boolean
}

export const openWish = (id: string) => void go(withParams(WISH_PAGES.detail, { id }))

/** A wish in a list: what, whose and where, of which kind, how it stands, and the one fact that matters here. */
export function WishCard({ wish, isOwn = false }: WishCardProps) {
  const now = useNow()
  const isElder = useIsElder()
  const asked = askedWord(wish.abilities)
  const until = wish.dueAt ? sayDeadline(new Date(wish.dueAt), now, { isElder }) : null
  return (
    <ListCard
      title={wish.title}
      meta={[isOwn ? null : wish.who, categoryOf(wish.category)?.label, isOwn ? sayMoment(new Date(wish.createdAt), now, { isElder }) : wish.place].filter(Boolean).join(' · ')}
      icon={iconOf(wish.category)}
      chip={<Chip tone={toneOf(wish.state)}>{stateWord(wish.state, isOwn)}</Chip>}
      fact={until ? `${until}${asked ?? ''}` : sayMoment(new Date(wish.publishedAt ?? wish.createdAt), now, { isElder })}
      why={wish.why ?? undefined}
      onClick={() => openWish(wish.id)}
    />
  )
}
