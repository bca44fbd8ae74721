import { View } from '@tarojs/components'
import { OneQuestion, Questions } from '../../../../components/questions'
import { categoryIn } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'

/** What the category asks besides, under the words it was guessed from. */
export function AskedCard({ form: { draft, questions, answers, answer, problemAt } }: { form: NewComplaintForm }) {
  if (questions.length === 0) return null
  return (
    <View className="card complaint-asked">
      <Questions key={categoryIn(draft)} questions={questions} answers={answers} problemAt={(code) => problemAt(`answer-${code}`)} onChange={answer} />
    </View>
  )
}

/** One of them alone, where one question fills the screen. */
export function AskedOne({ form: { draft, questions, answers, answer, problemAt }, index }: { form: NewComplaintForm; index: number }) {
  const question = questions[index]
  if (!question) return null
  const { [question.code]: value, ...others } = answers
  return (
    <View className="card">
      <OneQuestion
        key={`${categoryIn(draft)}-${question.code}`}
        question={question}
        value={value}
        error={problemAt(`answer-${question.code}`)}
        onChange={(said) => answer(said === undefined ? others : { ...others, [question.code]: said })}
      />
    </View>
  )
}
