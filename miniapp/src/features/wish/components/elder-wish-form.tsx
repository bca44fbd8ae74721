import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../components/action-bar'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ElderStep } from '../../../components/elder-step'
import { Page } from '../../../components/page'
import { useDuty } from '../../../hooks/use-areas'
import { dial } from '../../../platform/phone-call'
import { type FaultyField, faultsOf } from '../wish-form'
import { AreaField, BehalfFields, CategoryField, ConsentField, ForWhomField, PhotosField, StoryField } from './wish-fields'
import type { WishFormProps } from './wish-form'

interface Step {
  title: string
  fields: readonly FaultyField[]
}

const STEPS: readonly Step[] = [
  { title: '帮什么忙？', fields: ['behalfName', 'behalfPhone', 'behalfAuthority', 'story', 'photos'] },
  { title: '哪一类，在哪里？', fields: ['category', 'area'] },
  { title: '谁能看到？', fields: ['consent'] },
]

/** One question a screen, or a phone call instead of all of them. */
export function ElderWishForm({ form, faults, problem, isBusy, isResubmit, onAsk, onSubmit }: WishFormProps) {
  const [place, setPlace] = useState(0)
  const step = STEPS[place] ?? STEPS[0]!
  const isLast = place === STEPS.length - 1
  const parts = { form, faults }

  function goOn() {
    if (isLast) return onSubmit()
    onAsk(STEPS.slice(0, place + 1).flatMap(({ fields }) => fields))
    const missing = faultsOf(form.value, form.photos, { isResubmit, isForOther: form.isForOther })
    if (step.fields.every((field) => missing[field] === undefined)) setPlace(place + 1)
  }
  return (
    <Page
      title="许个心愿"
      footer={
        <ActionBar problem={problem}>
          <Button kind="primary" isBusy={isBusy} onClick={goOn}>
            {isLast ? '交给社区' : '写好了，下一步'}
          </Button>
          {place > 0 && <Button onClick={() => setPlace(place - 1)}>上一步</Button>}
        </ActionBar>
      }
    >
      <ElderStep step={place + 1} steps={STEPS.length} title={step.title}>
        <Card>
          {place === 0 && form.isForOther && <BehalfFields {...parts} />}
          {place === 0 && <StoryField {...parts} />}
          {place === 0 && <PhotosField {...parts} />}
          {place === 1 && <CategoryField {...parts} isElder />}
          {place === 1 && !isResubmit && !form.isForOther && <ForWhomField form={form} />}
          {place === 1 && !isResubmit && <AreaField {...parts} />}
          {place === 2 && <ConsentField {...parts} />}
        </Card>
        {place === 0 && !form.isForOther && <AskLeader areaCode={form.value.area?.code ?? null} />}
      </ElderStep>
    </Page>
  )
}

/** Whoever cannot write calls the one on duty, who files it for them. */
function AskLeader({ areaCode }: { areaCode: string | null }) {
  const { data: duty } = useDuty(areaCode)
  if (!duty?.phone) return null
  const { phone } = duty
  return (
    <View>
      <Button kind="link" icon="phone" onClick={() => void dial(phone)}>
        不会写？请片长代我许
      </Button>
    </View>
  )
}
