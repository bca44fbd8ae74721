import { useState } from 'react'
import { RefusedActs } from '../../../../components/case/acts'
import { CasePage } from '../../../../components/case/case-frame'
import { CaseHistory } from '../../../../components/case/case-history'
import { DeadlineWhy } from '../../../../components/case/deadline-why'
import { HandOverCard } from '../../../../components/hand-over'
import { Ticks } from '../../../../components/ticks'
import { useIsElder } from '../../../../platform/display-mode'
import { usePageParam } from '../../../../platform/page-events'
import { actsOf } from '../../acts'
import { AskedPeople } from '../../components/asked-people'
import { WhyYou } from '../../components/why-you'
import { WishActions } from '../../components/wish-actions'
import { WishContent } from '../../components/wish-content'
import { WishEnding, WishNotes } from '../../components/wish-ending'
import { WishHead } from '../../components/wish-head'
import { WishTeam } from '../../components/wish-team'
import { useWish, type Wish } from '../../service'
import { handOverOf, hasEnded, hasTicks as hasTicksOf, isOfState, isOwn, nextStep, ticksOf } from '../../view-model'
import './index.scss'

/** One wish: what it is, who has it now and until when, what was said, what happened, and what one may do. */
export default function WishPage() {
  const query = useWish(usePageParam('id'))
  const wish = query.data
  return (
    <CasePage title="心愿详情" query={query} footer={wish && <WishActions wish={wish} />}>
      {wish && <WishBody wish={wish} />}
    </CasePage>
  )
}

function WishBody({ wish }: { wish: Wish }) {
  const hasTicks = useIsElder() && isOwn(wish) && hasTicksOf(wish.state)
  const handOver = handOverOf(wish)
  return (
    <>
      <WishHead wish={wish} />
      {handOver && <WithWhom {...handOver} />}
      {hasTicks && <Ticks ticks={ticksOf(wish)} />}
      <WishEnding wish={wish} />
      <WishNotes wish={wish} />
      <WishContent wish={wish} />
      <WishTeam wish={wish} />
      <WhyYou wish={wish} />
      <AskedPeople wish={wish} />
      <RefusedActs acts={actsOf(wish).filter(({ key }) => isOfState(key, wish.state))} abilities={wish.abilities} />
      {!hasTicks && <CaseHistory kind="wish" id={wish.id} version={wish.version} isOwn={isOwn(wish)} isOver={hasEnded(wish)} next={nextStep(wish.state, isOwn(wish))} />}
    </>
  )
}

/** Who has it now, until when, and how that time was counted. */
function WithWhom(handOver: NonNullable<ReturnType<typeof handOverOf>>) {
  const [isOpen, setOpen] = useState(false)
  const isElder = useIsElder()
  // When more members are asked is nothing an old person needs to reckon with.
  const due = isElder && handOver.due?.deadline.kind === 'ring' ? undefined : handOver.due
  return (
    <>
      <HandOverCard {...handOver} due={due} {...(due && { onWhy: () => setOpen(true) })} />
      {due && <DeadlineWhy isOpen={isOpen} {...due.deadline} limit={due.limit} act={due.act} onClose={() => setOpen(false)} />}
    </>
  )
}
