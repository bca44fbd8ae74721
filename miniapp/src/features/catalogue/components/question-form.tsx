import { MOST_CHOICES, type Question, QUESTION_KINDS, type QuestionKind } from '@huying/shared/complaint/questions'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { SwitchCell } from '../../../components/cell'
import { ChoiceField, TextField } from '../../../components/field'
import { ofKind } from '../category-draft'
import { freshCode, inserted, replaced, without } from '../order'
import { Moves } from './moves'

const KIND_WORDS: Record<QuestionKind, string> = { text: '写文字', number: '填数字', single: '选一个', multiple: '选几个', date: '选日期' }
const KINDS = QUESTION_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))
const RANGES = [{ value: 'past', label: '今天和以前' }, { value: 'future', label: '今天和以后' }, { value: 'any', label: '哪天都行' }] as const

interface QuestionFormProps {
  question: Question
  isFirst: boolean
  isLast: boolean
  onChange: (question: Question) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One further question: what it asks, how it is answered, whether it must be. */
export function QuestionForm({ question, isFirst, isLast, onChange, onMove, onRemove }: QuestionFormProps) {
  return (
    <View className="card question-form">
      <View className="question-form-head">
        <View className="t-strong question-form-title">{question.label || '新的问题'}</View>
        <Moves name={question.label} isFirst={isFirst} isLast={isLast} onMove={onMove} />
      </View>
      <TextField label="问什么" value={question.label} maxLength={40} onChange={(label) => onChange({ ...question, label })} />
      <TextField label="怎么填（可不写）" value={question.help ?? ''} maxLength={80} onChange={(help) => onChange(withHelp(question, help))} />
      <ChoiceField label="怎么答" choices={KINDS} value={question.kind} onChange={(kind) => kind !== question.kind && onChange(ofKind(question, kind))} />
      <SwitchCell title="必须回答" isOn={question.isRequired} onChange={(isRequired) => onChange({ ...question, isRequired })} />
      <Particulars question={question} onChange={onChange} />
      <View className="desk-buttons">
        <Button size="small" icon="trash" label={`删掉问题，${question.label}`} onClick={onRemove}>
          删掉这个问题
        </Button>
      </View>
    </View>
  )
}

function withHelp(question: Question, help: string): Question {
  const { help: _, ...others } = question
  return (help === '' ? others : { ...others, help }) as Question
}

/** A bound as it is typed; empty: none. */
const boundOf = (words: string): number | undefined => (words.trim() === '' || !Number.isFinite(Number(words)) ? undefined : Number(words))

type OnChange = QuestionFormProps['onChange']

function Particulars({ question, onChange }: { question: Question; onChange: OnChange }) {
  switch (question.kind) {
    case 'text':
      return <TextField label="最多几个字" type="number" value={String(question.maxLength)} maxLength={3} onChange={(words) => onChange({ ...question, maxLength: Math.min(150, Math.max(1, boundOf(words) ?? 1)) })} />
    case 'number':
      return <NumberParts question={question} onChange={onChange} />
    case 'single':
    case 'multiple':
      return <Choices choices={question.choices} onChange={(choices) => onChange({ ...question, choices })} />
    case 'date':
      return <ChoiceField label="可以选哪些日子" choices={RANGES} value={question.range} columns={1} onChange={(range) => onChange({ ...question, range })} />
  }
}

function NumberParts({ question, onChange }: { question: Extract<Question, { kind: 'number' }>; onChange: OnChange }) {
  const put = (part: { min?: number | undefined; max?: number | undefined; unit?: string | undefined }) => {
    const { min, max, unit, ...others } = { ...question, ...part }
    onChange({ ...others, ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...(unit !== undefined && unit !== '' && { unit }) })
  }
  return (
    <>
      <TextField label="最小（可不写）" type="number" value={question.min === undefined ? '' : String(question.min)} maxLength={8} onChange={(words) => put({ min: boundOf(words) })} />
      <TextField label="最大（可不写）" type="number" value={question.max === undefined ? '' : String(question.max)} maxLength={8} onChange={(words) => put({ max: boundOf(words) })} />
      <TextField label="单位（可不写）" value={question.unit ?? ''} maxLength={8} placeholder="如：盏、户、米" onChange={(unit) => put({ unit })} />
      <SwitchCell title="只要整数" isOn={question.isWhole} onChange={(isWhole) => onChange({ ...question, isWhole })} />
    </>
  )
}

interface Choice {
  code: string
  label: string
}

function Choices({ choices, onChange }: { choices: readonly Choice[]; onChange: (choices: Choice[]) => void }) {
  return (
    <View className="desk-part">
      <View className="t-strong">选项</View>
      {choices.map((choice, at) => (
        <View key={choice.code} className="question-choice">
          <View className="question-choice-words">
            <TextField label={`选项 ${at + 1}`} value={choice.label} maxLength={30} onChange={(label) => onChange(replaced(choices, at, { ...choice, label }))} />
          </View>
          <Button size="small" kind="soft" icon="x" label={`去掉选项，${choice.label}`} onClick={() => onChange(without(choices, at))}>
            去掉
          </Button>
        </View>
      ))}
      {choices.length < MOST_CHOICES && (
        <View className="desk-buttons">
          <Button size="small" kind="soft" icon="plus" onClick={() => onChange(inserted(choices, choices.length, { code: freshCode('choice', choices.map(({ code }) => code)), label: `选项${choices.length + 1}` }))}>
            加一个选项
          </Button>
        </View>
      )}
    </View>
  )
}
