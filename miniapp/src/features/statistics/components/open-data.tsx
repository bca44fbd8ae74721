import { ratesContract } from '@huying/shared/statistics/rates-contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Callout } from '../../../components/callout'
import { Fact } from '../../../components/fact'
import { wordsFor } from '../../../platform/api-error'
import { openFile } from '../../../platform/files'
import type { RatesQuestion } from '../rates-service'
import './open-data.scss'

const FORMS = [
  { label: '下载 CSV', endpoint: ratesContract.casesCsv, ending: 'csv' },
  { label: '下载 JSON', endpoint: ratesContract.casesJson, ending: 'json' },
] as const

/** What the numbers were counted from, for whoever wants to count them again. */
export function OpenData({ question }: { question: RatesQuestion }) {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  async function open({ endpoint, ending, label }: (typeof FORMS)[number]) {
    setBusy(label)
    setProblem(null)
    await openFile(endpoint, { query: { ...question } }, `三率公开数据 ${question.period}.${ending}`).catch((error: unknown) => setProblem(wordsFor(error)))
    setBusy(null)
  }
  return (
    <Callout icon="file-text" kind="quiet" title="公开数据">
      <Fact icon="eye" isQuiet>没有姓名、原话和门牌；评价和诉求分开列</Fact>
      {problem && <Fact icon="circle-alert">{problem}</Fact>}
      <View className="open-data">
        {FORMS.map((form) => (
          <Button key={form.ending} size="small" isBusy={busy === form.label} onClick={() => void open(form)}>
            {form.label}
          </Button>
        ))}
      </View>
    </Callout>
  )
}
