import { View } from '@tarojs/components'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { wishContract } from '@huying/shared/wish/contract'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { RunningAct } from '../../../../components/case/acts'
import { CasePage } from '../../../../components/case/case-frame'
import { Card } from '../../../../components/card'
import { Fact } from '../../../../components/fact'
import { ChoiceField, TextAreaField } from '../../../../components/field'
import { Page } from '../../../../components/page'
import { useCommand } from '../../../../hooks/use-command'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { goBack } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { disputeAct } from '../../acts'
import { WishNotes } from '../../components/wish-ending'
import { RATINGS } from '../../ratings'
import { useWish, type Wish, WISH_KEYS } from '../../service'
import { isOwn, may } from '../../view-model'

/** 请您看看: what was done, whether it is good, and a word of thanks. */
export default function ConfirmPage() {
  const query = useWish(usePageParam('id'))
  return query.data ? <Confirmation wish={query.data} /> : <CasePage title="请您看看" query={query} />
}

const choices = RATINGS.map(({ stars, label }) => ({ value: String(stars), label }))

const THANKS_CHOICES = [
  { value: 'everybody', label: '可以放到感谢墙上' },
  { value: 'helper', label: '只给他看' },
] as const
type ThanksChoice = (typeof THANKS_CHOICES)[number]['value']

/** A rating is the resident's to give or not; nothing is chosen for them. */
function Confirmation({ wish }: { wish: Wish }) {
  const now = useNow()
  const isElder = useIsElder()
  const [stars, setStars] = useState<string | null>(null)
  const [thanks, setThanks] = useState('')
  const [shown, setShown] = useState<ThanksChoice | null>(null)
  const [isDisputing, setDisputing] = useState(false)
  const { run, isBusy, problem } = useCommand(wishContract.confirm, { refreshes: WISH_KEYS })
  const own = isOwn(wish)
  const doneAt = wish.notes.find(({ kind }) => kind === 'fulfil')?.at

  async function confirm() {
    const body = { ...(stars !== null && { rating: Number(stars) }), ...(thanks.trim() && { thanks: thanks.trim(), ...(shown !== null && { showThanks: shown === 'everybody' }) }) }
    if ((await run({ params: { id: wish.id }, body })) !== null) goBack()
  }
  return (
    <Page
      title={own ? '请您看看' : '记下居民的话'}
      footer={
        <ActionBar problem={problem}>
          {may(wish, 'dispute') && <Button onClick={() => setDisputing(true)}>还没办好</Button>}
          <Button kind="primary" isBusy={isBusy} onClick={() => void confirm()}>
            {own ? '办好了，圆满' : '居民说办好了'}
          </Button>
        </ActionBar>
      }
    >
      <View className="t-display">{wish.title}</View>
      <View className="t-sub c-ink2 confirm-who">{`党员 ${wish.claimedBy ?? ''} ${doneAt ? sayMoment(new Date(doneAt), now, { isElder }) : ''} 说办好了`}</View>
      <WishNotes wish={wish} />
      <Card>
        <ChoiceField label={own ? '您满意吗？（可不选）' : '居民满意吗？（可不选）'} choices={choices} value={stars} columns={isElder ? 1 : 3} onChange={setStars} />
        <TextAreaField label={own ? '想对他说（可不写）' : '居民想对他说（可不写）'} value={thanks} placeholder="如：扶手很稳，谢谢" maxLength={200} help="不写名字和电话" onChange={setThanks} />
        {thanks.trim() !== '' && (
          <ChoiceField label="这句话谁能看到？（可不选）" choices={THANKS_CHOICES} value={shown} columns={1} help="公开的，要他也同意，社区看过才上感谢墙" onChange={setShown} />
        )}
      </Card>
      <Fact icon="shield-check" isQuiet>
        {own ? '只有您说办好了才算数。您不说，7 天后会自动结束，不算他的好评。' : '照居民电话里说的记，不替居民拿主意。'}
      </Fact>
      {isDisputing && (
        <RunningAct act={disputeAct(wish)} params={{ id: wish.id }} refreshes={WISH_KEYS} onClose={() => setDisputing(false)} onProposed={goBack} onDone={goBack} />
      )}
    </Page>
  )
}
