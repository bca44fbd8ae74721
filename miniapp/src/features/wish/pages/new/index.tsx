import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { wishContract } from '@huying/shared/wish/contract'
import { useMemo, useState } from 'react'
import { CasePage } from '../../../../components/case/case-frame'
import { Page } from '../../../../components/page'
import { SentView } from '../../../../components/sent-view'
import { QueuedPage } from '../../../../components/sent-view/queued-page'
import { useArea } from '../../../../hooks/use-areas'
import { homeOf } from '../../../../hooks/place-words'
import { useMe } from '../../../../hooks/use-me'
import { mayHaveArrived, wordsFor } from '../../../../platform/api-error'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { hasAccountOrAsks } from '../../../../platform/login'
import { goHome, replaceBy } from '../../../../platform/navigation'
import { sendOrQueue } from '../../../../platform/outbox'
import { usePageParam } from '../../../../platform/page-events'
import { scrollToElement } from '../../../../platform/scroll'
import { WISH_PAGES, withParams } from '../../../../routes'
import { ElderWishForm } from '../../components/elder-wish-form'
import { WishForm } from '../../components/wish-form'
import { useWish, type Wish, WISH_KEYS } from '../../service'
import { titleFrom } from '../../view-model'
import { createBody, faultsOf, type FaultyField, FORM_FIELDS, resubmitBody, useWishForm } from '../../wish-form'

/** 许个微心愿; with an id, the wish the community asked to complete. */
export default function NewWishPage() {
  const id = usePageParam('id')
  const query = useWish(id)
  const { role, areaCode = null } = useMe().current
  if (id !== '' && !query.data) return <CasePage title="补充心愿" query={query} />
  return <Writing key={role} before={query.data ?? null} gridCode={role === 'gridLeader' ? areaCode : null} />
}

/** Where the wish lies unless the person says otherwise: the grid a leader writes for, else where the account lives; a guest has none. */
function useUsualArea(leadersGrid: string | null) {
  const { me } = useMe()
  const { data: grid } = useArea(leadersGrid)
  const { gridCode = null, areaName = null } = me ?? {}
  return useMemo(() => {
    if (leadersGrid !== null) return grid ? { code: grid.code, name: grid.name } : null
    return gridCode && areaName ? { code: gridCode, name: homeOf(areaName) ?? areaName } : null
  }, [leadersGrid, grid, gridCode, areaName])
}

/** null: still written; `queued`: waits for the network; else the server's answer. */
type Sent = null | 'queued' | Wish

/** `gridCode`: the grid whose leader writes down what a resident wishes; null for one's own wish. */
function Writing({ before, gridCode }: { before: Wish | null; gridCode: string | null }) {
  const isElder = useIsElder()
  const isForOther = gridCode !== null
  const form = useWishForm(before, useUsualArea(gridCode), isForOther)
  const [asked, setAsked] = useState<readonly FaultyField[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [sent, setSent] = useState<Sent>(null)

  const faults = faultsOf(form.value, form.photos, { isResubmit: before !== null, isForOther })
  const shown = Object.fromEntries(Object.entries(faults).filter(([field]) => asked.includes(field as FaultyField)))

  async function send(): Promise<Exclude<Sent, null>> {
    const letter = { title: titleFrom(form.value.story), refreshes: WISH_KEYS }
    const options = { idempotencyKey: form.key.current }
    const answer = before
      ? await sendOrQueue(wishContract.resubmit, { ...options, params: { id: before.id }, body: resubmitBody(form.value) }, letter)
      : await sendOrQueue(wishContract.create, { ...options, body: createBody(form.value, isForOther) }, letter)
    return answer.isQueued ? 'queued' : answer.answer
  }
  async function submit() {
    setAsked(FORM_FIELDS)
    setProblem(null)
    const first = Object.keys(faults)[0]
    if (first !== undefined) return void scrollToElement(`field-${first}`)
    if (isBusy || !(await hasAccountOrAsks())) return
    setBusy(true)
    try {
      setSent(await send())
      form.clear()
    } catch (error) {
      if (!mayHaveArrived(error)) form.renewKey()
      setProblem(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  if (sent === 'queued') return <QueuedPage />
  if (sent) return <SentPage wish={sent} />
  const Form = isElder ? ElderWishForm : WishForm
  return <Form form={form} faults={shown} problem={problem} isBusy={isBusy} isResubmit={before !== null} onAsk={setAsked} onSubmit={() => void submit()} />
}

function SentPage({ wish }: { wish: Wish }) {
  const now = useNow()
  const isElder = useIsElder()
  const review = wish.clocks.find(({ kind }) => kind === 'review')
  return (
    <Page title="交上去了">
      <SentView
        title="心愿交给社区了"
        number={wish.number}
        answers={[
          { label: '谁来看', words: wish.place },
          ...(review ? [{ label: '什么时候', words: `${sayDeadline(new Date(review.dueAt), now, { isElder })}看完` }] : []),
          { label: '然后', words: '请党员来认领，办到哪一步都会告诉您' },
        ]}
        action={{ label: '看看心愿', onClick: () => replaceBy(withParams(WISH_PAGES.detail, { id: wish.id })) }}
        onHome={goHome}
      />
    </Page>
  )
}
