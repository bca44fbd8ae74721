import { Input, Text, Textarea, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Icon } from '../icon'
import './index.scss'

interface FieldProps {
  label: string
  /** Who will see it, or what a good answer is. */
  help?: string
  /** What to change, in words: 少了 1 位，手机号是 11 位. */
  error?: string | null
  /** The page scrolls here when this is the first fault. */
  id?: string
}

/** Label above, the control, then help or what is wrong with it. */
export function Field({ label, help, error, id, children }: PropsWithChildren<FieldProps>) {
  return (
    <View className={`field ${error ? 'field-wrong' : ''}`} id={id}>
      <View className="field-label t-strong">{label}</View>
      {children}
      {error ? (
        <View className="field-error t-sub" aria-role="alert">
          <Icon name="circle-alert" size="inline" />
          <Text>{error}</Text>
        </View>
      ) : (
        help && <View className="t-caption c-ink3 field-help">{help}</View>
      )}
    </View>
  )
}

interface TextFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  maxLength: number
  type?: 'text' | 'number'
  onBlur?: () => void
}

export function TextField({ value, onChange, placeholder, maxLength, type = 'text', onBlur, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <Input
        className="field-input"
        value={value}
        type={type}
        maxlength={maxLength}
        placeholder={placeholder}
        placeholderClass="field-placeholder"
        aria-label={field.label}
        onInput={({ detail }) => onChange(detail.value)}
        onBlur={onBlur}
      />
    </Field>
  )
}

/** Several lines, with how many characters are used. */
export function TextAreaField({ value, onChange, placeholder, maxLength, onBlur, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <Textarea
        className="field-area"
        value={value}
        maxlength={maxLength}
        placeholder={placeholder}
        placeholderClass="field-placeholder"
        autoHeight
        aria-label={field.label}
        onInput={({ detail }) => onChange(detail.value)}
        onBlur={onBlur}
      />
      <View className="field-count t-caption c-ink3">{`${value.length} / ${maxLength}`}</View>
    </Field>
  )
}

export interface Choice<T extends string> {
  value: T
  label: string
}

interface ChoiceFieldProps<T extends string> extends FieldProps {
  choices: readonly Choice<T>[]
  /** Null until the person has chosen; nothing is chosen for them. */
  value: T | null
  onChange: (value: T) => void
  columns?: 1 | 2 | 3
}

/** Large pills, one of which is chosen: outline, fill and a tick. */
export function ChoiceField<T extends string>({ choices, value, onChange, columns = 3, ...field }: ChoiceFieldProps<T>) {
  return (
    <Field {...field}>
      <View className={`choices choices-${columns}`} aria-role="radiogroup">
        {choices.map((choice) => {
          const isChosen = choice.value === value
          return (
            <View
              key={choice.value}
              className={`choice ${isChosen ? 'choice-on' : ''}`}
              aria-role="radio"
              aria-checked={isChosen}
              aria-label={choice.label}
              hoverClass="pressed"
              onClick={() => onChange(choice.value)}
            >
              {isChosen && <Icon name="check" size="inline" />}
              <Text>{choice.label}</Text>
            </View>
          )
        })}
      </View>
    </Field>
  )
}

interface SeveralFieldProps<T extends string> extends FieldProps {
  choices: readonly Choice<T>[]
  values: readonly T[]
  onChange: (values: readonly T[]) => void
  columns?: 1 | 2 | 3
}

/** Large pills, any of which are chosen. */
export function SeveralField<T extends string>({ choices, values, onChange, columns = 3, ...field }: SeveralFieldProps<T>) {
  const turn = (value: T) => onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
  return (
    <Field {...field}>
      <View className={`choices choices-${columns}`} aria-role="group">
        {choices.map(({ value, label }) => {
          const isChosen = values.includes(value)
          return (
            <View
              key={value}
              className={`choice ${isChosen ? 'choice-on' : ''}`}
              aria-role="checkbox"
              aria-checked={isChosen}
              aria-label={label}
              hoverClass="pressed"
              onClick={() => turn(value)}
            >
              {isChosen && <Icon name="check" size="inline" />}
              <Text>{label}</Text>
            </View>
          )
        })}
      </View>
    </Field>
  )
}

interface FilterPillsProps<T extends string> {
  choices: readonly Choice<T>[]
  value: T
  onChange: (value: T) => void
}

/** Filters of a list, in one row that scrolls sideways. */
export function FilterPills<T extends string>({ choices, value, onChange }: FilterPillsProps<T>) {
  return (
    <View className="pills" aria-role="tablist">
      {choices.map((choice) => (
        <View
          key={choice.value}
          className={`pill ${choice.value === value ? 'pill-on' : ''}`}
          aria-role="tab"
          aria-selected={choice.value === value}
          hoverClass="pressed"
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </View>
      ))}
    </View>
  )
}
