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
import { AskedOne } from './asked-card'
import { CategoryRow } from './category-row'
import { PlaceFields } from './place-fields'
import { PhotosField, WordsCard } from './words-card'

const WHAT: readonly ProblemField[] = ['behalfName', 'behalfPhone', 'behalfAuthority', 'text', 'photos']
const WHERE: readonly ProblemField[] = ['place']
const RIGHT: readonly ProblemField[] = ['about']

/** What each screen asks for, in their order: the words, where, what the category asks besides one by one, and is it right so. */
const screensOf = ({ questions }: NewComplaintForm): (readonly ProblemField[])[] =>
  [WHAT, WHERE, ...questions.map(({ code }): readonly ProblemField[] => [`answer-${code}`]), RIGHT]

/** One question a screen. */
export function ComplaintSteps({ form }: { form: NewComplaintForm }) {
  const [step, setStep] = useState(1)
  const screens = screensOf(form)
  const steps = screens.length
  const asked = screens[step - 1] ?? RIGHT
  const goTo = (next: number) => {
    setStep(next)
    void scrollToElement('step')
  }
  async function next() {
    const problem = form.check(asked)
    if (problem) return void scrollToElement(`field-${problem.field}`)
    if (step < steps) return goTo(step + 1)
    const left = await form.submit()
    if (left) goTo(screens.findIndex((fields) => fields.includes(left.field)) + 1)
  }
  return (
    <Page
      title="反映问题"
      footer={
        <ActionBar problem={form.refusal}>
          {step > 1 && <Button onClick={() => goTo(step - 1)}>上一步</Button>}
          <Button kind="primary" isBusy={form.isBusy} onClick={() => void next()}>
            {asked === RIGHT ? '交上去' : asked === WHAT ? '写好了，下一步' : asked === WHERE ? '就是这里，下一步' : '下一步'}
          </Button>
        </ActionBar>
      }
    >
      <View id="step">
        {asked === WHAT && <WhatStep form={form} steps={steps} />}
        {asked === WHERE && <WhereStep form={form} steps={steps} />}
        {asked === RIGHT && <CheckStep form={form} steps={steps} />}
        {asked !== WHAT && asked !== WHERE && asked !== RIGHT && (
          <ElderStep step={step} steps={steps} title="再问一句">
            <AskedOne form={form} index={step - 3} />
          </ElderStep>
        )}
      </View>
    </Page>
  )
}

interface StepProps {
  form: NewComplaintForm
  steps: number
}

function WhatStep({ form, steps }: StepProps) {
  const { phone } = form.routing
  return (
    <ElderStep step={1} steps={steps} title="出了什么事？">
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

function WhereStep({ form, steps }: StepProps) {
  return (
    <ElderStep step={2} steps={steps} title="在哪里？">
      <PlaceFields form={form} />
    </ElderStep>
  )
}

function CheckStep({ form, steps }: StepProps) {
  const { draft, change, routing } = form
  return (
    <ElderStep step={steps} steps={steps} title="看一看，对不对？">
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
