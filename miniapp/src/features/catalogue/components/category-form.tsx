import { KIND_LABELS, URGENCY_LABELS } from '@huying/shared/complaint/labels'
import type { CategoryTerms } from '@huying/shared/complaint/categories'
import { MOST_QUESTIONS } from '@huying/shared/complaint/questions'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { SwitchCell } from '../../../components/cell'
import { ChoiceField, TextField } from '../../../components/field'
import { Section } from '../../../components/section'
import { addQuestion } from '../category-draft'
import { moved, replaced, without } from '../order'
import { QuestionForm } from './question-form'

const choicesOf = <T extends string>(labels: Record<T, string>) => (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }))

/** A category: what residents read, by which terms it is handled, and what it asks besides. */
export function CategoryForm({ category, onChange }: { category: CategoryTerms; onChange: (change: Partial<CategoryTerms>) => void }) {
  const { questions } = category
  const ask = (next: CategoryTerms['questions']) => onChange({ questions: next })
  return (
    <>
      <View className="card">
        <TextField label="类别的名称" value={category.label} maxLength={20} onChange={(label) => onChange({ label })} />
        <TextField label="居民会怎么说" value={category.example} maxLength={60} help="按这些字，从居民的话里猜是哪一类" onChange={(example) => onChange({ example })} />
        <ChoiceField label="多半是哪种诉求" choices={choicesOf(KIND_LABELS)} value={category.kindDefault} onChange={(kindDefault) => onChange({ kindDefault })} />
        <ChoiceField label="紧急程度" help="改得不那么急，要另一位管理员或县里同意" choices={choicesOf(URGENCY_LABELS)} value={category.urgency} columns={2} onChange={(urgency) => onChange({ urgency })} />
        <SwitchCell title="办完要有照片" isOn={category.isProofNeeded} onChange={(isProofNeeded) => onChange({ isProofNeeded })} />
        <SwitchCell title="在用" hint="停用以后居民选不到，以前的还叫这个名字" isOn={category.isActive} onChange={(isActive) => onChange({ isActive })} />
      </View>
      <Section title="再问几句">
        {questions.map((question, at) => (
          <QuestionForm
            key={question.code} question={question} isFirst={at === 0} isLast={at === questions.length - 1}
            onChange={(next) => ask(replaced(questions, at, next))} onMove={(by) => ask(moved(questions, at, by))} onRemove={() => ask(without(questions, at))}
          />
        ))}
        {questions.length < MOST_QUESTIONS && (
          <View className="desk-buttons">
            <Button size="small" icon="plus" onClick={() => ask(addQuestion(questions))}>
              加一个问题
            </Button>
          </View>
        )}
      </Section>
    </>
  )
}
