import { DAY_MS } from '@huying/shared/kernel/calendar-day'
import { sayDate, sayDeadline, sayMoment } from '@huying/shared/kernel/words-for-time'
import { ListCard } from '../../../components/card'
import { Chip } from '../../../components/chip'
import { useNow } from '../../../platform/clock'
import { useIsElder } from '../../../platform/display-mode'
import { go } from '../../../platform/navigation'
import { WISH_PAGES, withParams } from '../../../routes'
import { askedWord } from '../acts'
import type { WishLine } from '../service'
import { categoryOf, iconOf, stateWord, toneOf, untilWord } from '../view-model'

interface WishCardProps {
  wish: WishLine
  /** One's own, where the state speaks to the one who wished. */
  isOwn?: boolean
}

export const openWish = (id: string) => void go(withParams(WISH_PAGES.detail, { id }))

/** Sensitive wishes show others their day only. */
const isVeiled = (wish: WishLine) => wish.communityCode === null

/** Until when what must be done; beyond tomorrow the day says enough. */
function untilWords({ dueAt, abilities, state }: WishLine, now: Date, isElder: boolean): string | null {
  const word = askedWord(abilities) ?? untilWord(state)
  if (dueAt === null || word === null) return null
  const due = new Date(dueAt)
  const isNear = due.getTime() - now.getTime() < 2 * DAY_MS
  return `${isNear ? sayDeadline(due, now, { isElder }) : `${sayDate(due, now)}前`}${word}`
}

/** On the wall: who helped. */
const helpedWords = ({ thanks, claimedBy }: WishLine): string | null => (thanks && claimedBy ? `${claimedBy} 帮的` : null)

/** A wish in a list: what, whose and where, of which kind, how it stands, and the one fact that matters here. */
export function WishCard({ wish, isOwn = false }: WishCardProps) {
  const now = useNow()
  const isElder = useIsElder()
  const at = new Date(wish.publishedAt ?? wish.createdAt)
  return (
    <ListCard
      title={wish.title}
      meta={[isOwn ? null : wish.who, categoryOf(wish.category)?.label, isOwn ? sayMoment(new Date(wish.createdAt), now, { isElder }) : wish.place].filter(Boolean).join(' · ')}
      icon={iconOf(wish.category)}
      chip={<Chip tone={toneOf(wish.state)}>{stateWord(wish.state, isOwn)}</Chip>}
      quote={wish.thanks ?? undefined}
      fact={helpedWords(wish) ?? untilWords(wish, now, isElder) ?? (isVeiled(wish) ? sayDate(at, now) : sayMoment(at, now, { isElder }))}
      why={wish.why ?? undefined}
      onClick={() => openWish(wish.id)}
    />
  )
}
