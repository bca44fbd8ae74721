import type { Answer } from '@huying/shared/kernel/endpoint'
import { exclusionContract } from '@huying/shared/statistics/exclusion-contract'
import { useState } from 'react'
import { ActSheet } from '../../../components/case/act-sheet'
import { RunningAct } from '../../../components/case/acts'
import { Fact } from '../../../components/fact'
import { TextField } from '../../../components/field'
import { wordsFor } from '../../../platform/api-error'
import { call } from '../../../platform/request'
import { proposeAct } from '../exclusion-acts'
import { EXCLUSION_KEYS } from '../exclusions-service'

type Found = Answer<typeof exclusionContract.findCase>

/** First which case, by the number that stands on it; then why. */
export function ProposeExclusion({ onClose, onProposed }: { onClose: () => void; onProposed: () => void }) {
  const [number, setNumber] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  async function find() {
    setTried(true)
    if (number.trim() === '') return
    setBusy(true)
    setProblem(null)
    await call(exclusionContract.findCase, { params: { number: number.trim() } }).then(setFound, (error: unknown) => setProblem(wordsFor(error)))
    setBusy(false)
  }
  if (found) {
    const { complaintId, number: known, categoryLabel } = found
    const act = { ...proposeAct(complaintId), title: `诉求 ${known}（${categoryLabel}）不计入三率` }
    return <RunningAct act={act} params={{}} refreshes={EXCLUSION_KEYS} onClose={onClose} onProposed={onProposed} onDone={onClose} />
  }
  const error = isTried && number.trim() === '' ? '写上诉求的编号' : null
  return (
    <ActSheet isOpen title="哪一件诉求" submit="下一步" isBusy={isBusy} problem={problem} onSubmit={() => void find()} onClose={onClose}>
      <TextField label="诉求编号" value={number} type="number" placeholder="如 2611230041" maxLength={20} error={error} help="在诉求、台账和公开数据里都能看到" onChange={setNumber} />
      <Fact icon="circle-help" isQuiet>只有由您的单位或社区承担的，才能申请</Fact>
    </ActSheet>
  )
}
