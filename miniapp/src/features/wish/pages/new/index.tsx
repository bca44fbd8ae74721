import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { wishContract } from '@huying/shared/wish/contract'
import { useMemo, useRef, useState } from 'react'
import { CasePage } from '../../../../components/case/case-frame'
import { Page } from '../../../../components/page'
import { SentView } from '../../../../components/sent-view'
import { QueuedPage } from '../../../../components/sent-view/queued-page'
import { homeOf } from '../../../../hooks/place-words'
import { useMe } from '../../../../hooks/use-me'
import { wordsFor } from '../../../../platform/api-error'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { hasAccountOrAsks } from '../../../../platform/login'
import { goHome, replaceBy } from '../../../../platform/navigation'
import { sendOrQueue } from '../../../../platform/outbox'
import { usePageParam } from '../../../../platform/page-events'
import { randomId } from '../../../../platform/random-id'
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
  if (id !== '' && !query.data) return <CasePage title="补充心愿" query={query} />
  return <Writing before={query.data ?? null} />
}

/** Where the account lives, by name; a guest has none. */
function useHomeArea() {
  const { me } = useMe()
  const { gridCode = null, areaName = null } = me ?? {}
  return useMemo(() => (gridCode && areaName ? { code: gridCode, name: homeOf(areaName) ?? areaName } : null), [gridCode, areaName])
}

/** null: still written; `queued`: waits for the network; else the server's answer. */
type Sent = null | 'queued' | Wish

function Writing({ before }: { before: Wish | null }) {
  const isElder = useIsElder()
  const form = useWishForm(before, useHomeArea())
  const [asked, setAsked] = useState<readonly FaultyField[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [sent, setSent] = useState<Sent>(null)
  const key = useRef(randomId())

  const faults = faultsOf(form.value, form.photos, before !== null)
  const shown = Object.fromEntries(Object.entries(faults).filter(([field]) => asked.includes(field as FaultyField)))

  async function send(): Promise<Exclude<Sent, null>> {
    const letter = { title: titleFrom(form.value.story), refreshes: WISH_KEYS }
    const options = { idempotencyKey: key.current }
    const answer = before
      ? await sendOrQueue(wishContract.resubmit, { ...options, params: { id: before.id }, body: resubmitBody(form.value) }, letter)
      : await sendOrQueue(wishContract.create, { ...options, body: createBody(form.value) }, letter)
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
      key.current = randomId()
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
