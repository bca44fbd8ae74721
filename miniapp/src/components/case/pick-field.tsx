import type { Endpoint } from '@huying/shared/kernel/endpoint'
import { Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsFor } from '../../platform/api-error'
import { call, type CallOptions } from '../../platform/request'
import { Fact } from '../fact'
import { Field, TextField } from '../field'
import { Icon } from '../icon'
import { LoadingView } from '../state-view'
import type { ActField, ActValues, PickChoice } from './act-spec'
import './pick-field.scss'

interface PickFieldProps {
  field: Extract<ActField, { kind: 'pick' }>
  values: ActValues
  label: string
  help?: string
  error: string | null
  value: string | null
  onChange: (value: string) => void
}

/** So many fit a sheet; beyond that one writes a few letters. */
const MOST_SHOWN = 12

/** One of many that the server knows: a list with a field to find in it, in all states a list has. */
export function PickField({ field: { endpoint, input: asked, choicesOf, none, missing }, values, value, onChange, ...shown }: PickFieldProps) {
  const input = typeof asked === 'function' ? asked(values) : asked
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['pick', endpoint.name, input],
    queryFn: async () => choicesOf(await call(endpoint, input as CallOptions<Endpoint>)),
    staleTime: 0,
  })
  if (isPending) return <Field {...shown}><LoadingView rows={1} /></Field>
  if (data === undefined)
    return (
      <Field {...shown}>
        <View aria-role="button" aria-label="没打开，再试一次" hoverClass="pressed" onClick={() => void refetch()}>
          <Fact icon="refresh">{`${wordsFor(error)}，点这里再试`}</Fact>
        </View>
      </Field>
    )
  if (data.length === 0) return <Field {...shown}><Fact icon="circle-help" isQuiet>{none}</Fact></Field>
  return (
    <Field {...shown}>
      <Choices choices={data} isOptional={missing === undefined} label={shown.label} value={value} onChange={onChange} />
    </Field>
  )
}

interface ChoicesProps extends Pick<PickFieldProps, 'label' | 'value' | 'onChange'> {
  /** What was chosen may be let go again. */
  isOptional: boolean
  choices: readonly PickChoice[]
}

function Choices({ choices, isOptional, label, value, onChange }: ChoicesProps) {
  const [words, setWords] = useState('')
  const found = choices.filter((choice) => `${choice.label}${choice.hint ?? ''}`.includes(words.trim()))
  const chosen = choices.find((choice) => choice.value === value)
  const shown = chosen && !found.slice(0, MOST_SHOWN).includes(chosen) ? [chosen, ...found.slice(0, MOST_SHOWN - 1)] : found.slice(0, MOST_SHOWN)
  return (
    <>
      {choices.length > MOST_SHOWN && <TextField label="找一找" value={words} placeholder="写名字里的几个字" maxLength={20} onChange={setWords} />}
      <View className="pick-choices" aria-role="radiogroup" aria-label={label}>
        {shown.map((choice) => (
          <PickRow key={choice.value} choice={choice} isChosen={choice.value === value} onClick={() => onChange(isOptional && choice.value === value ? '' : choice.value)} />
        ))}
      </View>
      {found.length === 0 && <Fact icon="search" isQuiet>没有找到，换几个字试试</Fact>}
      {found.length > shown.length && <Fact icon="search" isQuiet>{`还有 ${found.length - shown.length} 个，写几个字找`}</Fact>}
    </>
  )
}

function PickRow({ choice: { label, hint }, isChosen, onClick }: { choice: PickChoice; isChosen: boolean; onClick: () => void }) {
  return (
    <View className={`pick-choice ${isChosen ? 'pick-choice-on' : ''}`} aria-role="radio" aria-checked={isChosen} aria-label={[label, hint].filter(Boolean).join('，')} hoverClass="pressed" onClick={onClick}>
      <View className="pick-choice-words">
        <View className="lines-2">{label}</View>
        {hint && <Text className="t-caption c-ink2">{hint}</Text>}
      </View>
      {isChosen && <Icon name="check" size="inline" />}
    </View>
  )
}
