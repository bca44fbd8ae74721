import { complaintContract } from '@huying/shared/complaint/contract'
import { SATISFACTION_LABELS } from '@huying/shared/complaint/labels'
import { sayMoment } from '@huying/shared/kernel/words-for-time'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { CaseHead, CasePage } from '../../../../components/case/case-frame'
import { shortPlace } from '../../../../components/case/place'
import { titleOf } from '../../../../components/case/title'
import { Card } from '../../../../components/card'
import { ElderStep } from '../../../../components/elder-step'
import { Fact } from '../../../../components/fact'
import { ChoiceField, TextAreaField } from '../../../../components/field'
import { Page } from '../../../../components/page'
import { Photos } from '../../../../components/photos'
import { SentView } from '../../../../components/sent-view'
import { useCommand } from '../../../../hooks/use-command'
import { useUploads } from '../../../../hooks/use-uploads'
import { useNow } from '../../../../platform/clock'
import { useIsElder } from '../../../../platform/display-mode'
import { goHome, replaceBy } from '../../../../platform/navigation'
import { usePageParam } from '../../../../platform/page-events'
import { scrollToElement } from '../../../../platform/scroll'
import { COMPLAINT_PAGES, withParams } from '../../../../routes'
import { COMPLAINT_KEYS, type Complaint, useComplaint } from '../../service'
import './index.scss'

interface Answers {
  contacted: 'yes' | 'no' | null
  solved: 'yes' | 'no' | null
  satisfied: keyof typeof SATISFACTION_LABELS | null
  comment: string
}
type Question = 'contacted' | 'solved' | 'satisfied'

const QUESTIONS: readonly Question[] = ['contacted', 'solved', 'satisfied']
const NOTHING: Answers = { contacted: null, solved: null, satisfied: null, comment: '' }
const SATISFACTIONS = (['very', 'basically', 'not'] as const).map((value) => ({ value, label: SATISFACTION_LABELS[value] }))
const CONTACTED = [{ value: 'yes', label: '联系过' }, { value: 'no', label: '没有' }] as const
const SOLVED = [{ value: 'yes', label: '解决了' }, { value: 'no', label: '没解决' }] as const

/** 请您评价: was I contacted, is it solved, am I satisfied. Nothing is chosen beforehand; only the resident's word counts. */
export default function ConfirmPage() {
  const id = usePageParam('id')
  const query = useComplaint(id)
  // Kept here: once answered, the complaint no longer asks.
  const [isSolved, setSolved] = useState<boolean | null>(null)
  if (!query.data) return <CasePage title="请您评价" query={query} />
  if (isSolved !== null) return <ThankYou complaint={query.data} isSolved={isSolved} />
  return query.data.abilities.confirm === true ? <Questions complaint={query.data} onAnswered={setSolved} /> : <Answered complaint={query.data} />
}

/** Somebody opened the page of what is answered already. */
function Answered({ complaint }: { complaint: Complaint }) {
  const refusal = complaint.abilities.confirm
  const words = complaint.state === 'closed' ? '您的评价已经记下了' : refusal && refusal !== true ? refusal.message : '现在不用评价'
  return (
    <Page title="请您评价">
      <SentView title={words} answers={[{ label: '这件事', words: titleOf(complaint.text) }]} action={{ label: '看经过', onClick: () => replaceBy(withParams(COMPLAINT_PAGES.detail, { id: complaint.id })) }} onHome={goHome} />
    </Page>
  )
}

