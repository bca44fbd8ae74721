import { View } from '@tarojs/components'
import { useState } from 'react'
import { ChoiceField, Field, TextAreaField } from '../field'
import { Fact } from '../fact'
import { PhotoPicker } from '../photo-picker'
import { Photos } from '../photos'
import { type ActField, type ActSpec, type ActValues, firstFault, initialValues } from './act-spec'
import { ActSheet } from './act-sheet'
import { PickField } from './pick-field'

interface ActFormProps {
  spec: ActSpec
  isBusy: boolean
  problem: string | null
  onSubmit: (values: ActValues) => void
  onClose: () => void
}

/** Asks what an act needs and says what it means. */
export function ActForm({ spec, isBusy, problem, onSubmit, onClose }: ActFormProps) {
  const [values, setValues] = useState<ActValues>(() => initialValues(spec.fields))
  const [isTried, setTried] = useState(false)
  const fault = isTried ? firstFault(spec.fields, values) : null
  const submit = () => {
    setTried(true)
    if (!firstFault(spec.fields, values)) onSubmit(values)
  }
  return (
    <ActSheet isOpen title={spec.title} submit={spec.submit} isBusy={isBusy} problem={problem} onSubmit={submit} onClose={onClose}>
      {spec.explain?.map((sentence) => (
        <Fact key={sentence} icon="check" isQuiet>
          {sentence}
        </Fact>
      ))}
      {spec.photoIds && <Photos ids={spec.photoIds} />}
      <View className="act-form-fields">
        {spec.fields
          .filter(({ isAsked }) => !isAsked || isAsked(values))
          .map((field) => (
            <OneField key={field.name} field={field} values={values} error={fault?.name === field.name ? fault.words : null} onChange={setValues} />
          ))}
      </View>
    </ActSheet>
  )
}

interface OneFieldProps {
  field: ActField
  values: ActValues
  error: string | null
  onChange: (change: (values: ActValues) => ActValues) => void
}

function OneField({ field, values, error, onChange }: OneFieldProps) {
  const help = field.helpFor?.(values) ?? field.help
  const shown = { label: field.label, error, ...(help !== undefined && { help }) }
  const say = (text: string) => onChange((before) => ({ ...before, words: { ...before.words, [field.name]: text } }))
  const said = values.words[field.name] ?? ''
  switch (field.kind) {
    case 'choice':
      return <ChoiceField {...shown} choices={field.choices} columns={field.columns ?? 3} value={said || null} onChange={say} />
    case 'text':
      return <TextAreaField {...shown} value={said} onChange={say} maxLength={field.maxLength} placeholder={field.placeholder} />
    case 'pick':
      return <PickField {...shown} field={field} values={values} value={said || null} onChange={say} />
    case 'photos':
      return (
        <Field {...shown}>
          <PhotoPicker
            photos={values.photos[field.name] ?? []}
            purpose={field.purpose}
            most={field.most}
            onChange={(change) => onChange((before) => ({ ...before, photos: { ...before.photos, [field.name]: change(before.photos[field.name] ?? []) } }))}
          />
        </Field>
      )
  }
}
