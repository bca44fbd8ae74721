import type { Answers, AnswerValue, Question } from '@huying/shared/complaint/questions'
import { todayOf } from '@huying/shared/complaint/questions'
import { sayDate } from '@huying/shared/kernel/words-for-time'
import { Picker, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useNow } from '../../platform/clock'
import { ChoiceField, Field, SeveralField, TextField } from '../field'
import { Icon } from '../icon'
import './index.scss'

interface QuestionsProps {
  questions: readonly Question[]
  answers: Answers
  /** What is wrong with the answer to this question, in words. */
  problemAt: (code: string) => string | null
  onChange: (answers: Answers) => void
}

/** The further questions of a category, each with the control of its kind. */
export function Questions({ questions, answers, problemAt, onChange }: QuestionsProps) {
  return (
    <View className="questions">
      {questions.map((question) => (
        <OneQuestion
          key={question.code}
          question={question}
          value={answers[question.code]}
          error={problemAt(question.code)}
          onChange={(value) => {
            const { [question.code]: _, ...others } = answers
            onChange(value === undefined ? others : { ...others, [question.code]: value })
          }}
        />
      ))}
    </View>
  )
}

interface OneProps<K extends Question['kind'] = Question['kind']> {
  question: Extract<Question, { kind: K }>
  value: AnswerValue | undefined
  error: string | null
  onChange: (value: AnswerValue | undefined) => void
}

/** 几盏不亮（盏，可不填）. */
function shownBy({ question, error }: Pick<OneProps, 'question' | 'error'>) {
  const { code, label, help, isRequired } = question
  const aside = [question.kind === 'number' && question.unit, question.kind === 'multiple' && '可选几个', !isRequired && '可不填'].filter(Boolean).join('，')
  return { id: `field-answer-${code}`, label: aside === '' ? label : `${label}（${aside}）`, error, ...(help !== undefined && { help }) }
}
const choicesOf = (choices: readonly { code: string; label: string }[]) => choices.map(({ code, label }) => ({ value: code, label }))
/** Three short words share a row, longer ones two. */
const columnsFor = (choices: readonly { label: string }[]) => (choices.every(({ label }) => label.length <= 4) ? 3 : 2)

export function OneQuestion({ question, value, error, onChange }: OneProps) {
  const shown = shownBy({ question, error })
  switch (question.kind) {
    case 'text':
      return <TextField {...shown} value={typeof value === 'string' ? value : ''} maxLength={question.maxLength} onChange={onChange} />
    case 'number':
      return <NumberQuestion question={question} value={value} error={error} onChange={onChange} />
    case 'single':
      return <ChoiceField {...shown} choices={choicesOf(question.choices)} columns={columnsFor(question.choices)} value={typeof value === 'string' ? value : null} onChange={onChange} />
    case 'multiple':
      return <SeveralField {...shown} choices={choicesOf(question.choices)} columns={columnsFor(question.choices)} values={Array.isArray(value) ? value : []} onChange={(values) => onChange([...values])} />
    case 'date':
      return <DateQuestion question={question} value={value} error={error} onChange={onChange} />
  }
}

/** What is typed stays as typed: 1. on the way to 1.5 is no number yet. */
function NumberQuestion({ question, value, error, onChange }: OneProps<'number'>) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const change = (words: string) => {
    setTyped(words)
    const number = Number(words)
    onChange(words.trim() === '' ? undefined : Number.isFinite(number) ? number : words)
  }
  return <TextField {...shownBy({ question, error })} value={typed} maxLength={12} onChange={change} />
}

const EARLIEST = '1950-01-01'
const LATEST = '2100-12-31'

function DateQuestion({ question, value, error, onChange }: OneProps<'date'>) {
  const now = useNow()
  const today = todayOf(now)
  const chosen = typeof value === 'string' ? value : null
  const words = chosen === null ? '点这里选一天' : sayDate(new Date(`${chosen}T12:00:00+08:00`), now)
  const shown = shownBy({ question, error })
  return (
    <Field {...shown}>
      <Picker
        mode="date"
        value={chosen ?? today}
        start={question.range === 'future' ? today : EARLIEST}
        end={question.range === 'past' ? today : LATEST}
        onChange={({ detail }) => onChange(detail.value)}
      >
        <View className="field-input question-date" aria-role="button" aria-label={`${question.label}，${words}`}>
          <Text className={chosen === null ? 'c-ink3' : ''}>{words}</Text>
          <Icon name="calendar-check" size="inline" />
        </View>
      </Picker>
      {chosen !== null && (
        <View className="question-clear t-link t-sub" aria-role="button" aria-label={`${question.label}，不填了`} hoverClass="pressed" onClick={() => onChange(undefined)}>
          不填了
        </View>
      )}
    </Field>
  )
}