function Questions({ complaint, onAnswered }: { complaint: Complaint; onAnswered: (isSolved: boolean) => void }) {
  const isElder = useIsElder()
  const [answers, setAnswers] = useState<Answers>(NOTHING)
  const [asked, setAsked] = useState<readonly Question[]>([])
  const [step, setStep] = useState(0)
  const { run, isBusy, problem } = useCommand(complaintContract.confirm, { refreshes: COMPLAINT_KEYS })
  const set = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }))
  const missing = (questions: readonly Question[]) => questions.find((question) => answers[question] === null)
  const error = (question: Question) => (asked.includes(question) && answers[question] === null ? '选一个' : null)

  async function submit() {
    setAsked(QUESTIONS)
    const first = missing(QUESTIONS)
    if (first) return void scrollToElement(`field-${first}`)
    const { contacted, solved, satisfied, comment } = answers
    const answer = await run({
      params: { id: complaint.id },
      body: { contacted: contacted === 'yes', solved: solved === 'yes', satisfied: satisfied!, ...(comment.trim() && { comment: comment.trim() }) },
    })
    if (answer) onAnswered(solved === 'yes')
  }

  const fields: Record<Question, React.ReactNode> = {
    contacted: <ChoiceField id="field-contacted" label={isElder ? '' : '1. 他们联系过您吗？'} columns={2} choices={CONTACTED} value={answers.contacted} error={error('contacted')} onChange={(contacted) => set({ contacted })} />,
    solved: <ChoiceField id="field-solved" label={isElder ? '' : '2. 事情解决了吗？'} columns={2} choices={SOLVED} value={answers.solved} error={error('solved')} onChange={(solved) => set({ solved })} />,
    satisfied: <ChoiceField id="field-satisfied" label={isElder ? '' : '3. 您满意吗？'} choices={SATISFACTIONS} value={answers.satisfied} error={error('satisfied')} onChange={(satisfied) => set({ satisfied })} />,
  }
  if (isElder) {
    const question = QUESTIONS[step]!
    const isLast = step === QUESTIONS.length - 1
    const next = () => {
      setAsked(QUESTIONS.slice(0, step + 1))
      if (answers[question] !== null) setStep(step + 1)
    }
    return (
      <Page
        title="请您评价"
        footer={
          <ActionBar problem={problem}>
            {step > 0 && <Button onClick={() => setStep(step - 1)}>上一步</Button>}
            <Button kind="primary" isBusy={isBusy} onClick={() => (isLast ? void submit() : next())}>
              {isLast ? '交上去' : '下一步'}
            </Button>
          </ActionBar>
        }
      >
        <ElderStep step={step + 1} steps={QUESTIONS.length} title={ELDER_TITLES[question]}>
          {step === 1 && <Done complaint={complaint} />}
          <Card>{fields[question]}</Card>
        </ElderStep>
      </Page>
    )
  }
  return (
    <CasePage
      title="请您评价"
      query={{ data: complaint, error: null, refetch: () => undefined }}
      footer={
        <ActionBar problem={problem}>
          <Button kind="primary" isBusy={isBusy} onClick={() => void submit()}>
            交上去
          </Button>
        </ActionBar>
      }
    >
      <Heading complaint={complaint} />
      <Done complaint={complaint} />
      <View className="card confirm-questions">{QUESTIONS.map((question) => <View key={question}>{fields[question]}</View>)}</View>
      <Card>
        <TextAreaField label="想说两句（可不写）" value={answers.comment} maxLength={500} help="办这件事的人看不到是您写的" onChange={(comment) => set({ comment })} />
      </Card>
      <View className="confirm-promise">
        <Fact icon="shield-check" isQuiet>只有您说解决了才算数。说“没解决”也行；15 天内又坏了，可以要求再办。</Fact>
      </View>
    </CasePage>
  )
}

const ELDER_TITLES: Record<Question, string> = { contacted: '他们联系过您吗？', solved: '事情解决了吗？', satisfied: '您满意吗？' }

function Heading({ complaint }: { complaint: Complaint }) {
  const now = useNow()
  const done = complaint.resolvedAt ? `${sayMoment(new Date(complaint.resolvedAt), now)} 说办好了` : ''
  return <CaseHead title={titleOf(complaint.text)} meta={[shortPlace(complaint.areaName), done].filter(Boolean).join(' · ')} />
}

/** Before and after, and what was done. */
function Done({ complaint: { uploadIds, resolutionUploadIds, resolution } }: { complaint: Complaint }) {
  if (!resolution && resolutionUploadIds.length === 0) return null
  return (
    <Card>
      <View className="confirm-photos">
        <Labelled words="之前" ids={uploadIds.slice(0, 1)} />
        <Labelled words="之后" ids={resolutionUploadIds.slice(0, 2)} />
      </View>
      {resolution && <View className="t-sub">{resolution}</View>}
    </Card>
  )
}

/** Nothing where there are none to see. */
function Labelled({ words, ids }: { words: string; ids: readonly string[] }) {
  if (useUploads(ids).length === 0) return null
  return (
    <View>
      <Photos ids={ids} label={`${words}的照片`} />
      <Text className="t-caption c-ink2">{words}</Text>
    </View>
  )
}

function ThankYou({ complaint, isSolved }: { complaint: Complaint; isSolved: boolean }) {
  return (
    <Page title="交上去了">
      <SentView
        title={isSolved ? '记下了，谢谢您' : '记下了'}
        number={complaint.number}
        answers={[
          { label: '结果', words: isSolved ? '这件事办结了' : '您说没解决，已经照实记下' },
          { label: '15 天内', words: isSolved ? '又坏了，可以在这件事里要求再办' : '可以在这件事里要求再办' },
        ]}
        action={{ label: '看经过', onClick: () => replaceBy(withParams(COMPLAINT_PAGES.detail, { id: complaint.id })) }}
        onHome={goHome}
      />
    </Page>
  )
}
