import { View } from '@tarojs/components'
import { useState } from 'react'
import { CaseHistory } from '../../../../components/case/case-history'
import { DeadlineWhy } from '../../../../components/case/deadline-why'
import { HandOverCard } from '../../../../components/hand-over'
import { ActingAs } from '../../../../components/identity'
import { Page } from '../../../../components/page'
import { ErrorView, LoadingView } from '../../../../components/state-view'
import { useMe } from '../../../../hooks/use-me'
import { goHome } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { WhyYou } from '../../components/why-you'
import { WishActions } from '../../components/wish-actions'
import { WishContent } from '../../components/wish-content'
import { WishEnding, WishNotes } from '../../components/wish-ending'
import { WishHead } from '../../components/wish-head'
import { useWish, type Wish } from '../../service'
import { handOverOf, hasEnded, isOwn, nextStep } from '../../view-model'
import './index.scss'

/** One wish: what it is, who has it now and until when, what was said, what happened, and what one may do. */
export default function WishPage() {
  const { data: wish, error, refetch } = useWish(usePageParam('id'))
  return (
    <Page title="心愿详情" footer={wish && <WishActions wish={wish} />}>
      {wish ? <WishBody wish={wish} /> : error ? <ErrorView error={error} onRetry={() => void refetch()} onHome={goHome} /> : <LoadingView />}
    </Page>
  )
}

function WishBody({ wish }: { wish: Wish }) {
  const { current } = useMe()
  const handOver = handOverOf(wish)
  return (
    <View>
      {current.appointmentId !== null && <ActingAs identity={current} />}
      <WishHead wish={wish} />
      {handOver && <WithWhom {...handOver} />}
      <WishEnding wish={wish} />
      <WishNotes wish={wish} />
      <WishContent wish={wish} />
      <WhyYou wish={wish} />
      <CaseHistory kind="wish" id={wish.id} version={wish.version} isOwn={isOwn(wish)} isOver={hasEnded(wish)} next={nextStep(wish.state)} />
    </View>
  )
}

/** Who has it now, until when, and how that time was counted. */
function WithWhom(handOver: NonNullable<ReturnType<typeof handOverOf>>) {
  const [isOpen, setOpen] = useState(false)
  const { due } = handOver
  return (
    <>
      <HandOverCard {...handOver} {...(due && { onWhy: () => setOpen(true) })} />
      {due && <DeadlineWhy isOpen={isOpen} {...due.deadline} limit={due.limit} act={due.act} onClose={() => setOpen(false)} />}
    </>
  )
}
