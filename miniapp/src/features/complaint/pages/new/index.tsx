import { wishContract } from '@huying/shared/wish/contract'
import { useQuery } from '@tanstack/react-query'
import { CasePage } from '../../../../components/case/case-frame'
import { shortPlace } from '../../../../components/case/place'
import { Page } from '../../../../components/page'
import { SentView } from '../../../../components/sent-view'
import { QueuedPage } from '../../../../components/sent-view/queued-page'
import { sayDeadline } from '@huying/shared/kernel/words-for-time'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { goHome, replaceBy } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { call } from '../../../../platform/request'
import { COMPLAINT_PAGES, withParams } from '../../../../routes'
import type { Complaint } from '../../service'
import { useNewComplaint } from '../../use-new-complaint'
import { dueOf, holderWords } from '../../view-model'
import { ComplaintSteps } from './complaint-steps'
import { OnePage } from './one-page'
import './index.scss'

/** 反映问题: words first; in elder mode one question a screen. What is written stays on the phone until it is sent. */
export default function NewComplaintPage() {
  const wishId = usePageParam('wishId')
  const wish = useRefusedWish(wishId)
  if (wishId === '') return <Writing />
  return wish.data ? <Writing draftName={`complaint-wish-${wishId}`} text={wish.data.story ?? wish.data.title} /> : <CasePage title="反映问题" query={wish} />
}

/** A wish that was really a complaint: its words are taken over. */
const useRefusedWish = (id: string) => useQuery({ queryKey: ['wish', id, 'words'], queryFn: () => call(wishContract.get, { params: { id } }), enabled: id !== '' })

function Writing({ draftName = 'complaint', text = '' }: { draftName?: string; text?: string }) {
  const isElder = useIsElder()
  const form = useNewComplaint(draftName, text)
  if (form.sent === 'queued') return <QueuedPage />
  if (form.sent) return <SentPage complaint={form.sent} />
  return isElder ? <ComplaintSteps form={form} /> : <OnePage form={form} />
}

function SentPage({ complaint }: { complaint: Complaint }) {
  const now = useNow()
  const isElder = useIsElder()
  const due = dueOf(complaint)
  return (
    <Page title="交上去了">
      <SentView
        title="已经收到了"
        number={complaint.number}
        answers={[
          { label: '谁来看', words: [shortPlace(complaint.areaName), holderWords(complaint)].filter(Boolean).join('，') },
          ...(due ? [{ label: '什么时候', words: `${sayDeadline(new Date(due.deadline.dueAt), now, { isElder })}${due.act}` }] : []),
          { label: '然后', words: '办到哪一步都会告诉您，办完请您评价' },
        ]}
        action={{ label: '看进展', onClick: () => replaceBy(withParams(COMPLAINT_PAGES.detail, { id: complaint.id })) }}
        onHome={goHome}
      />
    </Page>
  )
}
