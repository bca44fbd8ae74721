import { complaintContract } from '@huying/shared/complaint/contract'
import { type Answers, todayOf } from '@huying/shared/complaint/questions'
import { useEffect, useMemo, useState } from 'react'
import { titleOf } from '../../components/case/title'
import { useMe } from '../../hooks/use-me'
import { useCategories } from '../../hooks/use-categories'
import { mayHaveArrived, wordsFor } from '../../platform/api-error'
import { useNow } from '../../platform/clock'
import { hasAccountOrAsks } from '../../platform/login'
import { useDraft } from '../../platform/drafts'
import { sendOrQueue } from '../../platform/outbox'
import { answersIn, bodyOf, categoryIn, EMPTY_DRAFT, firstThingsIn, type Problem, type ProblemField, problemsOf, questionsIn, restoredPhotos } from './draft'
import { COMPLAINT_KEYS, type Complaint } from './service'
import { useRouting } from './use-place'

const FIRST_LINE: readonly string[] = ['gridLeader', 'blockLeader', 'regionLeader']

/** null: still written; `queued`: waits for the network; else the server's answer. */
export type Sending = null | 'queued' | Complaint

/** The form behind both layouts: what is written, what is missing, and the sending. `text`: what it begins with. */
export function useNewComplaint(draftName: string, text: string) {
  const { me, current } = useMe()
  useCategories()
  const empty = useMemo(() => ({ ...EMPTY_DRAFT, text }), [text])
  const draft = useDraft(draftName, empty)
  const { change } = draft
  const [isTakenUp] = useState(() => draft.restoredAt !== null && draft.value.text.trim() !== '')
  const [photos, setPhotos] = useState(() => restoredPhotos(draft.value))
  useEffect(() => change({ photos }), [photos, change])
  const value = { ...draft.value, photos }
  const isForOther = FIRST_LINE.includes(current.role)
  const around = { gridCode: me?.gridCode ?? null, isForOther, today: todayOf(useNow()) }
  const routing = useRouting(value.place, value.area?.code ?? null, isForOther ? null : around.gridCode)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [sent, setSent] = useState<Sending>(null)
  const problems = problemsOf(value, around)
  const problemAt = (field: ProblemField): string | null => (isTried ? (problems.find((problem) => problem.field === field)?.words ?? null) : null)

  const answer = (answers: Answers) => change({ answers: { ...value.answers, [categoryIn(value)]: answers } })

  /** The first thing missing of these fields, and its words from now on. */
  function check(fields: readonly ProblemField[]): Problem | null {
    const found = problems.find(({ field }) => fields.includes(field)) ?? null
    setTried(found !== null)
    return found
  }
  async function submit(): Promise<Problem | null> {
    setTried(true)
    setRefusal(null)
    const [first] = problems
    if (first) return first
    if (isBusy || !(await hasAccountOrAsks())) return null
    setBusy(true)
    try {
      const letter = { title: titleOf(value.text), refreshes: COMPLAINT_KEYS }
      const answer = await sendOrQueue(complaintContract.create, { body: bodyOf(value, around, routing.code), idempotencyKey: draft.key.current }, letter)
      draft.clear()
      setSent(answer.isQueued ? 'queued' : answer.answer)
    } catch (error) {
      if (!mayHaveArrived(error)) draft.renewKey()
      setRefusal(wordsFor(error))
    } finally {
      setBusy(false)
    }
    return null
  }
  return {
    isTakenUp, draft: value, change, setPhotos, isForOther, hasHome: around.gridCode !== null, routing, firstThings: firstThingsIn(value.text),
    questions: questionsIn(value), answers: answersIn(value), answer,
    problemAt, check, submit, isBusy, refusal, sent,
  }
}
export type NewComplaintForm = ReturnType<typeof useNewComplaint>

