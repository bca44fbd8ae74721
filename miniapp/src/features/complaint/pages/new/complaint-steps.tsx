import { KIND_LABELS } from '@huying/shared/complaint/labels'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { SwitchCell } from '../../../../components/cell'
import { ElderStep } from '../../../../components/elder-step'
import { Page } from '../../../../components/page'
import { dial } from '../../../../platform/phone-call'
import { scrollToElement } from '../../../../platform/scroll'
import { FirstThings } from '../../components/first-things'
import { kindIn, type ProblemField } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'
import { AboutField, BehalfCard } from './asides'
import { CategoryRow } from './category-row'
import { PlaceFields } from './place-fields'
import { PhotosField, WordsCard } from './words-card'

const STEPS = 3
type Step = 1 | 2 | 3

/** Which screen asks for what. */
const ASKED: Record<Step, readonly ProblemField[]> = { 1: ['behalfName', 'behalfPhone', 'behalfAuthority', 'text', 'photos'], 2: ['place'], 3: ['about'] }
const stepOf = (field: ProblemField): Step => (ASKED[1].includes(field) ? 1 : ASKED[2].includes(field) ? 2 : 3)

/** One question a screen: what happened, where, and is it right so. */
export function ComplaintSteps({ form }: { form: NewComplaintForm }) {
  const [step, setStep] = useState<Step>(1)
  const goTo = (next: Step) => {
    setStep(next)
    void scrollToElement('step')
  }
  async function next() {
    const problem = form.check(ASKED[step])
    if (problem) return void scrollToElement(`field-${problem.field}`)
    if (step < STEPS) return goTo((step + 1) as Step)
    const left = await form.submit()
    if (left) goTo(stepOf(left.field))
  }
  return (
    <Page
      title="反映问题"
      footer={
        <ActionBar problem={form.refusal}>
          {step > 1 && <Button onClick={() => goTo((step - 1) as Step)}>上一步</Button>}
          <Button kind="primary" isBusy={form.isBusy} onClick={() => void next()}>
            {step === 1 ? '写好了，下一步' : step === 2 ? '就是这里，下一步' : '交上去'}
          </Button>
        </ActionBar>
      }
    >
      <View id="step">
        {step === 1 && <WhatStep form={form} />}
        {step === 2 && <WhereStep form={form} />}
        {step === 3 && <CheckStep form={form} />}
      </View>
    </Page>
  )
}

function WhatStep({ form }: { form: NewComplaintForm }) {
  const { phone } = form.routing
  return (
    <ElderStep step={1} steps={STEPS} title="出了什么事？">
      <FirstThings things={form.firstThings} />
      {form.isForOther && <BehalfCard form={form} />}
      <View className="card complaint-card">
        <WordsCard form={form} withPhotos={false} />
      </View>
      <View className="card">
        <View className="t-strong">拍张照片（可不拍）</View>
        <PhotosField form={form} />
      </View>
      {phone && (
        <Button kind="link" icon="phone" label="不会写，打电话请片长代我报" onClick={() => void dial(phone)}>
          不会写？请片长代我报
        </Button>
      )}
    </ElderStep>
  )
}

function WhereStep({ form }: { form: NewComplaintForm }) {
  return (
    <ElderStep step={2} steps={STEPS} title="在哪里？">
      <PlaceFields form={form} />
    </ElderStep>
  )
}

function CheckStep({ form }: { form: NewComplaintForm }) {
  const { draft, change, routing } = form
  return (
    <ElderStep step={3} steps={STEPS} title="看一看，对不对？">
      <View className="card">
        <View className="c-ink2 t-sub">您说的</View>
        <View>{draft.text}</View>
        <CategoryRow form={form} />
        <View className="c-ink2 t-sub complaint-check">{`算作${KIND_LABELS[kindIn(draft)]}${routing.words ? `，${routing.words}` : ''}`}</View>
      </View>
      <AboutField form={form} />
      <View className="card complaint-switch">
        <SwitchCell icon="eye-off" title="不让别人看到我是谁" isOn={draft.isConfidential} onChange={(isConfidential) => change({ isConfidential })} />
      </View>
    </ElderStep>
  )
}
