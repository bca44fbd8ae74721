import type { CategoryTerms } from '@huying/shared/complaint/categories'
import { answerFaults, type Answers, todayOf } from '@huying/shared/complaint/questions'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { FilterPills } from '../../../components/field'
import { Questions } from '../../../components/questions'
import { useNow } from '../../../platform/clock'

const MODES = [{ value: 'normal', label: '普通版' }, { value: 'elder', label: '长辈版' }] as const

/** The form as a resident of this category will see it; it can be filled in, and goes nowhere. */
export function Preview({ category }: { category: CategoryTerms }) {
  const now = useNow()
  const [mode, setMode] = useState<'normal' | 'elder'>('normal')
  const [answers, setAnswers] = useState<Answers>({})
  const [isTried, setTried] = useState(false)
  const faults = isTried ? answerFaults(category.questions, answers, todayOf(now)) : []
  return (
    <View>
      <View className="t-strong">居民看到的样子</View>
      <FilterPills choices={MODES} value={mode} onChange={setMode} />
      <View className={`root preview ${mode === 'elder' ? 'elder' : ''}`} aria-role="group" aria-label="居民看到的样子">
        <View className="card">
          <View className="c-ink2">{category.example}</View>
          <View className="preview-category">
            <Text className="c-ink2">类别</Text>
            <Text className="t-strong">{category.label}</Text>
          </View>
        </View>
        {category.questions.length > 0 ? (
          <View className="card preview-questions">
            <Questions key={mode} questions={category.questions} answers={answers} problemAt={(code) => faults.find((fault) => fault.code === code)?.message ?? null} onChange={setAnswers} />
          </View>
        ) : (
          <View className="t-sub c-ink2 preview-none">这一类不另外问什么</View>
        )}
      </View>
      {category.questions.length > 0 && (
        <View className="desk-buttons">
          <Button size="small" onClick={() => setTried(true)}>
            看看哪里会提示
          </Button>
        </View>
      )}
    </View>
  )
}
