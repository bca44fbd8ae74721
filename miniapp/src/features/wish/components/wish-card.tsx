import type { Answer } from '@huying/shared/kernel/endpoint'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import type { wishContract } from '@huying/shared/wish/contract'
import { wishMachine, type WishState } from '@huying/shared/wish/machine'
import { ListCard } from '../../../components/card'
import { Chip, type Tone } from '../../../components/chip'
import { useNow } from '../../../platform/clock'

export type WishLine = Answer<typeof wishContract.list>['items'][number]

const TONES: Record<WishState, Tone> = {
  submitted: 'calm', returned: 'yourTurn', rejected: 'closed', open: 'waiting', claimed: 'running', fulfilled: 'running', disputed: 'paused',
  confirmed: 'done', withdrawn: 'closed', unmet: 'closed',
}

/** A wish in a list: what, of which kind, whose, how it stands and since when. */
export function WishCard({ wish }: { wish: WishLine }) {
  const now = useNow()
  const category = WISH_CATEGORIES.find(({ code }) => code === wish.category)?.label
  return (
    <ListCard
      title={wish.title}
      meta={[wish.who, category].filter(Boolean).join(' · ')}
      icon="hand-heart"
      chip={<Chip tone={TONES[wish.state]}>{wishMachine.states[wish.state].label}</Chip>}
      fact={sayMoment(new Date(wish.publishedAt ?? wish.createdAt), now)}
    />
  )
}
