import { Text, View } from '@tarojs/components'
import { WISH_CATEGORIES } from '@huying/shared/wish/catalogue'
import { useState } from 'react'
import { AreaPicker } from '../../../components/area-picker'
import { Callout } from '../../../components/callout'
import { Cell } from '../../../components/cell'
import { ChoiceField, Field, TextAreaField, TextField } from '../../../components/field'
import { PhotoPicker } from '../../../components/photo-picker'
import type { Faults, useWishForm } from '../wish-form'
import { go } from '../../../platform/navigation'
import { ACCOUNT_PAGES } from '../../../routes'
import { useDependents } from '../../../hooks/use-dependents'
import { categoryOf } from '../view-model'

/** A person's story with photos may be long; the wish itself is small. */
const MOST_CHARACTERS = 500
const MOST_PHOTOS = 6
const FOLDED = 6
const FOLDED_ELDER = 3
const SELF = 'self'
/** A longer code is a grid's, which nobody else is told. */
const COMMUNITY_DIGITS = 12

interface FieldsProps {
  form: ReturnType<typeof useWishForm>
  faults: Faults
}

export function StoryField({ form, faults }: FieldsProps) {
  const { value, change } = form
  return (
    <TextAreaField
      id="field-story"
      label="想请大家帮什么忙？"
      value={value.story}
      placeholder="如：卫生间想装一根扶手，材料我自己买，请会打孔的邻居帮装上"
      maxLength={MOST_CHARACTERS}
      error={faults.story}
      onChange={(story) => change({ story })}
    />
  )
}

export function PhotosField({ form, faults }: FieldsProps) {
  return (
    <Field id="field-photos" label="照片（可不加）" help="不拍人，不拍门牌" error={faults.photos}>
      <PhotoPicker photos={form.photos} onChange={form.setPhotos} purpose="wish" most={MOST_PHOTOS} />
    </Field>
  )
}

/** Guessed from the words, changeable; the rest of the kinds unfold. */
export function CategoryField({ form, faults, isElder }: FieldsProps & { isElder: boolean }) {
  const [isWhole, setWhole] = useState(false)
  const { value, change, guess } = form
  const first = guess.codes.slice(0, isElder ? FOLDED_ELDER : FOLDED)
  const isFolded = !isWhole && (value.category === null || first.some((code) => code === value.category))
  const codes = isFolded ? first : WISH_CATEGORIES.map(({ code }) => code)
  const choices = codes.map((code) => ({ value: code as string, label: categoryOf(code)?.label ?? code }))
  return (
    <View>
      <ChoiceField id="field-category" label="是哪一类？" choices={choices} value={value.category} columns={3} error={faults.category} onChange={(category) => change({ category })} />
      {isFolded && <Cell title="看看别的类" icon="more" onClick={() => setWhole(true)} />}
    </View>
  )
}

export function AreaField({ form, faults }: FieldsProps) {
  const [isOpen, setOpen] = useState(false)
  const { value, change } = form
  return (
    <Field id="field-area" label="住在哪里？" help="只公开到社区或村" error={faults.area}>
      <View className="wish-area">
        <Cell icon="map-pin" title={value.area?.name ?? '选社区或村'} value={value.area ? '换一个' : undefined} onClick={() => setOpen(true)} />
      </View>
      <AreaPicker
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={({ code, name }) => {
          change({ area: { code, name } })
          setOpen(false)
        }}
      />
    </Field>
  )
}

/** For whom a grid leader writes, and how they were asked to: only those who check and help will see it. */
export function BehalfFields({ form, faults }: FieldsProps) {
  const { behalf } = form.value
  const change = (part: Partial<typeof behalf>) => form.change({ behalf: { ...behalf, ...part } })
  return (
    <>
      <TextField id="field-behalfName" label="替谁许的？" value={behalf.name} placeholder="姓名" maxLength={20} error={faults.behalfName} onChange={(name) => change({ name })} />
      <TextField
        id="field-behalfPhone"
        label="他的手机号（可不写）"
        value={behalf.phone}
        type="number"
        maxLength={11}
        help="只有来帮忙的人能看到，看一次记一次"
        error={faults.behalfPhone}
        onChange={(phone) => change({ phone })}
      />
      <TextField
        id="field-behalfAuthority"
        label="他是怎么托您的？"
        value={behalf.authority}
        placeholder="如：今天上门，本人说的"
        maxLength={100}
        error={faults.behalfAuthority}
        onChange={(authority) => change({ authority })}
      />
    </>
  )
}

/** Offered to whoever acts for a dependent; for everybody else it is their own wish, and the way to add somebody. */
export function ForWhomField({ form }: Pick<FieldsProps, 'form'>) {
  const dependents = useDependents()
  const { value, change } = form
  if (dependents.length === 0) return <Cell icon="users" title="替老人、孩子许？" value="先加家人" onClick={() => void go(ACCOUNT_PAGES.family)} />
  return (
    <ChoiceField
      label="给谁许的？"
      choices={[{ value: SELF, label: '自己' }, ...dependents.map(({ id, name, relation }) => ({ value: id, label: [relation, name].filter(Boolean).join(' ') }))]}
      value={value.dependentId ?? SELF}
      columns={2}
      onChange={(choice) => change({ dependentId: choice === SELF ? null : choice })}
    />
  )
}

export function ContactField({ form }: Pick<FieldsProps, 'form'>) {
  const { value, change } = form
  return (
    <TextField
      label="怎么称呼您（可不写）"
      value={value.contactName}
      placeholder="如：王阿姨"
      maxLength={20}
      help="只有来帮忙的人能看到，看一次记一次"
      onChange={(contactName) => change({ contactName })}
    />
  )
}

/** Who may see it is the person's own choice; neither is chosen for them. */
export function ConsentField({ form, faults }: FieldsProps) {
  const { value, change } = form
  return (
    <ChoiceField
      id="field-consent"
      label="谁能看到这个心愿？"
      choices={[
        { value: 'everybody', label: '都能看到，更容易有人帮' },
        { value: 'members', label: '只让党员看到' },
      ]}
      value={value.consent}
      columns={1}
      error={faults.consent}
      onChange={(consent) => change({ consent })}
    />
  )
}

/** What others will read, before it is sent. */
export function SeenByOthers({ form }: Pick<FieldsProps, 'form'>) {
  const { value } = form
  const category = value.category === null ? undefined : categoryOf(value.category)
  const place = value.area !== null && value.area.code.length <= COMMUNITY_DIGITS ? value.area.name : '您的社区或村'
  const whose = form.isForOther ? '他的姓' : '您的姓'
  const who = category?.isSensitive ? '“一位居民”和所在的镇' : `${whose}（如王*）和${place}`
  return (
    <Callout icon="eye" kind="quiet" title="别人会看到">
      <Text>{`${who}，和社区改过的一句标题。`}</Text>
      <Text>详细的话、照片、电话，只有来帮忙的人和社区能看到。</Text>
    </Callout>
  )
}
