import { KIND_LABELS } from '@huying/shared/complaint/labels'
import type { ComplaintKindCode } from '@huying/shared/complaint/catalogue'
import { View } from '@tarojs/components'
import { ActionBar } from '../../../../components/action-bar'
import { Button } from '../../../../components/button'
import { SwitchCell } from '../../../../components/cell'
import { FilterPills } from '../../../../components/field'
import { Page } from '../../../../components/page'
import { scrollToElement } from '../../../../platform/scroll'
import { FirstThings } from '../../components/first-things'
import { kindIn } from '../../draft'
import type { NewComplaintForm } from '../../use-new-complaint'
import { AboutField, BehalfCard } from './asides'
import { AskedCard } from './asked-card'
import { CategoryRow } from './category-row'
import { PlaceFields } from './place-fields'
import { WordsCard } from './words-card'

const KINDS = (['complaint', 'help', 'consult', 'suggestion', 'praise'] as const satisfies readonly ComplaintKindCode[]).map((value) => ({ value, label: KIND_LABELS[value] }))

/** Everything on one page, the words first; the button stays active and leads to what is missing. */
export function OnePage({ form }: { form: NewComplaintForm }) {
  const { draft, change, isForOther, isBusy, refusal, firstThings } = form
  async function submit() {
    const problem = await form.submit()
    if (problem) void scrollToElement(`field-${problem.field}`)
  }
  return (
    <Page
      title={isForOther ? '替居民反映' : '反映问题'}
      footer={
        <ActionBar problem={refusal}>
          <Button kind="primary" isBusy={isBusy} onClick={() => void submit()}>
            提交
          </Button>
        </ActionBar>
      }
    >
      <FilterPills choices={KINDS} value={kindIn(draft)} onChange={(kind) => change({ kind })} />
      <FirstThings things={firstThings} />
      {isForOther && <BehalfCard form={form} />}
      <View className="card complaint-card">
        <WordsCard form={form} />
        <CategoryRow form={form} />
      </View>
      <AskedCard form={form} />
      <AboutField form={form} />
      <PlaceFields form={form} />
      <View className="card complaint-switch">
        <SwitchCell icon="eye-off" title="不让别人看到我是谁" hint="办事的人只看到“一位居民”" isOn={draft.isConfidential} onChange={(isConfidential) => change({ isConfidential })} />
      </View>
    </Page>
  )
}
